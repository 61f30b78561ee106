package org.assay.cli;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.assay.attestation.LotId;
import org.assay.functions.gateway.ReadAccess;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay share}. */
@Command(
    name = "share",
    description = "Print a link with which whoever has it sees one lot, and nothing else.")
@SuppressWarnings("NullAway.Init") // picocli sets what is required.
final class ShareCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Clock clock;

  @Parameters(paramLabel = "LOT", description = "The id of the lot, a URI.")
  private LotId lot;

  @Option(
      names = "--days",
      paramLabel = "N",
      defaultValue = "7",
      description = "For how long, 1 to 90 days (${DEFAULT-VALUE}).")
  private int days;

  @Mixin private final SignerOptions signer = new SignerOptions();
  @Mixin private final UrlOption url = new UrlOption();
  @Mixin private final LogOption log = new LogOption();

  ShareCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() throws Exception {
    Duration term = Duration.ofDays(days);
    if (days < 1 || term.compareTo(ReadAccess.MAX_SHARE_TERM) > 0) {
      throw Failure.usage("a link holds for 1 to " + ReadAccess.MAX_SHARE_TERM.toDays() + " days");
    }
    ExchangeClient client = url.client();
    String token =
        ReadToken.share(log.of(client), lot, term, signer.kid(), signer.signingKey(), clock);
    terminal.out().println(client.shareLink(lot, token));
    terminal.say("It opens " + lot + " until " + clock.instant().plus(term) + ".");
    return ExitStatus.OK;
  }
}
