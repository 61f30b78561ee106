package org.assay.traceability.trace;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.assay.ledger.Digest;

/** Which statements of a trace can be relied on. */
public final class Trusted {
  private static final Set<Check.Rule> OF_A_STATEMENT =
      EnumSet.of(Check.Rule.SIGNATURE, Check.Rule.AUTHORITY, Check.Rule.CHAIN);

  private final Evidence evidence;
  private final Set<Digest> doubtful = new HashSet<>();

  public Trusted(Trace trace) {
    this.evidence = trace.evidence();
    for (Check check : trace.checks()) {
      if (check.isDecisive() && OF_A_STATEMENT.contains(check.rule())) {
        doubtful.addAll(check.statements());
      }
    }
  }

  /** Whether its signature, its issuer's authority and its entry hold. */
  public boolean holds(Recorded recorded) {
    return !doubtful.contains(recorded.ref().statement());
  }

  /** Whether it was not revoked. */
  public boolean stands(Recorded recorded) {
    return evidence.stands(recorded);
  }

  /** Whether it holds and was not revoked. */
  public boolean relies(Recorded recorded) {
    return holds(recorded) && stands(recorded);
  }
}
