package org.assay.traceability.trace;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Shares as sentences give them. */
final class Percent {
  private Percent() {}

  /** A share of 1 as a percentage, with no more decimals than it needs. */
  static String text(BigDecimal share, int mostDecimals) {
    return share
            .movePointRight(2)
            .setScale(mostDecimals, RoundingMode.HALF_EVEN)
            .stripTrailingZeros()
            .toPlainString()
        + " %";
  }
}
