package org.assay.traceability.trace;

import java.util.ArrayList;
import java.util.List;
import org.assay.ledger.Digest;

/** Collects checks. */
final class Checks {
  private final List<Check> all = new ArrayList<>();

  void add(
      Check.Rule rule,
      Check.Result result,
      String about,
      List<Recorded> statements,
      String sentence) {
    all.add(
        new Check(rule, "", result, about, digests(statements), List.of(), List.of(), sentence));
  }

  void add(Check.Rule rule, String about, Finding finding) {
    all.add(
        new Check(
            rule,
            finding.id(),
            finding.result(),
            about,
            digests(finding.used()),
            finding.missing(),
            finding.numbers(),
            finding.sentence()));
  }

  private static List<Digest> digests(List<Recorded> statements) {
    return statements.stream().map(recorded -> recorded.ref().statement()).toList();
  }

  List<Check> all() {
    return List.copyOf(all);
  }
}
