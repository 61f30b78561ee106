package org.assay.cli;

import java.net.URI;
import picocli.CommandLine.Option;

/** Which exchange is spoken with. */
@SuppressWarnings("NullAway.Init") // It has a default, so picocli sets it.
final class UrlOption {
  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "${env:ASSAY_URL:-http://127.0.0.1:8080}",
      description = "Where the exchange is (${DEFAULT-VALUE}).")
  private URI url;

  ExchangeClient client() {
    return new ExchangeClient(url);
  }

  /**
   * @param attempts how often a request is sent before it counts as failed
   */
  ExchangeClient client(int attempts) {
    return new ExchangeClient(url, attempts, ExchangeClient.FIRST_PAUSE);
  }
}
