package org.assay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.assay.attestation.LotId;
import org.assay.attestation.jws.KeyId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code assay trace}. */
@Command(
    name = "trace",
    description = {
      "Show where a lot comes from, who vouches for it, and whether all of it holds.",
      "Reading needs a registered key (--key and --kid), or a token (--token, or ASSAY_TOKEN).",
      ""
    },
    footer = {
      "",
      "Exit status: 0 PASS, 2 FAIL or UNKNOWN, 3 no answer could be had, 64 wrong usage."
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required.
final class TraceCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Clock clock;

  @Parameters(paramLabel = "LOT", description = "The id of the lot, a URI.")
  private LotId lot;

  @Mixin private final UrlOption url = new UrlOption();

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

  @Option(names = "--json", description = "Print all that the exchange answers, as JSON.")
  private boolean json;

  @Option(
      names = "--as-of",
      paramLabel = "N",
      description = "Answer as of when the ledger had N entries.")
  private @Nullable Long asOf;

  @Option(names = "--depth", paramLabel = "N", description = "Go back at most N steps, 1 to 1000.")
  private @Nullable Integer depth;

  TraceCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() throws Exception {
    ExchangeClient client = url.client();
    JsonNode trace;
    try {
      trace =
          client.trace(
              lot,
              token(client),
              asOf == null ? OptionalLong.empty() : OptionalLong.of(asOf),
              depth == null ? OptionalInt.empty() : OptionalInt.of(depth));
    } catch (ProblemException e) {
      if (e.problem().status() == 404 && e.problem().slug().equals("lot-unknown")) {
        return unknown(e.problem());
      }
      throw e;
    }
    String verdict = trace.path("verdict").asText();
    if (!trace.path("lot").asText().equals(lot.value())
        || !(verdict.equals("PASS") || verdict.equals("FAIL") || verdict.equals("UNKNOWN"))) {
      throw Failure.couldNot("the answer of " + client.base() + " is not a verdict on " + lot);
    }
    if (json) {
      printJson(trace);
    } else {
      terminal.out().print(TraceReport.of(trace, terminal.outInColour()));
    }
    return verdict.equals("PASS") ? ExitStatus.OK : ExitStatus.NOT_PASS;
  }

  /** That nothing is recorded is an answer: the lot has no evidence. */
  private int unknown(ReceivedProblem problem) {
    if (json) {
      printJson(problem.json());
    } else {
      terminal.out().println("UNKNOWN  " + lot + ": nothing is recorded of it.");
      if (problem.remedy() != null) {
        terminal.out().println(VisibleText.of(problem.remedy()));
      }
    }
    return ExitStatus.NOT_PASS;
  }

  private void printJson(JsonNode json) {
    terminal.out().println(VisibleText.ofJson(json.toPrettyString()));
  }

  private String token(ExchangeClient client) throws Exception {
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
