package org.assay.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.assay.cli.ExchangeClient;
import org.assay.cli.ExitStatus;
import org.assay.cli.Failure;
import org.assay.cli.Terminal;
import org.assay.cli.UserFiles;
import org.assay.ledger.Digest;
import org.assay.traceability.bundle.TrustAnchors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code assay demo}. */
@Command(
    name = "demo",
    description = {
      "Start an exchange of its own, found a coalition of seven invented governments, submit a chain"
          + " of cobalt, nickel and manganese lots from mine to battery maker, and tell what a buyer"
          + " learns of them: what holds, what does not and why, what nobody knows, and what can be proved of"
          + " it when the exchange is gone.",
      ""
    })
public final class DemoCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Clock clock;

  @Option(
      names = "--exit",
      description = "End when the story is told: status 0 if all came out as it should, else 1.")
  private boolean exit;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keep the exchange in this folder (a new one that goes at the end).")
  private @Nullable Path data;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "The port on 127.0.0.1 (any that is free).")
  private int port;

  public DemoCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() throws Exception {
    if (port < 0 || port > 65_535) {
      throw Failure.usage("a port is 0 to 65535");
    }
    long began = System.nanoTime();
    Stage stage = Stage.open(data, port, terminal.err());
    Thread ending = new Thread(() -> close(stage), "close-demo");
    Runtime.getRuntime().addShutdownHook(ending);
    try {
      int status = run(stage, began);
      if (!exit) {
        terminal.out().flush();
        new CountDownLatch(1).await();
      }
      return status;
    } finally {
      stage.close();
      forget(ending);
    }
  }

  private int run(Stage stage, long began) throws Exception {
    ExchangeClient client = new ExchangeClient(stage.exchange().uri());
    if (client.health().path("size").asLong() > 0) {
      throw Failure.usage(
          stage.folder()
              + " holds an exchange already, and the demo begins with an empty one; open it with"
              + " assay serve --data "
              + stage.folder()
              + ", or give another folder");
    }
    say("An exchange runs on this machine, at %s, since %.1f s.", client.base(), since(began));
    String log = stage.exchange().logOrigin();
    Scenario scenario = Scenario.at(clock.instant(), log);
    Storyteller story = new Storyteller(scenario, client, log, terminal.out(), clock);
    List<String> surprises = new ArrayList<>(story.tell());
    byte[] bundle = story.bundle();
    TrustAnchors trust = new TrustAnchors(stage.exchange().logKey(), Digest.of(scenario.charter()));
    if (exit) {
      // Now nothing is left that could be asked.
      stage.close();
    }
    surprises.addAll(story.tellOfProof(bundle, trust, exit));
    say("");
    say(
        surprises.isEmpty()
            ? "All of it came out as it should, in %.1f s from the start."
            : "Not all of it came out as it should; %.1f s from the start.",
        since(began));
    if (!exit || !stage.isTemporary()) {
      Path key = keyFile(stage, scenario.coalition().canada);
      Path proof = key.resolveSibling("precursor.assay.json");
      Path anchors = key.resolveSibling("trust.json");
      Files.write(proof, bundle);
      Files.writeString(anchors, trust.toText());
      if (!exit) {
        story.tellWhatToTry(stage, key.toString());
        say("  assay verify %s --trust %s", proof, anchors);
      } else {
        say("The exchange is in %s: assay serve --data %<s", stage.folder());
        say("The key of a member, to ask it with, is in %s.", key);
        say("The proof: assay verify %s --trust %s", proof, anchors);
      }
    }
    return surprises.isEmpty() ? ExitStatus.OK : ExitStatus.REFUSED;
  }

  private static Path keyFile(Stage stage, Participant buyer) throws IOException {
    Path file =
        stage.folder().toAbsolutePath().normalize().resolve("buyer-" + buyer.country() + ".pem");
    Files.deleteIfExists(file);
    UserFiles.writeSecret(file, buyer.key().toPem());
    return file;
  }

  private void close(Stage stage) {
    try {
      stage.close();
    } catch (IOException e) {
      terminal.say("assay: while ending: " + UserFiles.reason(e));
    }
  }

  private static void forget(Thread ending) {
    try {
      Runtime.getRuntime().removeShutdownHook(ending);
    } catch (IllegalStateException e) {
      return; // The process is ending, and the hook has done its work or is at it.
    }
  }

  private static double since(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  private void say(String format, Object... arguments) {
    terminal.out().println(String.format(Locale.ROOT, format, arguments));
  }
}
