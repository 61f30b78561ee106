package org.assay.traceability.trace;

import java.math.BigDecimal;
import java.util.List;
import org.assay.attestation.quantity.Rounded;

/**
 * Rule C7: under mass balance a site gives out no more credits than it took in, times what the
 * route makes of them, in a period. A trace sees the steps on its way and no others: credits from
 * others may cover what is too much here, unless the books of the period say how many there were.
 */
final class CreditBalance {
  static final String ID = "C7";

  private CreditBalance() {}

  /**
   * @param where the site and the period, in words
   * @param in the metal that went in, in kilograms, and
   * @param isInComplete whether grades tell of all of it
   * @param out the metal that came out
   * @param factor the most of the metal that comes out of what goes in, as a share
   * @param isWholePeriod whether what went in is all that went in in the period
   */
  static Finding judge(
      String where,
      Rounded in,
      boolean isInComplete,
      Rounded out,
      BigDecimal factor,
      boolean isWholePeriod,
      Bounds.Tolerance tolerance,
      List<Recorded> used) {
    Rounded most = in.times(Rounded.exact(factor));
    Rounded excess = out.minus(most);
    Check.Result judged = tolerance.judge(excess.value(), most.value(), excess.halfStep());
    boolean holds = judged == Check.Result.PASS;
    Check.Result result = holds || (isInComplete && isWholePeriod) ? judged : Check.Result.UNKNOWN;
    return new Finding(
        ID,
        result,
        used,
        result != Check.Result.UNKNOWN
            ? List.of()
            : List.of(
                isInComplete
                    ? "the books of the period, with all that went in"
                    : "the grades of all that went in"),
        List.of(
            new Check.Figure("credits in", in.value(), "kg"),
            new Check.Figure("credits out", out.value(), "kg"),
            new Check.Figure("factor", factor, "")),
        "under mass balance "
            + Kilograms.text(out.value())
            + " kg of credits went out at "
            + where
            + ", and "
            + (isInComplete ? "" : "at least ")
            + Kilograms.text(in.value())
            + " kg came in");
  }
}
