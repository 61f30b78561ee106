package org.assay.traceability.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.assay.attestation.quantity.Rational;
import org.junit.jupiter.api.Test;

class HerfindahlTest {
  /** Tenths of the whole, and countries nobody named. */
  private static final int TENTHS = 10;

  private static final int OTHERS = 3;

  @Test
  void theMostIsTheMostOfEveryWayToDivideTheUnknownAndNoneIsBelowTheLeast() {
    for (int a = 0; a <= TENTHS; a++) {
      for (int b = 0; a + b <= TENTHS; b++) {
        for (int unknown = 0; a + b + unknown <= TENTHS; unknown++) {
          Interval bounds =
              Herfindahl.of(
                  List.of(Rational.of(a, TENTHS), Rational.of(b, TENTHS)),
                  Rational.of(unknown, TENTHS));
          List<Integer> squares = new ArrayList<>();
          divide(new int[] {a, b, 0, 0, 0}, 0, unknown, squares);
          int most = squares.stream().mapToInt(Integer::intValue).max().orElseThrow();
          int least = squares.stream().mapToInt(Integer::intValue).min().orElseThrow();
          assertThat(bounds.most()).isEqualTo(Rational.of(most, TENTHS * TENTHS));
          assertThat(bounds.least()).isEqualTo(Rational.of(a * a + b * b, TENTHS * TENTHS));
          assertThat(bounds.least()).isLessThanOrEqualTo(Rational.of(least, TENTHS * TENTHS));
        }
      }
    }
  }

  /** Every way to give the rest, tenth by tenth, to two known countries and some others. */
  private static void divide(int[] shares, int from, int rest, List<Integer> squares) {
    if (from == shares.length - 1 || from == 1 + OTHERS) {
      int last = shares[from];
      shares[from] += rest;
      int sum = 0;
      for (int share : shares) {
        sum += share * share;
      }
      squares.add(sum);
      shares[from] = last;
      return;
    }
    int before = shares[from];
    for (int more = 0; more <= rest; more++) {
      shares[from] = before + more;
      divide(shares, from + 1, rest - more, squares);
    }
    shares[from] = before;
  }

  @Test
  void theLeastIsComeAsCloseToAsOneLikesWithManyOtherCountries() {
    Interval bounds = Herfindahl.of(List.of(Rational.of(1, 2)), Rational.of(1, 2));
    Rational spread = Rational.of(1, 2).dividedBy(Rational.of(1_000));
    Rational among = Rational.of(1, 4).plus(spread.times(spread).times(Rational.of(1_000)));
    assertThat(among.minus(bounds.least())).isEqualTo(Rational.of(1, 4_000));
  }

  @Test
  void withTooManyDigitsTheBoundsAreRoundedOutwards() {
    BigInteger denominator = BigInteger.TWO.pow(20_000).add(BigInteger.ONE);
    Rational third = new Rational(denominator.divide(BigInteger.valueOf(3)), denominator);
    Rational rest = Rational.ONE.minus(third);

    Interval bounds = Herfindahl.of(List.of(third), rest);

    assertThat(bounds.least().bitLength()).isLessThan(1_000);
    Rational exact = third.times(third);
    assertThat(bounds.contains(exact)).isTrue();
    assertThat(exact.minus(bounds.least()).toDecimal(38).signum()).isZero();
    assertThat(bounds.most()).isEqualTo(Rational.ONE);
  }
}
