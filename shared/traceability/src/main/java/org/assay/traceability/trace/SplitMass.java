package org.assay.traceability.trace;

import java.math.BigDecimal;
import java.util.List;

/** Rule C3 for what is only split or blended: the mass that goes in comes out. */
final class SplitMass {
  private SplitMass() {}

  /**
   * Masses in kilograms.
   *
   * @param isComparable whether all are on one basis
   */
  record Masses(BigDecimal in, BigDecimal out, BigDecimal lost, boolean isComparable) {}

  static Finding judge(
      String where, Masses masses, Bounds.Tolerance tolerance, List<Recorded> used) {
    BigDecimal accounted = masses.out().add(masses.lost());
    Check.Result surplus = tolerance.judge(accounted.subtract(masses.in()), masses.in());
    Check.Result shortfall = tolerance.judge(masses.in().subtract(accounted), masses.in());
    Check.Result result =
        !masses.isComparable()
            ? Check.Result.UNKNOWN
            : surplus == Check.Result.PASS ? shortfall : surplus;
    String end =
        !masses.isComparable()
            ? ": some of it wet and some dry, which cannot be compared"
            : surplus != Check.Result.PASS
                ? ": "
                    + MetalBalance.percent(accounted.subtract(masses.in()), masses.in())
                    + " more than there was"
                : shortfall != Check.Result.PASS
                    ? ": "
                        + MetalBalance.percent(masses.in().subtract(accounted), masses.in())
                        + " of it went where no statement says"
                    : "";
    return new Finding(
        MetalBalance.ID,
        result,
        used,
        result == Check.Result.UNKNOWN
            ? List.of("the moisture of what is wet")
            : shortfall == Check.Result.PASS ? List.of() : List.of("a loss"),
        List.of(
            new Check.Figure("mass in", masses.in(), "kg"),
            new Check.Figure("mass out", masses.out(), "kg"),
            new Check.Figure("mass lost", masses.lost(), "kg")),
        Kilograms.text(masses.out())
            + " kg came out of "
            + where
            + ", and "
            + Kilograms.text(masses.in())
            + " kg went in"
            + end);
  }
}
