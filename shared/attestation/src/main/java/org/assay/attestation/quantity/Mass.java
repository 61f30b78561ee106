package org.assay.attestation.quantity;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;
import org.assay.attestation.InvalidValueException;
import org.assay.attestation.Reason;
import org.assay.attestation.Rejection;

/**
 * A mass, exact to the milligram. There is no mass of zero: a statement about nothing is refused
 * where it is read.
 *
 * @param milligrams from 1 to {@value #MAX_MILLIGRAMS}
 */
public record Mass(long milligrams) implements Comparable<Mass> {
  /** The largest mass, a thousand million tonnes, in milligrams. */
  public static final long MAX_MILLIGRAMS = 1_000_000_000_000_000_000L;

  private static final BigDecimal MAX = BigDecimal.valueOf(MAX_MILLIGRAMS);

  /**
   * @throws InvalidValueException if the mass is not above zero, or is above the largest
   */
  public Mass {
    if (milligrams <= 0) {
      throw notPositive();
    }
    if (milligrams > MAX_MILLIGRAMS) {
      throw tooLarge();
    }
  }

  /**
   * The mass of so many units: exactly for metric units; pounds and tons of pounds are rounded down
   * to the milligram, as shares are, so that parts never add up to more than their whole.
   *
   * @throws InvalidValueException if it is not above zero, above the largest mass, or (of metric
   *     units) no whole number of milligrams
   */
  public static Mass of(BigDecimal value, MassUnit unit) {
    if (value.signum() <= 0) {
      throw notPositive();
    }
    if (!Decimals.isBounded(value)) {
      throw invalid(
          Reason.MASS_OUT_OF_RANGE,
          "the number has too many digits for a mass",
          "round it to what was weighed");
    }
    BigDecimal milligrams = value.multiply(unit.milligrams()).stripTrailingZeros();
    if (unit.isOfPounds() && milligrams.compareTo(BigDecimal.ONE) >= 0) {
      milligrams = milligrams.setScale(0, RoundingMode.FLOOR);
    }
    if (milligrams.scale() > 0) {
      throw new InvalidValueException(
          Rejection.of(Reason.MASS_OUT_OF_RANGE, "the mass is more precise than a milligram")
              .remedy("round it to what was weighed"));
    }
    if (milligrams.compareTo(MAX) > 0) {
      throw tooLarge();
    }
    return new Mass(milligrams.longValueExact());
  }

  /** So many kilograms. */
  public static Mass ofKilograms(long kilograms) {
    return of(BigDecimal.valueOf(kilograms), MassUnit.KGM);
  }

  /** So many tonnes. */
  public static Mass ofTonnes(long tonnes) {
    return of(BigDecimal.valueOf(tonnes), MassUnit.TNE);
  }

  /**
   * Both together.
   *
   * @throws InvalidValueException if the sum is above the largest mass
   */
  public Mass plus(Mass other) {
    // Two masses are at most 2 * 10^18, which a long holds.
    return new Mass(milligrams + other.milligrams);
  }

  /** What is left when the other is taken away; empty if nothing is, or less than nothing. */
  public Optional<Mass> minus(Mass other) {
    return milligrams > other.milligrams
        ? Optional.of(new Mass(milligrams - other.milligrams))
        : Optional.empty();
  }

  /**
   * The share of this mass, rounded down to the milligram, so that shares never add up to more than
   * the whole; empty if it is less than a milligram.
   *
   * @param fraction from 0 to 1
   */
  public Optional<Mass> share(BigDecimal fraction) {
    if (fraction.signum() < 0 || fraction.compareTo(BigDecimal.ONE) > 0) {
      throw new IllegalArgumentException("a share is from 0 to 1");
    }
    BigInteger part =
        BigDecimal.valueOf(milligrams)
            .multiply(fraction)
            .setScale(0, RoundingMode.FLOOR)
            .toBigInteger();
    return part.signum() == 0 ? Optional.empty() : Optional.of(new Mass(part.longValueExact()));
  }

  /** The number of kilograms, exactly, with no zeros at its end. */
  public BigDecimal kilograms() {
    BigDecimal value = BigDecimal.valueOf(milligrams, 6).stripTrailingZeros();
    return value.scale() < 0 ? value.setScale(0) : value;
  }

  @Override
  public int compareTo(Mass other) {
    return Long.compare(milligrams, other.milligrams);
  }

  /** In kilograms, such as {@code 12500.5 kg}. */
  @Override
  public String toString() {
    return kilograms().toPlainString() + " kg";
  }

  private static InvalidValueException notPositive() {
    return invalid(
        Reason.MASS_NOT_POSITIVE,
        "a mass must be above zero",
        "give what was weighed, and leave out what there is none of");
  }

  private static InvalidValueException tooLarge() {
    return invalid(
        Reason.MASS_OUT_OF_RANGE,
        "a mass is at most 1000000000 tonnes",
        "look at the unit: KGM is kilograms, TNE is tonnes");
  }

  private static InvalidValueException invalid(Reason reason, String detail, String remedy) {
    return new InvalidValueException(Rejection.of(reason, detail).remedy(remedy));
  }
}
