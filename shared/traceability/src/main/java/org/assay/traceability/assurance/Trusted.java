package org.assay.traceability.assurance;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.assay.ledger.Digest;
import org.assay.traceability.trace.Check;
import org.assay.traceability.trace.Evidence;
import org.assay.traceability.trace.Recorded;
import org.assay.traceability.trace.Trace;

/** Which statements of a trace can be relied on. */
final class Trusted {
  private static final Set<Check.Rule> OF_A_STATEMENT =
      EnumSet.of(Check.Rule.SIGNATURE, Check.Rule.AUTHORITY, Check.Rule.CHAIN);

  private final Evidence evidence;
  private final Set<Digest> doubtful = new HashSet<>();

  Trusted(Trace trace) {
    this.evidence = trace.evidence();
    for (Check check : trace.checks()) {
      boolean isDoubt =
          check.result() == Check.Result.FAIL || check.result() == Check.Result.UNKNOWN;
      if (isDoubt && OF_A_STATEMENT.contains(check.rule())) {
        doubtful.addAll(check.statements());
      }
    }
  }

  /** Whether its signature, its issuer's authority and its entry hold. */
  boolean holds(Recorded recorded) {
    return !doubtful.contains(recorded.ref().statement());
  }

  /** Whether it was not revoked. */
  boolean stands(Recorded recorded) {
    return evidence.stands(recorded);
  }

  /** Whether it holds and was not revoked. */
  boolean relies(Recorded recorded) {
    return holds(recorded) && stands(recorded);
  }
}
