package org.assay.traceability.portfolio;

/**
 * How much one portfolio may compute. Fractions from networks that were made to be costly must not
 * hold up an answer; what is past the limit is not known, and said to be.
 */
final class Effort {
  /** The denominators of one stage together; a few hundred blends stay well below. */
  static final int MAX_BITS = 131_072;

  private static final long MAX_WORK = 400_000_000L;

  private long left = MAX_WORK;

  /** Whether so many sums may be made of fractions of so many bits; counts them. */
  boolean allows(int sums, long bits) {
    // Products and common divisors take time that grows with the square of the digits.
    long words = 1 + bits / 64;
    left -= sums * (64 + words * words);
    return bits <= MAX_BITS && left >= 0;
  }
}
