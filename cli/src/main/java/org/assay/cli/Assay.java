package org.assay.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import org.assay.attestation.LotId;
import org.assay.attestation.jws.KeyId;
import org.assay.cli.demo.DemoCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code assay}. */
@Command(
    name = "assay",
    description = {
      "Signed ESG and provenance attestations for critical minerals, in a ledger that anyone can"
          + " check.",
      ""
    },
    mixinStandardHelpOptions = true,
    version = "assay 0.1.0-SNAPSHOT",
    synopsisSubcommandLabel = "COMMAND",
    scope = ScopeType.INHERIT,
    footer = {
      "",
      "Exit status: 0 well, 1 refused, 2 the verdict is not PASS, 3 could not be done, 64 wrong"
          + " usage.",
      "ASSAY_URL names the exchange where --url is not given."
    })
@SuppressWarnings("NullAway.Init") // picocli sets the specification.
public final class Assay implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show where in the program an error comes from.")
  private boolean debug;

  private Assay() {}

  /** Runs a command and ends the process with its status. */
  public static void main(String[] args) {
    Map<String, String> environment = System.getenv();
    Terminal terminal = Terminal.ofProcess(environment);
    int status = run(terminal, environment, Clock.systemUTC(), args);
    terminal.out().flush();
    terminal.err().flush();
    System.exit(status);
  }

  /**
   * Runs a command in this process.
   *
   * @return the exit status, see {@link ExitStatus}
   */
  static int run(Terminal terminal, Map<String, String> environment, Clock clock, String... args) {
    return commandLine(terminal, environment, clock).execute(args);
  }

  private static CommandLine commandLine(
      Terminal terminal, Map<String, String> environment, Clock clock) {
    Assay assay = new Assay();
    CommandLine commands =
        new CommandLine(assay)
            .addSubcommand(new ServeCommand(terminal, environment))
            .addSubcommand(new DemoCommand(terminal, clock))
            .addSubcommand(new KeygenCommand(terminal))
            .addSubcommand(new SignCommand(terminal, clock))
            .addSubcommand(new CharterCommand(terminal))
            .addSubcommand(new SubmitCommand(terminal))
            .addSubcommand(new TraceCommand(terminal, clock))
            .addSubcommand(new BundleCommand(terminal, clock))
            .addSubcommand(new VerifyCommand(terminal))
            .addSubcommand(new TrustCommand(terminal))
            .addSubcommand(new PolicyCommand(terminal, clock))
            .addSubcommand(new PortfolioCommand(terminal, clock))
            .addSubcommand(new AuditCommand(terminal, environment, clock))
            .addSubcommand(new TokenCommand(terminal, clock))
            .addSubcommand(new ShareCommand(terminal, clock))
            .addSubcommand(new RebuildCommand(terminal, environment, System::nanoTime));
    commands
        .registerConverter(LotId.class, converter(LotId::new))
        .registerConverter(KeyId.class, converter(KeyId::parse))
        .registerConverter(URI.class, converter(Assay::exchangeAddress))
        .setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                terminal.outInColour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler((e, given) -> wrongUsage(terminal, e))
        .setExecutionExceptionHandler((e, command, parsed) -> failed(terminal, e, assay.debug));
    return commands;
  }

  /** Called without a command. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  private static int wrongUsage(Terminal terminal, ParameterException e) {
    CommandLine command = e.getCommandLine();
    terminal.say("assay: " + VisibleText.of(String.valueOf(e.getMessage())));
    CommandLine.UnmatchedArgumentException.printSuggestions(
        e, new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
    terminal.say("Try: " + command.getCommandSpec().qualifiedName() + " --help");
    return ExitStatus.USAGE;
  }

  private static int failed(Terminal terminal, Exception e, boolean debug) {
    if (debug) {
      e.printStackTrace(terminal.err());
    }
    if (e instanceof Failure failure) {
      terminal.say("assay: " + VisibleText.of(String.valueOf(e.getMessage())));
      return failure.status();
    }
    if (e instanceof ProblemException problem) {
      terminal.say("assay: the exchange refuses: " + VisibleText.of(problem.problem().sentence()));
      return ExitStatus.COULD_NOT;
    }
    if (e instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return ExitStatus.COULD_NOT;
    }
    if (e instanceof IOException io) {
      String file = io instanceof java.nio.file.FileSystemException f ? f.getFile() + ": " : "";
      terminal.say("assay: " + VisibleText.of(file + UserFiles.reason(io)));
      return ExitStatus.COULD_NOT;
    }
    terminal.say(
        "assay: something failed that should not: "
            + VisibleText.of(e.toString())
            + (debug ? "" : "\nCall it with --debug to see where."));
    return ExitStatus.COULD_NOT;
  }

  private static URI exchangeAddress(String text) {
    URI address = URI.create(text);
    ExchangeClient.requireAddress(address);
    return address;
  }

  private static <T> ITypeConverter<T> converter(Function<String, T> parse) {
    return text -> {
      try {
        return parse.apply(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException("'" + text + "': " + e.getMessage());
      }
    };
  }
}
