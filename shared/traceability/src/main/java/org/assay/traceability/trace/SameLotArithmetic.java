package org.assay.traceability.trace;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.assay.attestation.quantity.Rounded;
import org.jspecify.annotations.Nullable;

/**
 * Rule C1: mass × (1 − moisture) × grade, and where it is metal × recovery, is what is said to be
 * contained. Numbers count as roughly as they were written.
 */
final class SameLotArithmetic {
  static final String ID = "C1";

  /**
   * A factor of the product.
   *
   * @param value null where nobody says
   */
  record Factor(String name, @Nullable Rounded value) {}

  private SameLotArithmetic() {}

  /**
   * @param about what is described
   * @param factors at least one
   * @param contained what is reported; null where it is not
   */
  static Finding judge(
      String about,
      List<Factor> factors,
      @Nullable Rounded contained,
      Bounds.Tolerance tolerance,
      List<Recorded> used) {
    List<String> missing = new ArrayList<>();
    List<Check.Figure> numbers = new ArrayList<>();
    Rounded product = Rounded.exact(BigDecimal.ONE);
    for (Factor factor : factors) {
      if (factor.value() == null) {
        missing.add("the " + factor.name() + " of " + about);
      } else {
        product = product.times(factor.value());
        numbers.add(new Check.Figure(factor.name(), factor.value().value(), ""));
      }
    }
    if (contained == null) {
      missing.add("the contained metal of " + about);
    }
    if (contained == null || !missing.isEmpty()) {
      return new Finding(
          ID,
          Check.Result.UNKNOWN,
          used,
          missing,
          numbers,
          "what "
              + about
              + " contains cannot be computed: no statement gives "
              + String.join(" or ", missing));
    }
    numbers.add(new Check.Figure("computed", product.value(), ""));
    numbers.add(new Check.Figure("reported", contained.value(), ""));
    Check.Result result = tolerance.judge(product, contained);
    if (result == Check.Result.UNKNOWN) {
      missing.add(Kilograms.MORE_DIGITS);
    }
    return new Finding(
        ID,
        result,
        used,
        missing,
        numbers,
        about
            + " is said to contain "
            + contained.value().toPlainString()
            + ", and its mass and grade give "
            + product
                .value()
                .setScale(Math.max(0, contained.value().scale() + 2), RoundingMode.HALF_EVEN)
                .stripTrailingZeros()
                .toPlainString()
            + (result == Check.Result.UNKNOWN ? Kilograms.TOO_ROUGH : ""));
  }
}
