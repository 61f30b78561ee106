package org.assay.traceability.trace;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import org.assay.attestation.quantity.Rounded;

/**
 * Rule C3: the metal that goes into a step comes out of it, as a product or as a loss. Too much is
 * metal from nowhere; too little is metal that went where no statement says.
 */
final class MetalBalance {
  static final String ID = "C3";

  /**
   * What is known of one metal at a step, in kilograms, each as roughly as it was written.
   *
   * @param in what went in, as far as grades tell, and
   * @param isInComplete whether they tell of all inputs
   * @param out what came out, as far as grades tell
   * @param lost what losses are known to contain
   * @param unanalysed whatever came out or was lost without a grade of the metal, in words
   * @param isMain whether some output is traded for the metal
   * @param isByProduct whether no input is traded for it
   */
  record Metal(
      String metal,
      Rounded in,
      boolean isInComplete,
      Rounded out,
      Rounded lost,
      List<String> unanalysed,
      boolean isMain,
      boolean isByProduct) {
    Rounded accounted() {
      return out.plus(lost);
    }

    /** What share of the metal is in the products; empty where none went in. */
    Optional<BigDecimal> recovery() {
      return in.value().signum() == 0
          ? Optional.empty()
          : Optional.of(out.value().divide(in.value(), 6, RoundingMode.HALF_EVEN));
    }
  }

  private MetalBalance() {}

  /**
   * @param where the step, in words
   * @param band what its route recovers, where that is known
   */
  static Finding judge(
      String where,
      Metal metal,
      Bounds.Tolerance tolerance,
      Optional<Bounds.RecoveryBand> band,
      List<Recorded> used) {
    Rounded excess = metal.accounted().minus(metal.in());
    BigDecimal whole = metal.in().value();
    BigDecimal gap = excess.value().negate();
    Check.Result surplus = tolerance.judge(excess.value(), whole, excess.halfStep());
    if (surplus == Check.Result.UNKNOWN) {
      return finding(
          where, metal, used, surplus, List.of(Kilograms.MORE_DIGITS), Kilograms.TOO_ROUGH);
    }
    if (surplus != Check.Result.PASS) {
      return finding(where, metal, used, surplus, List.of(), tooMuch(metal));
    }
    Check.Result shortfall = tolerance.judge(gap, whole, excess.halfStep());
    if (!metal.isMain() || !metal.isInComplete() || shortfall == Check.Result.PASS) {
      return finding(where, metal, used, Check.Result.PASS, List.of(), "");
    }
    if (metal.recovery().flatMap(got -> band.filter(known -> known.holds(got))).isPresent()) {
      return finding(
          where, metal, used, Check.Result.PASS, List.of(), ", which is what such a step recovers");
    }
    if (shortfall == Check.Result.UNKNOWN) {
      return finding(
          where, metal, used, shortfall, List.of(Kilograms.MORE_DIGITS), Kilograms.TOO_ROUGH);
    }
    String lack = ": " + percent(gap, whole) + " of it went where no statement says";
    if (shortfall == Check.Result.FAIL && (!metal.unanalysed().isEmpty() || metal.isByProduct())) {
      List<String> missing =
          metal.unanalysed().isEmpty()
              ? List.of("a loss, with its grade of " + metal.metal())
              : metal.unanalysed().stream()
                  .map(what -> "the grade of " + metal.metal() + " in " + what)
                  .toList();
      return finding(where, metal, used, Check.Result.UNKNOWN, missing, lack);
    }
    return finding(
        where, metal, used, shortfall, List.of("a loss, with its grade of " + metal.metal()), lack);
  }

  private static Finding finding(
      String where,
      Metal metal,
      List<Recorded> used,
      Check.Result result,
      List<String> missing,
      String end) {
    return new Finding(
        ID,
        result,
        used,
        missing,
        List.of(
            new Check.Figure(metal.metal() + " in", metal.in().value(), "kg"),
            new Check.Figure(metal.metal() + " out", metal.out().value(), "kg"),
            new Check.Figure(metal.metal() + " lost", metal.lost().value(), "kg")),
        Kilograms.text(metal.out().value())
            + " kg of "
            + metal.metal()
            + " came out of "
            + where
            + (metal.lost().value().signum() == 0
                ? ""
                : ", " + Kilograms.text(metal.lost().value()) + " kg were lost")
            + ", and "
            + (metal.isInComplete() ? "" : "at least ")
            + Kilograms.text(metal.in().value())
            + " kg went in"
            + end);
  }

  private static String tooMuch(Metal metal) {
    BigDecimal in = metal.in().value();
    return in.signum() == 0
        ? ": there was none"
        : ": " + percent(metal.accounted().value().subtract(in), in) + " more than there was";
  }

  static String percent(BigDecimal part, BigDecimal whole) {
    return part.movePointRight(2).divide(whole, 1, RoundingMode.HALF_EVEN).toPlainString() + " %";
  }
}
