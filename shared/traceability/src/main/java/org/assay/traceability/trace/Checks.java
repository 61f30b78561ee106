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
    List<Digest> digests = statements.stream().map(recorded -> recorded.ref().statement()).toList();
    all.add(new Check(rule, result, about, digests, sentence));
  }

  List<Check> all() {
    return List.copyOf(all);
  }
}
