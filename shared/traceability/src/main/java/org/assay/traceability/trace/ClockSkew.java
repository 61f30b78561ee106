package org.assay.traceability.trace;

import java.time.Instant;
import java.util.List;
import org.assay.traceability.admission.AttestationAdmission;

/**
 * Rule D4: nothing is recorded before it has happened, nor before its issuer says it, as far as
 * clocks agree: the ledger's admission allows five minutes.
 */
final class ClockSkew {
  static final String ID = "D4";

  private ClockSkew() {}

  /**
   * @param happened when what it tells of was over
   */
  static Finding judge(Recorded recorded, Instant happened) {
    Instant recordedAt = recorded.ref().at();
    Instant latest = recordedAt.plus(AttestationAdmission.CLOCK_SKEW);
    Instant said = recorded.credential().validFrom();
    boolean isEarly = happened.isAfter(latest) || said.isAfter(latest);
    Instant later = happened.isAfter(latest) ? happened : said;
    return new Finding(
        ID,
        isEarly ? Check.Result.FAIL : Check.Result.PASS,
        List.of(recorded),
        List.of(),
        List.of(),
        isEarly
            ? StatementChecks.name(recorded)
                + (later.equals(happened) ? " tells of " : " is dated ")
                + later
                + ", but was recorded before that, at "
                + recordedAt
            : StatementChecks.name(recorded) + " was recorded after what it tells of");
  }
}
