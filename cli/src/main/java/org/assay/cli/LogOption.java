package org.assay.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** For which log a token is made. */
final class LogOption {
  @Option(
      names = "--log",
      paramLabel = "NAME",
      description =
          "The name of the log that the token is for. Without it the exchange is asked for its"
              + " name: give it where you do not trust whoever answers at the address.")
  private @Nullable String log;

  /** The name that was given, or the one that the exchange says it has. */
  String of(ExchangeClient client)
      throws ExchangeUnavailable, ProblemException, InterruptedException {
    if (log != null) {
      return log;
    }
    String told = client.health().path("log").asText();
    if (told.isEmpty()) {
      throw Failure.couldNot(client.base() + " does not say which log it keeps; give it by --log");
    }
    return told;
  }
}
