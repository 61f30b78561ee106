package org.assay.traceability.trace;

import static org.assay.traceability.trace.Kilograms.kilograms;

import java.util.List;
import org.assay.attestation.LotId;

/** Rule C2: not more of a lot is consumed than was issued, to the milligram. */
final class Consumed {
  static final String ID = "C2";

  private Consumed() {}

  static Finding judge(LotId lot, long issued, long consumed, List<Recorded> used) {
    boolean holds = consumed <= issued;
    return new Finding(
        ID,
        holds ? Check.Result.PASS : Check.Result.FAIL,
        used,
        List.of(),
        List.of(
            new Check.Figure("consumed", Kilograms.of(consumed), "kg"),
            new Check.Figure("issued", Kilograms.of(issued), "kg")),
        kilograms(consumed)
            + " of the "
            + kilograms(issued)
            + " of "
            + lot
            + " are consumed"
            + (holds ? "" : ": more than there was"));
  }
}
