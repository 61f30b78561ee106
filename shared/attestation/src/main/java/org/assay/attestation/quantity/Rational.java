package org.assay.attestation.quantity;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * An exact fraction in lowest terms. Shares of a whole are fractions, so that they add up to the
 * whole exactly and in whatever order they are added. Immutable and thread-safe.
 *
 * @param numerator with the sign
 * @param denominator above zero
 */
public record Rational(BigInteger numerator, BigInteger denominator)
    implements Comparable<Rational> {
  public static final Rational ZERO = new Rational(BigInteger.ZERO, BigInteger.ONE);
  public static final Rational ONE = new Rational(BigInteger.ONE, BigInteger.ONE);

  /**
   * @throws ArithmeticException if the denominator is zero
   */
  public Rational {
    if (denominator.signum() == 0) {
      throw new ArithmeticException("a fraction of nothing");
    }
    BigInteger common = numerator.gcd(denominator);
    if (denominator.signum() < 0) {
      common = common.negate();
    }
    if (!common.equals(BigInteger.ONE)) {
      numerator = numerator.divide(common);
      denominator = denominator.divide(common);
    }
  }

  /** A whole number. */
  public static Rational of(long value) {
    return new Rational(BigInteger.valueOf(value), BigInteger.ONE);
  }

  /** A fraction of whole numbers. */
  public static Rational of(long numerator, long denominator) {
    return new Rational(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }

  /** A decimal number, exactly; it should be one whose digits are bounded. */
  public static Rational of(BigDecimal value) {
    return value.scale() <= 0
        ? new Rational(value.toBigIntegerExact(), BigInteger.ONE)
        : new Rational(value.unscaledValue(), BigInteger.TEN.pow(value.scale()));
  }

  public Rational plus(Rational other) {
    if (denominator.equals(other.denominator)) {
      return new Rational(numerator.add(other.numerator), denominator);
    }
    return new Rational(
        numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
        denominator.multiply(other.denominator));
  }

  public Rational minus(Rational other) {
    return plus(new Rational(other.numerator.negate(), other.denominator));
  }

  public Rational times(Rational other) {
    return new Rational(
        numerator.multiply(other.numerator), denominator.multiply(other.denominator));
  }

  /**
   * The quotient.
   *
   * @throws ArithmeticException if the other is zero
   */
  public Rational dividedBy(Rational other) {
    return new Rational(
        numerator.multiply(other.denominator), denominator.multiply(other.numerator));
  }

  /** -1, 0 or 1. */
  public int signum() {
    return numerator.signum();
  }

  /** The digits that it takes to write both numbers, in bits. */
  public int bitLength() {
    return numerator.bitLength() + denominator.bitLength();
  }

  /** The nearest decimal number with so many decimals, half to even. */
  public BigDecimal toDecimal(int decimals) {
    return new BigDecimal(numerator)
        .divide(new BigDecimal(denominator), decimals, RoundingMode.HALF_EVEN);
  }

  @Override
  public int compareTo(Rational other) {
    return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
  }

  /** As {@code 3/7}, or {@code 1}. */
  @Override
  public String toString() {
    return denominator.equals(BigInteger.ONE)
        ? numerator.toString()
        : numerator + "/" + denominator;
  }
}
