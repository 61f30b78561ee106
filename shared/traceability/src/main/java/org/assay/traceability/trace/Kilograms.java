package org.assay.traceability.trace;

import java.math.BigDecimal;

/** Masses as sentences give them. */
final class Kilograms {
  private Kilograms() {}

  static BigDecimal of(long milligrams) {
    return BigDecimal.valueOf(milligrams, 6);
  }

  static String kilograms(long milligrams) {
    return text(of(milligrams)) + " kg";
  }

  static String text(BigDecimal kilograms) {
    return kilograms.stripTrailingZeros().toPlainString();
  }
}
