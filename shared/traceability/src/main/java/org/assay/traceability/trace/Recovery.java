package org.assay.traceability.trace;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Rule C4: a route recovers what such routes recover. The band is where nine of ten published
 * figures are, so being outside of it is worth a look; less than half of its low end, or more metal
 * than there was, is no recovery of that route.
 */
final class Recovery {
  static final String ID = "C4";

  private static final BigDecimal HALF = new BigDecimal("0.5");

  private Recovery() {}

  /**
   * @param process the route, and
   * @param where the step, in words
   * @param band empty where no source says what the route recovers
   */
  static Finding judge(
      String process,
      String where,
      MetalBalance.Metal metal,
      Optional<Bounds.RecoveryBand> band,
      Bounds.Tolerance tolerance,
      List<Recorded> used) {
    Optional<BigDecimal> recovery = metal.isInComplete() ? metal.recovery() : Optional.empty();
    if (band.isEmpty() || recovery.isEmpty()) {
      String missing =
          band.isEmpty()
              ? "what " + process + " recovers of " + metal.metal()
              : "the grades of " + metal.metal() + " in all that went in";
      return new Finding(
          ID,
          Check.Result.UNKNOWN,
          used,
          List.of(missing),
          List.of(),
          "whether "
              + where
              + " recovers what it should of "
              + metal.metal()
              + " cannot be told without "
              + missing);
    }
    BigDecimal got = recovery.get();
    Bounds.RecoveryBand usual = band.get();
    BigDecimal in = metal.in().value();
    BigDecimal rounding = metal.out().minus(metal.in()).halfStep();
    BigDecimal excess = metal.out().value().subtract(in);
    boolean isTooLow =
        metal.out().value().add(rounding).compareTo(in.multiply(usual.low()).multiply(HALF)) < 0;
    boolean isTooHigh = excess.subtract(rounding).compareTo(in.multiply(tolerance.fail())) > 0;
    Check.Result result = Check.Result.WARN;
    if (usual.holds(got)) {
      result = Check.Result.PASS;
    } else if (isTooLow && !metal.unanalysed().isEmpty()) {
      result = Check.Result.UNKNOWN; // More of it may be in what was not analysed.
    } else if (isTooLow || isTooHigh) {
      result = Check.Result.FAIL;
    }
    return new Finding(
        ID,
        result,
        used,
        result == Check.Result.UNKNOWN
            ? metal.unanalysed().stream()
                .map(what -> "the grade of " + metal.metal() + " in " + what)
                .toList()
            : List.of(),
        List.of(
            new Check.Figure("recovery", got, ""),
            new Check.Figure("usual at least", usual.low(), ""),
            new Check.Figure("usual at most", usual.high(), "")),
        where
            + " recovers "
            + Percent.text(got, 1)
            + " of the "
            + metal.metal()
            + ", and "
            + Percent.text(usual.low(), 1)
            + " to "
            + Percent.text(usual.high(), 1)
            + " are usual");
  }
}
