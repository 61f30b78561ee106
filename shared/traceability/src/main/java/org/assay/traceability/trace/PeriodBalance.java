package org.assay.traceability.trace;

import java.math.BigDecimal;
import java.util.List;

/**
 * Rule C6: opening + receipts − consumed − losses − sales is the closing stock. The variance is
 * held against the throughput (opening + receipts), since a closing stock may be next to nothing.
 */
final class PeriodBalance {
  static final String ID = "C6";

  /**
   * A period of a facility, in kilograms on one basis.
   *
   * @param closing as it is declared
   */
  record Period(
      BigDecimal opening,
      BigDecimal receipts,
      BigDecimal consumed,
      BigDecimal losses,
      BigDecimal sales,
      BigDecimal closing) {
    BigDecimal throughput() {
      return opening.add(receipts);
    }

    BigDecimal computed() {
      return throughput().subtract(consumed).subtract(losses).subtract(sales);
    }
  }

  private PeriodBalance() {}

  static Finding judge(
      String about, Period period, Bounds.Tolerance tolerance, List<Recorded> used) {
    BigDecimal variance = period.closing().subtract(period.computed()).abs();
    return new Finding(
        ID,
        tolerance.judge(variance, period.throughput()),
        used,
        List.of(),
        List.of(
            new Check.Figure("computed closing", period.computed(), "kg"),
            new Check.Figure("declared closing", period.closing(), "kg"),
            new Check.Figure("throughput", period.throughput(), "kg")),
        about
            + " declares "
            + Kilograms.text(period.closing())
            + " kg in stock, and its books give "
            + Kilograms.text(period.computed())
            + " kg, of a throughput of "
            + Kilograms.text(period.throughput())
            + " kg");
  }

  /** Whether a period begins with what the one before it ended with. */
  static Finding judgeContiguous(
      String about, BigDecimal priorClosing, BigDecimal opening, List<Recorded> used) {
    boolean holds = priorClosing.compareTo(opening) == 0;
    return new Finding(
        ID,
        holds ? Check.Result.PASS : Check.Result.FAIL,
        used,
        List.of(),
        List.of(
            new Check.Figure("prior closing", priorClosing, "kg"),
            new Check.Figure("opening", opening, "kg")),
        about
            + " begins a period with "
            + Kilograms.text(opening)
            + " kg, and ended the one before with "
            + Kilograms.text(priorClosing)
            + " kg");
  }
}
