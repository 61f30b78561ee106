package org.assay.traceability.origin;

/**
 * How much one trace may compute. Fractions grow with each blend, and a network that was made to be
 * costly must not hold up an answer; what is past the budget is not known, and said to be.
 */
final class Budget {
  /** A chain of a hundred blends of weighed lots stays well below. */
  private static final int MAX_BITS = 32_768;

  private static final long MAX_WORK = 400_000_000L;

  private long left = MAX_WORK;

  /** Whether a fraction may be worked with; counts it. */
  boolean allows(int bits) {
    // Products and common divisors take time that grows with the square of the digits.
    long words = 1 + bits / 64;
    left -= 64 + words * words;
    return bits <= MAX_BITS && left >= 0;
  }
}
