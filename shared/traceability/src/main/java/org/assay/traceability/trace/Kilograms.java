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

  /** What is told where numbers were written with too few digits. */
  static final String MORE_DIGITS = "more digits of the masses and grades";

  static final String TOO_ROUGH = ": as they are rounded it cannot be told";

  static String text(BigDecimal kilograms) {
    return kilograms.stripTrailingZeros().toPlainString();
  }
}
