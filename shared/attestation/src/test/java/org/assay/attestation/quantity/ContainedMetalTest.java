package org.assay.attestation.quantity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import org.assay.attestation.InvalidValueException;
import org.assay.attestation.Mineral;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ContainedMetalTest {
  private static BigDecimal tonnes(ContainedMetal metal) {
    return metal.milligrams().dividedBy(Rational.of(1_000_000_000)).toDecimal(3);
  }

  @ParameterizedTest
  @CsvSource({
    // La Caridad 2019: 446.2 kt of copper concentrate, 18.8 kt of molybdenum concentrate.
    "446200, Cu, 24.01, Cu, 107132.620",
    "18800, Mo, 54.26, Mo, 10200.880",
    // A spodumene concentrate of 6 % Li2O has 2.787 % lithium.
    "1000, Li2O, 6, Li, 27.872",
    "1000, LCE, 100, Li, 187.852",
    "100, WO3, 65, W, 51.543",
  })
  void aQuantityOfAGradeContainsItsMetal(
      String mass, String analyte, String percent, String metal, BigDecimal contained) {
    ContainedMetal found =
        ContainedMetal.of(
            Quantity.dry(Mass.of(new BigDecimal(mass), MassUnit.TNE)),
            Grade.percent(analyte, percent, MassBasis.DRY));

    assertThat(found.metal()).isEqualTo(metal);
    assertThat(tonnes(found)).isEqualByComparingTo(contained);
  }

  @Test
  void theFactorsOfTheLithiumTradeFollowFromTheAtomicWeights() {
    Rational perLi = Rational.ONE.dividedBy(Analytes.metalShare("Li2CO3"));
    Rational perOxide = Analytes.metalShare("Li2O").dividedBy(Analytes.metalShare("LCE"));

    assertThat(perLi.toDecimal(3)).isEqualByComparingTo("5.323");
    assertThat(perOxide.toDecimal(3)).isEqualByComparingTo("2.473");
    assertThat(Analytes.metalShare("Li2CO3")).isEqualTo(Analytes.metalShare("LCE"));
  }

  @ParameterizedTest
  @EnumSource(Mineral.class)
  void everyMineralIsTradedForAMetalOfItsOwn(Mineral mineral) {
    assertThat(Arrays.stream(Mineral.values()).map(Analytes::metal))
        .filteredOn(Analytes.metal(mineral)::equals)
        .hasSize(1);
    assertThat(Analytes.metal(Analytes.metal(mineral))).isEqualTo(Analytes.metal(mineral));
  }

  @Test
  void whatTheTableDoesNotNameIsNotConverted() {
    assertThat(Analytes.metal("TREO")).isEqualTo("TREO");
    assertThat(Analytes.metalShare("TREO")).isEqualTo(Rational.ONE);
  }

  @Test
  void mixedBasesAreRefusedAndBothAreNamed() {
    Mass mass = Mass.ofTonnes(1);
    assertThatThrownBy(
            () -> ContainedMetal.of(Quantity.wet(mass), Grade.percent("Cu", "1", MassBasis.DRY)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("of the dry mass")
        .hasMessageContaining("is wet without its moisture");
    assertThatThrownBy(
            () -> ContainedMetal.of(Quantity.dry(mass), Grade.percent("Cu", "1", MassBasis.WET)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("of the wet mass")
        .hasMessageContaining("is dry");
  }

  @Test
  void moistureIsTakenOffExactly() {
    assertThat(ContainedMetal.dry(Quantity.wet(new Mass(3), "0.5"))).contains(Rational.of(3, 2));
    assertThat(ContainedMetal.dry(Quantity.wet(new Mass(3)))).isEmpty();
  }

  @Test
  void roughNumbersThatMayBeTheSameAreNotSaidToDiffer() {
    Rounded rough = Rounded.of("10");
    assertThat(rough.distance(Rounded.of("10.4"))).isEqualByComparingTo("0");
    assertThat(Rounded.of("10.0").distance(Rounded.of("10.4"))).isEqualByComparingTo("0.3");
    assertThat(Rounded.of("10.00").times(Rounded.of("0.5")).halfStep())
        .isEqualByComparingTo("0.50275");
  }
}
