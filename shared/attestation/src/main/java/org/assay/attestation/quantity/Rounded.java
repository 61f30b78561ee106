package org.assay.attestation.quantity;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * A number as somebody wrote it, with the width of its last digit: {@code 10.2} stands for anything
 * from 10.15 to 10.25. Two rough numbers that could be the same are not judged to differ.
 *
 * @param value what was written, its scale the digits that were written
 * @param halfStep how far the true value may be from it, by the rounding alone; not negative
 */
public record Rounded(BigDecimal value, BigDecimal halfStep) {
  public Rounded {
    requireNonNull(value);
    if (halfStep.signum() < 0) {
      throw new IllegalArgumentException("a rounding has no negative width");
    }
  }

  /**
   * A number as written; zeros after the point count as digits, zeros before it too.
   *
   * @throws NumberFormatException if it is no decimal number
   */
  public static Rounded of(String written) {
    BigDecimal value = new BigDecimal(written);
    return new Rounded(value, BigDecimal.valueOf(5, value.scale() + 1));
  }

  /** Nothing at all. */
  public static final Rounded ZERO = exact(BigDecimal.ZERO);

  /** A number that is exact, such as a factor by definition. */
  public static Rounded exact(BigDecimal value) {
    return new Rounded(value, BigDecimal.ZERO);
  }

  /** The product, as wide as its factors make it at most. */
  public Rounded times(Rounded other) {
    BigDecimal width =
        value
            .abs()
            .multiply(other.halfStep)
            .add(other.value.abs().multiply(halfStep))
            .add(halfStep.multiply(other.halfStep));
    return new Rounded(value.multiply(other.value), width);
  }

  /** The sum, as wide as both together. */
  public Rounded plus(Rounded other) {
    return new Rounded(value.add(other.value), halfStep.add(other.halfStep));
  }

  /** The difference, as wide as both together. */
  public Rounded minus(Rounded other) {
    return new Rounded(value.subtract(other.value), halfStep.add(other.halfStep));
  }

  /** How far apart the two must be at least, whatever was rounded away; zero if they may agree. */
  public BigDecimal distance(Rounded other) {
    return value
        .subtract(other.value)
        .abs()
        .subtract(halfStep)
        .subtract(other.halfStep)
        .max(BigDecimal.ZERO);
  }
}
