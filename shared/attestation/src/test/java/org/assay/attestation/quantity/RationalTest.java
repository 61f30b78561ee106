package org.assay.attestation.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class RationalTest {
  private static Rational any(Random random) {
    return Rational.of(random.nextInt(2001) - 1000, 1 + random.nextInt(50));
  }

  @RepeatedTest(200)
  void theLawsOfArithmeticHold(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition() * 0x9e3779b97f4a7c15L);
    Rational a = any(random);
    Rational b = any(random);
    Rational c = any(random);

    assertThat(a.plus(b).plus(c)).isEqualTo(c.plus(a).plus(b));
    assertThat(a.times(b.plus(c))).isEqualTo(a.times(b).plus(a.times(c)));
    assertThat(a.minus(b).plus(b)).isEqualTo(a);
    assertThat(a.compareTo(b)).isEqualTo(a.minus(b).signum());
    if (b.signum() != 0) {
      assertThat(a.dividedBy(b).times(b)).isEqualTo(a);
    }
  }

  @Test
  void equalNumbersAreEqual() {
    assertThat(Rational.of(-6, -4)).isEqualTo(Rational.of(3, 2)).hasToString("3/2");
    assertThat(Rational.of(new BigDecimal("1.50"))).isEqualTo(Rational.of(3, 2));
    assertThat(Rational.of(new BigDecimal("2E+3"))).isEqualTo(Rational.of(2000));
    assertThat(Rational.of(0, 7)).isEqualTo(Rational.ZERO).hasToString("0");
  }

  @Test
  void thereIsNoFractionOfNothing() {
    assertThatThrownBy(() -> Rational.of(1, 0)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Rational.ONE.dividedBy(Rational.ZERO))
        .isInstanceOf(ArithmeticException.class);
  }
}
