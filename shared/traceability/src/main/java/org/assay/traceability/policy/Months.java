package org.assay.traceability.policy;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.assay.attestation.RejectedException;

/**
 * How old a statement may be.
 *
 * @param count so many months, 1 to {@value #MAX}
 */
record Months(int count) {
  private static final int MAX = 1_200;

  static Months read(Parameters in, String name) throws RejectedException {
    BigDecimal value = in.decimal(name);
    if (value.stripTrailingZeros().scale() > 0
        || value.signum() <= 0
        || value.compareTo(BigDecimal.valueOf(MAX)) > 0) {
      throw in.refused(name, "must be a whole number of months", "give 1 to " + MAX);
    }
    return new Months(value.intValueExact());
  }

  /** Whether a day is at most so much before another, and not after it. */
  boolean reaches(LocalDate from, LocalDate to) {
    return !from.isAfter(to) && !from.isBefore(to.minusMonths(count));
  }

  @Override
  public String toString() {
    return count + (count == 1 ? " month" : " months");
  }
}
