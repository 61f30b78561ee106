package org.assay.traceability.portfolio;

import org.assay.attestation.quantity.Rational;

/**
 * What a number is at least and at most, whatever the unknown turns out to be.
 *
 * @param most not below {@code least}
 */
public record Interval(Rational least, Rational most) {
  /** The whole from nothing to all: nothing is known of a share. */
  static final Interval ANY_SHARE = new Interval(Rational.ZERO, Rational.ONE);

  public Interval {
    if (least.compareTo(most) > 0) {
      throw new IllegalArgumentException("at least " + least + " and at most " + most);
    }
  }

  /** Whether a number may be the one. */
  public boolean contains(Rational number) {
    return least.compareTo(number) <= 0 && number.compareTo(most) <= 0;
  }
}
