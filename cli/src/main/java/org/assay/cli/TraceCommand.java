package org.assay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.assay.attestation.LotId;
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
      "Exit status: 0 PASS, 2 FAIL or UNKNOWN, 3 no answer could be had, 64 wrong usage.",
      "With --policy, 0 is PASS under each of them too: 2 also where one that is named does not"
          + " apply; with --policy all, those that do not apply do not count."
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required.
final class TraceCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Clock clock;

  @Parameters(paramLabel = "LOT", description = "The id of the lot, a URI.")
  private LotId lot;

  @Mixin private final UrlOption url = new UrlOption();

  @Mixin private final ReaderOptions reader = new ReaderOptions();

  @Option(names = "--json", description = "Print all that the exchange answers, as JSON.")
  private boolean json;

  @Option(
      names = "--as-of",
      paramLabel = "N",
      description = "Answer as of when the ledger had N entries.")
  private @Nullable Long asOf;

  @Option(names = "--depth", paramLabel = "N", description = "Go back at most N steps, 1 to 1000.")
  private @Nullable Integer depth;

  @Option(
      names = "--policy",
      paramLabel = "ID[,ID]|all",
      split = ",",
      description =
          "Judge the lot under these policies too: each as ID, or ID@VERSION. See assay policy list.")
  private List<String> policies = List.of();

  @Option(
      names = "--on",
      paramLabel = "DATE",
      description = "The day for which the policies are to answer, as 2026-12-31 (today in UTC).")
  private @Nullable LocalDate on;

  TraceCommand(Terminal terminal, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
  }

  @Override
  public Integer call() throws Exception {
    if (on != null && policies.isEmpty()) {
      throw Failure.usage("--on is the day for which policies answer: give --policy too");
    }
    ExchangeClient client = url.client();
    JsonNode trace;
    try {
      trace =
          client.trace(
              lot,
              reader.token(client, clock),
              asOf == null ? OptionalLong.empty() : OptionalLong.of(asOf),
              depth == null ? OptionalInt.empty() : OptionalInt.of(depth),
              policies,
              Optional.ofNullable(on));
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
    boolean passes = everyPolicyPasses(trace) && verdict.equals("PASS");
    if (json) {
      printJson(trace);
    } else {
      terminal.out().print(TraceReport.of(trace, terminal.outInColour()));
    }
    return passes ? ExitStatus.OK : ExitStatus.NOT_PASS;
  }

  /** Under all policies those count that apply; whoever names one is not told PASS without it. */
  private boolean everyPolicyPasses(JsonNode trace) {
    if (policies.isEmpty()) {
      return true;
    }
    boolean isAll = policies.equals(List.of("all"));
    JsonNode answers = trace.path("policies");
    if (!answers.isArray() || (!isAll && answers.isEmpty())) {
      throw Failure.couldNot("the exchange does not answer under policies");
    }
    for (JsonNode answer : answers) {
      boolean isOpen = isAll && !answer.path("applies").asBoolean();
      if (!isOpen && !answer.path("verdict").asText().equals("PASS")) {
        return false;
      }
    }
    return true;
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
}
