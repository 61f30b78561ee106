package org.assay.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.cli.ExchangeClient;
import org.assay.cli.ExchangeUnavailable;
import org.assay.cli.PolicyText;
import org.assay.cli.ProblemException;
import org.assay.cli.ReadToken;
import org.assay.cli.ReceivedProblem;
import org.assay.cli.SubmitAnswer;
import org.assay.cli.VerifyText;
import org.assay.cli.VisibleText;
import org.assay.traceability.bundle.BundleVerifier;
import org.assay.traceability.bundle.TrustAnchors;
import org.assay.traceability.bundle.Verification;
import org.assay.traceability.trace.Verdict;

/**
 * Submits a story to an exchange, asks about its lots, and tells what comes of it. What the
 * exchange says is told in its own words.
 */
final class Storyteller {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

  private final Scenario scenario;
  private final ExchangeClient client;
  private final String log;
  private final PrintStream out;
  private final Clock clock;
  private final List<String> surprises = new ArrayList<>();

  /**
   * @param log the name of the exchange's log
   */
  Storyteller(Scenario scenario, ExchangeClient client, String log, PrintStream out, Clock clock) {
    this.scenario = scenario;
    this.client = client;
    this.log = log;
    this.out = out;
    this.clock = clock;
  }

  /**
   * Tells the story.
   *
   * @return what came out otherwise than the story has it; empty if nothing did
   */
  List<String> tell() throws ExchangeUnavailable, ProblemException, InterruptedException {
    tellWhoTakesPart();
    submit();
    for (Expectation expected : scenario.expectations()) {
      tellOf(expected);
    }
    tellOfPolicies();
    tellOfSecondUse();
    return List.copyOf(surprises);
  }

  /** The story's first lot, whose verdict is PASS. */
  Expectation hero() {
    return scenario.expectations().get(0);
  }

  private void tellWhoTakesPart() {
    Coalition coalition = scenario.coalition();
    say("");
    say("%s", Coalition.NAME);
    say(
        "  %d governments found it. Every one of them signs the charter; it takes %d to change it.",
        coalition.members().size(), Coalition.THRESHOLD);
    for (Participant member : coalition.members()) {
      say("    %s  %-45s %s", member.country(), member.name(), member.signsWith());
    }
    say(
        "  They register %d companies, laboratories and auditors, and give %d accreditations:",
        coalition.registrars().size(), coalition.accreditations().size());
    say("  who may attest what, in which country, of which mineral, and until when.");
  }

  private void submit() throws ExchangeUnavailable, ProblemException, InterruptedException {
    say("");
    say("What they submit");
    long began = System.nanoTime();
    Map<String, Integer> kinds = new TreeMap<>();
    check(List.of(client.submit(scenario.charter())), "the charter");
    int count = 1;
    say("  %4d  The charter", 1);
    boolean oneByOne = true;
    for (Chapter chapter : scenario.chapters()) {
      boolean isGovernance = chapter.said().stream().allMatch(Storyteller::isGovernance);
      boolean isBatch = isGovernance || !oneByOne;
      List<SubmitAnswer> answers = new ArrayList<>();
      if (isBatch) {
        answers.addAll(client.submitAll(chapter.said().stream().map(Said::statement).toList()));
      } else {
        // As a partner does who submits what happens when it happens.
        for (Said said : chapter.said()) {
          answers.add(client.submit(said.statement()));
        }
        oneByOne = false;
      }
      check(answers, chapter.title());
      chapter.said().forEach(said -> kinds.merge(type(said), 1, Integer::sum));
      count += answers.size();
      say(
          "  %4d  %s%s",
          answers.size(), chapter.title(), isBatch ? "" : " (one by one; the others in batches)");
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    say(
        "  %d statements in %.1f s; the ledger has %s entries.",
        count, seconds, client.health().path("size").asText("?"));
    say("  Of the lots: %s.", counts(kinds));
  }

  private static boolean isGovernance(Said said) {
    return said.credential().subject().lots().isEmpty()
        && said.credential().subject().facilities().isEmpty();
  }

  private static String type(Said said) {
    return said.credential().subject().type().typeName();
  }

  private static String counts(Map<String, Integer> kinds) {
    List<String> counts = new ArrayList<>();
    kinds.forEach(
        (kind, count) -> {
          if (!Set.of("IdentityAnchor", "Accreditation", "Policy", "Revocation").contains(kind)) {
            counts.add(count + " " + kind);
          }
        });
    return String.join(", ", counts);
  }

  private void check(List<SubmitAnswer> answers, String what) {
    for (SubmitAnswer answer : answers) {
      if (answer instanceof SubmitAnswer.Refused refused) {
        surprise(what + ": a statement is refused: " + refused.problem().sentence());
      }
    }
  }

  private void tellOf(Expectation expected)
      throws ExchangeUnavailable, ProblemException, InterruptedException {
    Participant buyer = scenario.coalition().canada;
    JsonNode trace =
        client.trace(
            expected.lot(),
            ReadToken.sign(log, buyer.keyId(), buyer.key(), clock),
            OptionalLong.empty(),
            OptionalInt.empty());
    String verdict = trace.path("verdict").asText();
    say("");
    say("%s  %s, %s", VisibleText.of(verdict), expected.lot(), expected.what());
    List<String> reasons = new ArrayList<>();
    trace.path("reasons").forEach(reason -> reasons.add(reason.asText()));
    reasons.forEach(reason -> say("  - %s", VisibleText.of(reason)));
    tellOfOrigin(trace);
    boolean isAsTold =
        verdict.equals(expected.verdict().name())
            && (expected.verdict() == Verdict.PASS
                ? reasons.isEmpty()
                : reasons.stream().anyMatch(reason -> reason.contains(expected.because())));
    if (!isAsTold) {
      surprise(
          expected.lot()
              + " should be "
              + expected.verdict()
              + (expected.because().isEmpty() ? "" : " since \"" + expected.because() + "\""));
    }
  }

  private void tellOfOrigin(JsonNode trace) {
    Map<String, Set<String>> mined = new TreeMap<>();
    Set<String> issuers = new TreeSet<>();
    Set<String> statements = new TreeSet<>();
    for (JsonNode lot : trace.path("upstream")) {
      for (JsonNode statement : lot.path("statements")) {
        statements.add(statement.path("statement").asText());
        issuers.add(statement.path("issuer").asText());
        if (statement.path("type").asText().equals("LotOrigin")) {
          JsonNode facility = statement.path("says").path("facility");
          mined
              .computeIfAbsent(lot.path("mineral").asText(), mineral -> new TreeSet<>())
              .add(
                  facility.path("country").asText()
                      + " ("
                      + facility.path("name").asText()
                      + ", "
                      + lot.path("lot").asText()
                      + ")");
        }
      }
    }
    mined.forEach(
        (mineral, mines) ->
            say(
                "  Mined: %s in %s",
                VisibleText.of(mineral), VisibleText.of(String.join(" and ", mines))));
    Set<String> countries = new TreeSet<>();
    trace.path("steps").forEach(step -> countries.add(step.path("country").asText()));
    say("  Made, split and blended: in %s", VisibleText.of(String.join(", ", countries)));
    say(
        "  Looked at: steps %d, lots %d, statements %d, issuers %d, checks %d",
        trace.path("steps").size(),
        trace.path("upstream").size(),
        statements.size(),
        issuers.size(),
        trace.path("checks").size());
  }

  /** The first lot again, under what a member asks of lots. */
  private void tellOfPolicies() throws ExchangeUnavailable, ProblemException, InterruptedException {
    Participant buyer = scenario.coalition().canada;
    JsonNode trace =
        client.trace(
            hero().lot(),
            ReadToken.sign(log, buyer.keyId(), buyer.key(), clock),
            OptionalLong.empty(),
            OptionalInt.empty(),
            List.of(Demands.COALITION_ORIGIN, Demands.MAGNETS),
            Optional.empty());
    say("");
    say("UNDER POLICIES  %s", hero().lot());
    PolicyText.lines(trace.path("policies"), trace.path("evaluatedOn").asText())
        .forEach(line -> say("  %s", line));
    if (!trace.at("/policies/0/verdict").asText().equals("PASS")
        || trace.at("/policies/1/applies").asBoolean(true)) {
      surprise(
          hero().lot() + " should be of the coalition, and no business of the clause on magnets");
    }
  }

  private void tellOfSecondUse()
      throws ExchangeUnavailable, ProblemException, InterruptedException {
    SubmitAnswer answer = client.submit(scenario.secondUse().statement());
    say("");
    if (answer instanceof SubmitAnswer.Refused refused) {
      ReceivedProblem problem = refused.problem();
      say("REFUSED  %s is used a second time", Lots.FINNISH_COBALT_SULPHATE.id());
      say("  - %d %s: %s", problem.status(), problem.slug(), VisibleText.of(problem.sentence()));
      if (!problem.slug().equals("over-consumed") || problem.status() != 409) {
        surprise("using a lot twice should be refused with 409 over-consumed");
      }
    } else {
      surprise("using a lot twice should be refused, and was recorded");
    }
  }

  /** The evidence for the story's first lot, as soon as a checkpoint covers all that was said. */
  byte[] bundle() throws ExchangeUnavailable, ProblemException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (client.health().path("behind").asLong(1) > 0 && System.nanoTime() < end) {
      Thread.sleep(BETWEEN_LOOKS.toMillis());
    }
    Participant buyer = scenario.coalition().canada;
    return client.bundle(
        hero().lot(),
        ReadToken.sign(log, buyer.keyId(), buyer.key(), clock),
        OptionalLong.empty(),
        OptionalInt.empty());
  }

  /**
   * Tells what can be proved without the exchange.
   *
   * @param isStopped whether it, and the stores that it was on, are gone
   * @return what came out otherwise than it should
   */
  List<String> tellOfProof(byte[] bundle, TrustAnchors trust, boolean isStopped) {
    int before = surprises.size();
    Verification found = new BundleVerifier(trust).verify(bundle);
    say("");
    say(
        "What is left without the exchange%s: one file of %,d bytes about %s",
        isStopped ? ", which is stopped now" : "", bundle.length, hero().lot());
    say("%s", VerifyText.of(found, List.of(), null).stripTrailing().indent(2).stripTrailing());
    if (found.status() != Verification.Status.VERIFIED) {
      surprise("the bundle of " + hero().lot() + " should be verified");
    }
    byte[] forged = bundle.clone();
    int at = forged.length / 2;
    forged[at] ^= 1;
    Verification refused = new BundleVerifier(trust).verify(forged);
    say("  With one bit of it changed, at byte %d:", at);
    refused.finding().ifPresent(finding -> say("    %s", VisibleText.of(finding.toString())));
    if (refused.status() != Verification.Status.EVIDENCE_FAILS) {
      surprise("a bundle with a changed bit should be refused");
    }
    return List.copyOf(surprises.subList(before, surprises.size()));
  }

  /** Prints where to go on from here. */
  void tellWhatToTry(Stage stage, String keyFile) {
    Participant buyer = scenario.coalition().canada;
    String link =
        client
            .shareLink(
                hero().lot(),
                ReadToken.share(
                    log, hero().lot(), Duration.ofDays(7), buyer.keyId(), buyer.key(), clock))
            .toString();
    String key = " --key " + keyFile + " --kid " + buyer.keyId() + " --url " + client.base();
    say("");
    say("The exchange is at %s and runs until Ctrl-C.", client.base());
    say(
        stage.isTemporary()
            ? "Its folder %s goes with it; --data DIR keeps it."
            : "Its folder %s stays; open it again with: assay serve --data %<s",
        stage.folder());
    say("");
    say("Whoever has this link sees the precursor for a week, and nothing else:");
    say("  %s", link);
    say("");
    say("What to try, in another terminal:");
    scenario.expectations().forEach(each -> say("  assay trace %s%s", each.lot(), key));
    say("  assay trace %s --policy all%s", hero().lot(), key);
    say("  curl %s/healthz", client.base());
  }

  private void surprise(String what) {
    surprises.add(what);
    say("  ! not as it should be: %s", VisibleText.of(what));
  }

  private void say(String format, Object... arguments) {
    out.println(String.format(Locale.ROOT, format, arguments));
  }
}
