package org.assay.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.Position;
import org.assay.local.ExchangeRebuild;
import org.assay.local.LocalExchange;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code assay rebuild}. */
@Command(
    name = "rebuild",
    description = {
      "Drop the index and make it again from blocks and statements, and with it every file of the"
          + " public log that follows from them. The ledger itself is only read.",
      "",
      "Without --data it works on the stores that the environment names: ASSAY_LEDGER_TABLE and the"
          + " other variables of the functions, or AWS_ENDPOINT_URL as for assay serve. From its"
          + " beginning to its end such an exchange answers that it is not available (503). One that"
          + " was stopped half way leaves it so, and is to be run again.",
      ""
    })
final class RebuildCommand implements Callable<Integer> {
  private static final long LINE_NANOS = 2_000_000_000L;

  private final Terminal terminal;
  private final Map<String, String> environment;
  private final LongSupplier nanoTime;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "The folder of an exchange that is not running (.assay/data under the current one, where"
              + " the environment names no stores).")
  private @Nullable Path data;

  @Option(
      names = "--index-only",
      description =
          "Leave the public log alone: for those who may not sign with its key. The publish function"
              + " makes it again where a file of its edge is missing.")
  private boolean indexOnly;

  RebuildCommand(Terminal terminal, Map<String, String> environment, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.environment = environment;
    this.nanoTime = nanoTime;
  }

  @Override
  public Integer call() throws Exception {
    boolean isElsewhere = namesStores(environment);
    if (isElsewhere && data != null) {
      throw Failure.usage(
          "--data is for an exchange with its own stores, but the environment names others");
    }
    ExchangeRebuild.Result result = isElsewhere ? elsewhere() : inFolder();
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "The index is that of %,d entries in %,d blocks.%n",
            result.ledger().size(),
            result.ledger().block() + 1);
    result
        .published()
        .ifPresent(
            publication ->
                terminal
                    .out()
                    .printf(
                        Locale.ROOT,
                        "The log has all files of its first %,d entries.%n",
                        publication.size()));
    return ExitStatus.OK;
  }

  private ExchangeRebuild.Result inFolder() throws IOException, InterruptedException {
    Path folder = data == null ? ServeCommand.DEFAULT_DATA : data;
    try {
      return ExchangeRebuild.embedded(folder, !indexOnly, progress());
    } catch (IntegrityFault e) {
      throw damaged(e);
    }
  }

  // Whatever the AWS SDK throws is unchecked, and here it means that the environment is wrong.
  @SuppressWarnings("IllegalCatch")
  private ExchangeRebuild.Result elsewhere() throws IOException {
    terminal.say(
        "The index is shut for a minute before it is cleared and for another before it opens, so that writers end.");
    try {
      return ExchangeRebuild.on(environment, !indexOnly, progress());
    } catch (IntegrityFault e) {
      throw damaged(e);
    } catch (RuntimeException e) {
      throw Failure.couldNot("the stores can't be used: " + e.getMessage(), e);
    }
  }

  private static Failure damaged(IntegrityFault e) {
    return Failure.couldNot(
        "what is stored is damaged, and has to be put right before this is run again: "
            + e.getMessage(),
        e);
  }

  private Consumer<Position> progress() {
    return new Consumer<>() {
      private long shown = nanoTime.getAsLong();

      @Override
      public void accept(Position position) {
        long now = nanoTime.getAsLong();
        if (now - shown >= LINE_NANOS) {
          shown = now;
          terminal.say(
              String.format(
                  Locale.ROOT, "%,d entries, %,d blocks", position.size(), position.block() + 1));
        }
      }
    };
  }

  private static boolean namesStores(Map<String, String> environment) {
    return LocalExchange.isElsewhere(environment)
        || !environment.getOrDefault("ASSAY_LEDGER_TABLE", "").isEmpty();
  }
}
