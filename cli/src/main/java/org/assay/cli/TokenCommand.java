package org.assay.cli;

import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code assay token}. */
@Command(
    name = "token",
    description =
        "Print a token with which a registered party reads, for five minutes: send it as"
            + " Authorization: Bearer.")
final class TokenCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Clock clock;

  @Mixin private final SignerOptions signer = new SignerOptions();
  @Mixin private final UrlOption url = new UrlOption();
  @Mixin private final LogOption log = new LogOption();

  TokenCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() throws Exception {
    String token = ReadToken.sign(log.of(url.client()), signer.kid(), signer.signingKey(), clock);
    terminal.out().println(token);
    return ExitStatus.OK;
  }
}
