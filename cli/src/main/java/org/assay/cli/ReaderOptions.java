package org.assay.cli;

import java.nio.file.Path;
import java.time.Clock;
import org.assay.attestation.jws.KeyId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Who reads: a registered key, or a token. */
final class ReaderOptions {
  @Option(names = "--key", paramLabel = "KEY.pem", description = "The private key of the reader.")
  private @Nullable Path key;

  @Option(
      names = "--kid",
      paramLabel = "DID#NAME",
      description = "The name under which the key is registered.")
  private @Nullable KeyId kid;

  @Option(
      names = "--token",
      paramLabel = "T",
      defaultValue = "${env:ASSAY_TOKEN}",
      description = "A token of assay token, or of a link of assay share.")
  private @Nullable String token;

  @Mixin private final LogOption log = new LogOption();

  /**
   * The token to read with, signed now where a key is given.
   *
   * @throws Failure if the options are of no reader
   */
  String token(ExchangeClient client, Clock clock) throws Exception {
    if (key != null && kid != null) {
      return ReadToken.sign(log.of(client), kid, SignerOptions.read(key, kid), clock);
    }
    if (key != null || kid != null) {
      throw Failure.usage("--key and --kid go together");
    }
    if (token == null || token.isEmpty()) {
      throw Failure.usage("who reads? Give --key and --kid, or --token");
    }
    if (!token.matches("[A-Za-z0-9._-]+")) {
      throw Failure.usage("that is not a token: it has letters, digits and . _ - only");
    }
    return token;
  }
}
