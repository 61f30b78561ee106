package org.assay.traceability.policy;

import java.util.HashSet;
import java.util.Set;
import org.assay.ledger.Digest;
import org.assay.traceability.trace.Check;

/** Whether the custodians of the lots on the way follow each other without a gap. */
final class CustodySequence {
  private CustodySequence() {}

  static Found find(Case subject, Chain chain) {
    Found.Builder found = new Found.Builder();
    Set<String> lots = new HashSet<>();
    chain.lots().forEach(lot -> lots.add(lot.lot().value()));
    Set<Digest> used = new HashSet<>();
    for (Check check : subject.trace().checks()) {
      if (check.rule() != Check.Rule.CUSTODY || !lots.contains(check.about())) {
        continue;
      }
      used.addAll(check.statements());
      if (check.result() == Check.Result.FAIL) {
        found.fails(check.sentence());
      } else if (check.result() == Check.Result.UNKNOWN) {
        found.lacks("who held a lot: " + check.sentence());
      }
    }
    subject.trace().evidence().statements().stream()
        .filter(each -> used.contains(each.ref().statement()))
        .forEach(found::uses);
    return found.build();
  }
}
