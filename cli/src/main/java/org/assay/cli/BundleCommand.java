package org.assay.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.assay.attestation.LotId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay bundle}. */
@Command(
    name = "bundle",
    description = {
      "Fetch the evidence for a lot as one file, which anybody can verify without the exchange.",
      "Reading needs a registered key (--key and --kid), or a token (--token, or ASSAY_TOKEN).",
      ""
    },
    footer = {"", "Exit status: 0 it is there, 3 it could not be had, 64 wrong usage."})
@SuppressWarnings("NullAway.Init") // picocli sets what is required.
final class BundleCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Clock clock;

  @Parameters(paramLabel = "LOT", description = "The id of the lot, a URI.")
  private LotId lot;

  @Mixin private final UrlOption url = new UrlOption();
  @Mixin private final ReaderOptions reader = new ReaderOptions();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Where it is written (the lot's name with .assay.json); - for standard output.")
  private @Nullable String out;

  @Option(
      names = "--since",
      paramLabel = "N",
      description = "Show that the log grew from a checkpoint of this size without a change.")
  private @Nullable Long since;

  @Option(names = "--depth", paramLabel = "N", description = "Go back at most N steps, 1 to 1000.")
  private @Nullable Integer depth;

  BundleCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() throws Exception {
    ExchangeClient client = url.client();
    byte[] bundle =
        client.bundle(
            lot,
            reader.token(client, clock),
            since == null ? OptionalLong.empty() : OptionalLong.of(since),
            depth == null ? OptionalInt.empty() : OptionalInt.of(depth));
    if ("-".equals(out)) {
      // The bytes themselves: a line break at the end would be another file.
      terminal.out().write(bundle, 0, bundle.length);
      terminal.out().flush();
      return ExitStatus.OK;
    }
    Path file = Path.of(out == null ? fileName(lot) : out);
    UserFiles.replace(file, bundle);
    terminal.say(file + " is written; check it with: assay verify " + file + " --trust FILE");
    return ExitStatus.OK;
  }

  /** A lot's id, without what file systems read something into. */
  static String fileName(LotId lot) {
    return lot.value().replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^[.-]+", "") + ".assay.json";
  }
}
