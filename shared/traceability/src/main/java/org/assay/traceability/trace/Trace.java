package org.assay.traceability.trace;

import java.util.List;
import java.util.Set;
import org.assay.attestation.LotId;

/**
 * The answer about a lot, with all that it rests on.
 *
 * @param evidence what was looked at
 * @param verdict the answer
 * @param reasons why it is not PASS, the most serious first; empty where it is
 * @param checks everything that was checked
 * @param steps the transformations upstream, in the order of the ledger
 * @param missing lots upstream that no statement brings forth
 */
public record Trace(
    Evidence evidence,
    Verdict verdict,
    List<String> reasons,
    List<Check> checks,
    List<Step> steps,
    Set<LotId> missing) {
  public Trace {
    reasons = List.copyOf(reasons);
    checks = List.copyOf(checks);
    steps = List.copyOf(steps);
    missing = Set.copyOf(missing);
  }
}
