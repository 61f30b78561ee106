package org.assay.traceability.trace;

import java.math.BigDecimal;
import java.util.List;
import org.assay.attestation.quantity.Rounded;

/**
 * Rule C6: opening + receipts − consumed − losses − sales is the closing stock. The variance is
 * held against the throughput (opening + receipts), since a closing stock may be next to nothing.
 * And a period begins with what the one before it ended with.
 */
final class PeriodBalance {
  static final String ID = "C6";

  /**
   * A period of a facility, in kilograms on one basis.
   *
   * @param closing as it is declared
   */
  record Period(
      Rounded opening,
      Rounded receipts,
      Rounded consumed,
      Rounded losses,
      Rounded sales,
      Rounded closing) {
    Rounded throughput() {
      return opening.plus(receipts);
    }

    Rounded computed() {
      return throughput().minus(consumed).minus(losses).minus(sales);
    }
  }

  private PeriodBalance() {}

  static Finding judge(
      String about, Period period, Bounds.Tolerance tolerance, List<Recorded> used) {
    Rounded variance = period.closing().minus(period.computed());
    BigDecimal throughput = period.throughput().value();
    BigDecimal closing = period.closing().value();
    BigDecimal computed = period.computed().value();
    Check.Result result = tolerance.judge(variance.value().abs(), throughput, variance.halfStep());
    return new Finding(
        ID,
        result,
        used,
        result == Check.Result.UNKNOWN ? List.of(Kilograms.MORE_DIGITS) : List.of(),
        List.of(
            new Check.Figure("computed closing", computed, "kg"),
            new Check.Figure("declared closing", closing, "kg"),
            new Check.Figure("throughput", throughput, "kg")),
        about
            + " declares "
            + Kilograms.text(closing)
            + " kg in stock, and its books give "
            + Kilograms.text(computed)
            + " kg, of a throughput of "
            + Kilograms.text(throughput)
            + " kg");
  }

  /** Whether a period begins with what the one before it ended with. */
  static Finding judgeContiguous(
      String about, Rounded priorClosing, Rounded opening, List<Recorded> used) {
    boolean holds = priorClosing.distance(opening).signum() == 0;
    return new Finding(
        ID,
        holds ? Check.Result.PASS : Check.Result.FAIL,
        used,
        List.of(),
        List.of(
            new Check.Figure("prior closing", priorClosing.value(), "kg"),
            new Check.Figure("opening", opening.value(), "kg")),
        about
            + " begins a period with "
            + Kilograms.text(opening.value())
            + " kg, and ended the one before with "
            + Kilograms.text(priorClosing.value())
            + " kg");
  }
}
