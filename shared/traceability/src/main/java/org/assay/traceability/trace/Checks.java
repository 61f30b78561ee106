package org.assay.traceability.trace;

import java.util.ArrayList;
import java.util.List;

/** Collects checks. */
final class Checks {
  private final List<Check> all = new ArrayList<>();

  /** A check that decides. */
  void add(
      Check.Rule rule,
      String id,
      Check.Result result,
      String about,
      List<Recorded> statements,
      String sentence) {
    add(rule, about, new Finding(id, result, statements, List.of(), List.of(), sentence));
  }

  /** What a rule found, which decides. */
  void add(Check.Rule rule, String about, Finding finding) {
    all.add(finding.toCheck(rule, about, true));
  }

  /** What a rule found that decides nothing unless a policy requires it. */
  void advise(Check.Rule rule, String about, Finding finding) {
    all.add(finding.toCheck(rule, about, false));
  }

  /** A check that decides nothing unless a policy requires it. */
  void advise(
      Check.Rule rule,
      String id,
      Check.Result result,
      String about,
      List<Recorded> statements,
      String sentence) {
    advise(rule, about, new Finding(id, result, statements, List.of(), List.of(), sentence));
  }

  /** Whether something of a kind was found wanting under a rule so far. */
  boolean hasFault(Check.Rule rule, String id) {
    return all.stream()
        .anyMatch(
            check ->
                check.rule() == rule
                    && check.id().equals(id)
                    && check.result() != Check.Result.PASS);
  }

  List<Check> all() {
    return List.copyOf(all);
  }
}
