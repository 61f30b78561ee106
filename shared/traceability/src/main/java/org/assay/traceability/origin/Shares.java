package org.assay.traceability.origin;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assay.attestation.quantity.Rational;

/**
 * Shares of one whole. They add up to exactly 1.
 *
 * @param of each share, above zero
 */
public record Shares(SortedMap<Whereabouts, Rational> of) {
  /** Millionths of a percent: how finely shares are written in decimals. */
  private static final int PERCENT_DECIMALS = 6;

  /**
   * @throws IllegalArgumentException if a share is not above zero or they do not add up to 1
   */
  public Shares {
    of = Collections.unmodifiableSortedMap(new TreeMap<>(of));
    Rational sum = Rational.ZERO;
    for (Rational share : of.values()) {
      if (share.signum() <= 0) {
        throw new IllegalArgumentException("a share of " + share);
      }
      sum = sum.plus(share);
    }
    if (!sum.equals(Rational.ONE)) {
      throw new IllegalArgumentException("the shares add up to " + sum + " and not to 1");
    }
  }

  static Shares whole(Whereabouts where) {
    return new Shares(new TreeMap<>(Map.of(where, Rational.ONE)));
  }

  static Shares unknown(Whereabouts.Cause cause) {
    return whole(new Whereabouts.Unknown(cause));
  }

  /** The share of a place, or of what is not known; zero if there is none. */
  public Rational share(Whereabouts where) {
    return of.getOrDefault(where, Rational.ZERO);
  }

  /** All that is not known, for whatever cause. */
  public Rational unknown() {
    return of.entrySet().stream()
        .filter(each -> each.getKey() instanceof Whereabouts.Unknown)
        .map(Map.Entry::getValue)
        .reduce(Rational.ZERO, Rational::plus);
  }

  /** The shares of the countries, by code. */
  public SortedMap<String, Rational> countries() {
    SortedMap<String, Rational> countries = new TreeMap<>();
    of.forEach(
        (where, share) -> {
          if (where instanceof Whereabouts.Place place) {
            countries.merge(place.country().value(), share, Rational::plus);
          }
        });
    return countries;
  }

  /** In percent as decimal numbers that add up to exactly 100, in order. */
  public Map<Whereabouts, String> percents() {
    List<Whereabouts> places = new ArrayList<>(of.keySet());
    List<BigInteger> parts =
        allocate(new ArrayList<>(of.values()), BigInteger.TEN.pow(PERCENT_DECIMALS + 2));
    Map<Whereabouts, String> percents = new LinkedHashMap<>();
    for (int i = 0; i < places.size(); i++) {
      percents.put(places.get(i), decimal(parts.get(i)));
    }
    return percents;
  }

  private static String decimal(BigInteger millionths) {
    return new BigDecimal(millionths, PERCENT_DECIMALS).stripTrailingZeros().toPlainString();
  }

  /**
   * Divides a whole number of parts by shares that add up to 1, so that the parts add up to the
   * whole: each is rounded down, and what is left goes to the largest remainders, the first of
   * equal ones.
   */
  public static List<BigInteger> allocate(List<Rational> shares, BigInteger whole) {
    List<BigInteger> parts = new ArrayList<>();
    List<Rational> remainders = new ArrayList<>();
    BigInteger left = whole;
    for (Rational share : shares) {
      Rational exact = share.times(new Rational(whole, BigInteger.ONE));
      BigInteger part = exact.numerator().divide(exact.denominator());
      parts.add(part);
      remainders.add(exact.minus(new Rational(part, BigInteger.ONE)));
      left = left.subtract(part);
    }
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < shares.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparing(remainders::get, Comparator.reverseOrder()));
    for (int i = 0; left.signum() > 0; i++) {
      int next = order.get(i);
      parts.set(next, parts.get(next).add(BigInteger.ONE));
      left = left.subtract(BigInteger.ONE);
    }
    return parts;
  }
}
