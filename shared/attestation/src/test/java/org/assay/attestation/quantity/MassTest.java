package org.assay.attestation.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.assay.attestation.InvalidValueException;
import org.assay.attestation.Reason;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MassTest {
  @ParameterizedTest
  @CsvSource({
    "12500.0, KGM, 12500000000",
    "1, DTN, 100000000",
    "1, LBR, 453592",
    "100, LBR, 45359237",
    "1, STN, 907184740",
    "1.23, STN, 1115837230",
    "1, LTN, 1016046908",
    "10, LTN, 10160469088",
    "0.000001, KGM, 1",
    "1.25E4, KGM, 12500000000",
    "0.000000001, TNE, 1",
    "1000000000, TNE, 1000000000000000000",
    "1, GRM, 1000",
    "0.001, GRM, 1",
    "1.000000000000000000000000, GRM, 1000",
  })
  void aMassIsItsMilligrams(String value, MassUnit unit, long milligrams) {
    assertThat(Mass.of(new BigDecimal(value), unit).milligrams()).isEqualTo(milligrams);
  }

  @ParameterizedTest
  @CsvSource({
    "0, KGM, MASS_NOT_POSITIVE",
    "-0.0, KGM, MASS_NOT_POSITIVE",
    "-1E+2147483647, KGM, MASS_NOT_POSITIVE",
    "0.0000001, KGM, MASS_OUT_OF_RANGE",
    "1.0000001, KGM, MASS_OUT_OF_RANGE",
    "0.0001, GRM, MASS_OUT_OF_RANGE",
    "1000000000.000000001, TNE, MASS_OUT_OF_RANGE",
    "1E+2147483647, KGM, MASS_OUT_OF_RANGE",
    "1E-2147483647, KGM, MASS_OUT_OF_RANGE",
  })
  void whatIsNoMassIsRefused(String value, MassUnit unit, Reason reason) {
    assertThat(reasonOf(() -> Mass.of(new BigDecimal(value), unit))).isEqualTo(reason);
  }

  @Test
  void theBoundsAreThoseThatAreDocumented() {
    assertThat(new Mass(1).milligrams()).isEqualTo(1);
    assertThat(new Mass(Mass.MAX_MILLIGRAMS).milligrams()).isEqualTo(1_000_000_000_000_000_000L);
    assertThat(reasonOf(() -> new Mass(0))).isEqualTo(Reason.MASS_NOT_POSITIVE);
    assertThat(reasonOf(() -> new Mass(Long.MIN_VALUE))).isEqualTo(Reason.MASS_NOT_POSITIVE);
    assertThat(reasonOf(() -> new Mass(Mass.MAX_MILLIGRAMS + 1)))
        .isEqualTo(Reason.MASS_OUT_OF_RANGE);
  }

  @Test
  void aMassIsWrittenInKilogramsWithoutAnExponent() {
    assertThat(Mass.ofTonnes(12_000)).hasToString("12000000 kg");
    assertThat(new Mass(12_500_500_000L)).hasToString("12500.5 kg");
    assertThat(new Mass(1)).hasToString("0.000001 kg");
  }

  @RepeatedTest(1_000)
  void convertingLosesNothing(RepetitionInfo repetition) {
    Random random = random(repetition);
    BigDecimal value = BigDecimal.valueOf(milligrams(random), 6);
    MassUnit unit = MassUnit.values()[random.nextInt(MassUnit.values().length)];
    BigDecimal exact = value.multiply(unit.milligrams());
    if (unit.isOfPounds()) {
      exact = exact.setScale(0, RoundingMode.FLOOR);
    }
    boolean fits =
        exact.signum() > 0
            && exact.stripTrailingZeros().scale() <= 0
            && exact.compareTo(BigDecimal.valueOf(Mass.MAX_MILLIGRAMS)) <= 0;

    if (fits) {
      assertThat(BigDecimal.valueOf(Mass.of(value, unit).milligrams())).isEqualByComparingTo(exact);
    } else {
      assertThat(reasonOf(() -> Mass.of(value, unit))).isEqualTo(Reason.MASS_OUT_OF_RANGE);
    }
  }

  @RepeatedTest(1_000)
  void whatIsWrittenInKilogramsIsReadBackTheSame(RepetitionInfo repetition) {
    Mass mass = new Mass(milligrams(random(repetition)));

    assertThat(Mass.of(new BigDecimal(mass.kilograms().toPlainString()), MassUnit.KGM))
        .isEqualTo(mass);
  }

  @RepeatedTest(1_000)
  void aSumIsExactOrRefused(RepetitionInfo repetition) {
    Random random = random(repetition);
    Mass one = new Mass(milligrams(random));
    Mass other = new Mass(milligrams(random));
    BigInteger sum =
        BigInteger.valueOf(one.milligrams()).add(BigInteger.valueOf(other.milligrams()));

    if (sum.compareTo(BigInteger.valueOf(Mass.MAX_MILLIGRAMS)) <= 0) {
      assertThat(one.plus(other).milligrams()).isEqualTo(sum.longValueExact());
      assertThat(one.plus(other).minus(other)).contains(one);
      assertThat(one.minus(one.plus(other))).isEmpty();
    } else {
      assertThat(reasonOf(() -> one.plus(other))).isEqualTo(Reason.MASS_OUT_OF_RANGE);
    }
  }

  @Test
  void nothingIsLeftOfAMassWithoutItself() {
    assertThat(Mass.ofKilograms(1).minus(Mass.ofKilograms(1))).isEmpty();
  }

  @RepeatedTest(1_000)
  void aShareAndItsRestAreNeverMoreThanTheWhole(RepetitionInfo repetition) {
    Random random = random(repetition);
    Mass mass = new Mass(milligrams(random));
    BigDecimal fraction = fraction(random);
    long part = mass.share(fraction).map(Mass::milligrams).orElse(0L);
    long rest = mass.share(BigDecimal.ONE.subtract(fraction)).map(Mass::milligrams).orElse(0L);

    assertThat(part + rest).isBetween(mass.milligrams() - 1, mass.milligrams());
    assertThat(part)
        .isEqualTo(
            BigDecimal.valueOf(mass.milligrams())
                .multiply(fraction)
                .setScale(0, RoundingMode.DOWN)
                .longValueExact());
  }

  @Test
  void aShareIsFromNothingToTheWhole() {
    Mass mass = Mass.ofKilograms(1);

    assertThat(mass.share(BigDecimal.ONE)).contains(mass);
    assertThat(mass.share(BigDecimal.ZERO)).isEmpty();
    assertThatThrownBy(() -> mass.share(new BigDecimal("1.1")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> mass.share(new BigDecimal("-0.1")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @RepeatedTest(1_000)
  void massesAreOrderedByHowMuchTheyAre(RepetitionInfo repetition) {
    Random random = random(repetition);
    long one = milligrams(random);
    long other = random.nextInt(4) == 0 ? one : milligrams(random);

    assertThat(Integer.signum(new Mass(one).compareTo(new Mass(other))))
        .isEqualTo(Long.compare(one, other));
  }

  private static Random random(RepetitionInfo repetition) {
    // Numbers that follow each other give java.util.Random beginnings that are alike.
    return new Random(repetition.getCurrentRepetition() * 0x9e3779b97f4a7c15L);
  }

  /** Any that a mass may have: of every magnitude, with few digits or many, and the bounds. */
  private static long milligrams(Random random) {
    long any = random.nextLong(1, Mass.MAX_MILLIGRAMS + 1);
    return switch (random.nextInt(6)) {
      case 0 -> 1 + random.nextInt(3);
      case 1 -> Mass.MAX_MILLIGRAMS - random.nextInt(3);
      case 2 -> BigInteger.TEN.pow(random.nextInt(19)).longValueExact();
      case 3 -> Math.max(1, any >> random.nextInt(60));
      default -> any;
    };
  }

  /** From 0 to 1 with up to twelve decimals. */
  private static BigDecimal fraction(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> BigDecimal.valueOf(random.nextInt(2));
      case 1 -> new BigDecimal("0.000000000001");
      case 2 -> new BigDecimal("0.999999999999");
      default -> BigDecimal.valueOf(random.nextLong(1_000_000_000_001L), 12);
    };
  }

  private static Reason reasonOf(ThrowingCallable call) {
    return catchThrowableOfType(InvalidValueException.class, call).rejection().reason();
  }
}
