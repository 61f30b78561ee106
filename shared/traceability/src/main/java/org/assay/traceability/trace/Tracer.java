package org.assay.traceability.trace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assay.attestation.LotConversion;
import org.assay.attestation.LotId;
import org.assay.attestation.Transformation;

/**
 * Judges evidence: a pure function of it, so that whoever has the same evidence comes to the same
 * answer (invariant I6). What is missing makes the answer UNKNOWN, never PASS.
 */
public final class Tracer {
  private Tracer() {}

  /** The answer about the lot of the evidence. */
  public static Trace trace(Evidence evidence) {
    Checks checks = new Checks();
    new StatementChecks(evidence, checks).run();
    new LotTraceChecks(evidence, checks).run();
    new ReceiptChecks(evidence, checks).run();
    new AgreementChecks(evidence, checks).run();
    new OversightChecks(evidence, checks).run();
    Ownership ownership =
        new Ownership(
            evidence.statements().stream().filter(evidence::stands).toList(),
            Bounds.current().control());
    new DocumentChecks(evidence, checks, ownership).run();
    new FacilityChecks(evidence, checks, ownership).run();
    Set<LotId> missing = missing(evidence);
    for (LotId lot : missing) {
      checks.add(
          Check.Rule.ORIGIN,
          RuleId.BROUGHT_FORTH,
          Check.Result.UNKNOWN,
          lot.value(),
          List.of(),
          lot.equals(evidence.lot())
              ? "no statement brings forth " + lot
              : lot + " went in, but no statement says where it comes from");
    }
    checkLimits(evidence, checks);
    checkCycles(evidence, checks);
    checkBounded(evidence, checks);
    Balance balance = new Balance(evidence);
    List<Step> steps = steps(evidence, balance);
    steps.forEach(step -> balance.check(step, checks));
    return answer(evidence, checks.all(), steps, missing);
  }

  private static Trace answer(
      Evidence evidence, List<Check> checks, List<Step> steps, Set<LotId> missing) {
    List<String> reasons =
        checks.stream()
            .filter(Check::isDecisive)
            .sorted(Comparator.comparing(check -> check.result() == Check.Result.FAIL ? 0 : 1))
            .map(Check::sentence)
            .distinct()
            .toList();
    return new Trace(evidence, verdict(checks), reasons, checks, steps, missing);
  }

  /**
   * FAIL if a mandatory check fails, else UNKNOWN if one is unknown, else PASS. A warning stays
   * beside it.
   */
  static Verdict verdict(List<Check> checks) {
    List<Check> decisive = checks.stream().filter(Check::isDecisive).toList();
    if (decisive.isEmpty()) {
      return Verdict.PASS;
    }
    return decisive.stream().anyMatch(check -> check.result() == Check.Result.FAIL)
        ? Verdict.FAIL
        : Verdict.UNKNOWN;
  }

  /** Lots on the way that no statement brings forth. */
  private static Set<LotId> missing(Evidence evidence) {
    Set<LotId> missing = new LinkedHashSet<>();
    if (evidence.upstream(evidence.lot()).flatMap(LotEvidence::origin).isEmpty()) {
      missing.add(evidence.lot());
    }
    for (LotEvidence lot : evidence.upstream().values()) {
      for (LotId input : inputs(lot)) {
        boolean comesForth = evidence.upstream(input).flatMap(LotEvidence::origin).isPresent();
        if (!comesForth && !evidence.notFollowed().contains(input)) {
          missing.add(input);
        }
      }
    }
    return missing;
  }

  private static List<LotId> inputs(LotEvidence lot) {
    return lot.madeBy()
        .map(made -> made.inputs().stream().map(Transformation.Input::lot).toList())
        .orElse(List.of());
  }

  private static void checkLimits(Evidence evidence, Checks checks) {
    if (!evidence.notFollowed().isEmpty()) {
      checks.add(
          Check.Rule.LIMIT,
          RuleId.BOUNDED,
          Check.Result.UNKNOWN,
          evidence.lot().value(),
          List.of(),
          evidence.notFollowed().size()
              + " lots further upstream were not looked at, past the limit of this trace");
    }
  }

  private static void checkCycles(Evidence evidence, Checks checks) {
    Set<LotId> done = new HashSet<>();
    for (LotId start : evidence.upstream().keySet()) {
      List<LotId> path = new ArrayList<>(List.of(start));
      List<List<LotId>> open = new ArrayList<>();
      open.add(new ArrayList<>(inputsOf(evidence, start)));
      Set<LotId> onPath = new HashSet<>(path);
      // Depth first, with a stack of its own: a chain may be deeper than the thread's stack.
      while (!open.isEmpty()) {
        List<LotId> next = open.get(open.size() - 1);
        if (next.isEmpty()) {
          open.remove(open.size() - 1);
          LotId left = path.remove(path.size() - 1);
          onPath.remove(left);
          done.add(left);
          continue;
        }
        LotId lot = next.remove(next.size() - 1);
        if (onPath.contains(lot)) {
          checks.add(
              Check.Rule.CYCLE,
              RuleId.BOUNDED,
              Check.Result.FAIL,
              lot.value(),
              List.of(),
              lot + " is said to be made from itself");
        } else if (!done.contains(lot)) {
          path.add(lot);
          onPath.add(lot);
          open.add(new ArrayList<>(inputsOf(evidence, lot)));
        }
      }
    }
  }

  private static void checkBounded(Evidence evidence, Checks checks) {
    if (!checks.hasFault(Check.Rule.CYCLE, RuleId.BOUNDED)
        && !checks.hasFault(Check.Rule.LIMIT, RuleId.BOUNDED)) {
      checks.add(
          Check.Rule.CYCLE,
          RuleId.BOUNDED,
          Check.Result.PASS,
          evidence.lot().value(),
          List.of(),
          "the whole chain was followed, and no lot is made from itself");
    }
  }

  private static List<LotId> inputsOf(Evidence evidence, LotId lot) {
    return evidence.upstream(lot).map(Tracer::inputs).orElse(List.of());
  }

  private static List<Step> steps(Evidence evidence, Balance balance) {
    Map<Long, Step> steps = new TreeMap<>();
    for (LotEvidence lot : evidence.upstream().values()) {
      lot.origin()
          .filter(origin -> origin.said() instanceof LotConversion)
          .ifPresent(
              origin -> steps.computeIfAbsent(origin.ref().index(), index -> balance.step(origin)));
    }
    return List.copyOf(steps.values());
  }
}
