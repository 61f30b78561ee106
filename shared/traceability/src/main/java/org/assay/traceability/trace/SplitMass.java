package org.assay.traceability.trace;

import java.math.BigDecimal;
import java.util.List;
import org.assay.attestation.quantity.Rounded;

/** Rule C3 for what is only split or blended: the mass that goes in comes out. */
final class SplitMass {
  private SplitMass() {}

  /**
   * Masses in kilograms.
   *
   * @param isComparable whether all are on one basis
   */
  record Masses(Rounded in, Rounded out, Rounded lost, boolean isComparable) {}

  static Finding judge(
      String where, Masses masses, Bounds.Tolerance tolerance, List<Recorded> used) {
    Rounded excess = masses.out().plus(masses.lost()).minus(masses.in());
    BigDecimal whole = masses.in().value();
    BigDecimal gap = excess.value().negate();
    Check.Result surplus = tolerance.judge(excess.value(), whole, excess.halfStep());
    Check.Result shortfall = tolerance.judge(gap, whole, excess.halfStep());
    Check.Result result =
        !masses.isComparable()
            ? Check.Result.UNKNOWN
            : surplus == Check.Result.PASS ? shortfall : surplus;
    String end = "";
    List<String> missing = List.of();
    if (!masses.isComparable()) {
      end = ": some of it wet and some dry, which cannot be compared";
      missing = List.of("the moisture of what is wet");
    } else if (result == Check.Result.UNKNOWN) {
      end = Kilograms.TOO_ROUGH;
      missing = List.of(Kilograms.MORE_DIGITS);
    } else if (surplus != Check.Result.PASS) {
      end = ": " + MetalBalance.percent(excess.value(), whole) + " more than there was";
    } else if (shortfall != Check.Result.PASS) {
      end = ": " + MetalBalance.percent(gap, whole) + " of it went where no statement says";
      missing = List.of("a loss");
    }
    return new Finding(
        MetalBalance.ID,
        result,
        used,
        missing,
        List.of(
            new Check.Figure("mass in", masses.in().value(), "kg"),
            new Check.Figure("mass out", masses.out().value(), "kg"),
            new Check.Figure("mass lost", masses.lost().value(), "kg")),
        Kilograms.text(masses.out().value())
            + " kg came out of "
            + where
            + ", and "
            + Kilograms.text(masses.in().value())
            + " kg went in"
            + end);
  }
}
