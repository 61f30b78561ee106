package org.assay.traceability.portfolio;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.assay.attestation.quantity.Rational;

/**
 * The Herfindahl-Hirschman index, the sum of the squares of the countries' shares, from 0 to 1. The
 * shares are of all of the metal, so what a stage was not done to adds nothing.
 *
 * <p>The least: what is not known is spread over so many other countries, or was not done at all,
 * that it adds nothing. With finitely many countries in the world that is a bound and not a value
 * that is reached. The most: all of it is the top country's, since a square grows the faster the
 * larger its share is already.
 */
final class Herfindahl {
  /** Past so many bits the bounds are rounded, outwards. */
  private static final int MAX_BITS = 16_384;

  private static final BigInteger FINENESS = BigInteger.TEN.pow(40);

  private Herfindahl() {}

  /**
   * @param known the known share of each country
   * @param unknown the share that may be any country's
   */
  static Interval of(List<Rational> known, Rational unknown) {
    Rational top = known.stream().max(Rational::compareTo).orElse(Rational.ZERO);
    long bits = unknown.bitLength();
    for (Rational share : known) {
      bits += share.bitLength();
    }
    boolean isExact = bits <= MAX_BITS;
    List<Rational> low = new ArrayList<>();
    List<Rational> high = new ArrayList<>();
    for (Rational share : known) {
      Rational floor = isExact ? share : rounded(share, false);
      Rational ceiling = isExact ? share : rounded(share, true);
      low.add(floor.times(floor));
      high.add(ceiling.times(ceiling));
    }
    Rational u = isExact ? unknown : rounded(unknown, true);
    Rational k = isExact ? top : rounded(top, true);
    high.add(u.times(u.plus(k).plus(k)));
    Rational most = Sum.of(high);
    return new Interval(Sum.of(low), most.compareTo(Rational.ONE) > 0 ? Rational.ONE : most);
  }

  private static Rational rounded(Rational share, boolean isUp) {
    BigInteger[] parts =
        share.numerator().multiply(FINENESS).divideAndRemainder(share.denominator());
    BigInteger whole = isUp && parts[1].signum() > 0 ? parts[0].add(BigInteger.ONE) : parts[0];
    return new Rational(whole, FINENESS);
  }
}
