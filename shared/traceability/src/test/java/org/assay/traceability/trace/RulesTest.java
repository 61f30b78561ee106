package org.assay.traceability.trace;

import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.lot;
import static org.assay.traceability.testing.Say.percent;
import static org.assay.traceability.testing.Say.wet;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.assay.attestation.Assay;
import org.assay.attestation.LotId;
import org.assay.attestation.quantity.Quantity;
import org.assay.attestation.quantity.Rounded;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules on mass and metal, each by itself, with figures that companies published. */
class RulesTest {
  private static final Bounds BOUNDS = Bounds.current();
  private static final LotId LOT = lot("l");

  private static @Nullable Rounded written(@Nullable String number) {
    return number == null ? null : Rounded.of(number);
  }

  private static Finding arithmetic(
      @Nullable String mass,
      @Nullable String grade,
      @Nullable String recovery,
      @Nullable String contained) {
    return SameLotArithmetic.judge(
        "the ore",
        List.of(
            new SameLotArithmetic.Factor("mass", written(mass)),
            new SameLotArithmetic.Factor("grade", written(grade)),
            new SameLotArithmetic.Factor("recovery", written(recovery))),
        written(contained),
        BOUNDS.sameLot(),
        List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "446.2, 0.2401, 1.0000, 107.2, PASS", // La Caridad 2019, copper concentrate, kt
    "18.8, 0.5426, 1.0000, 10.2, PASS", // La Caridad 2019, molybdenum concentrate
    "5440, 0.040, 0.94, 203.96, PASS", // Tenke Fungurume 2015, copper
    "446.2, 0.2401, 1.0000, 112.5, WARN",
    "446.2, 0.2401, 1.0000, 214.4, FAIL",
    "16.014, , , 1, UNKNOWN", // Tenke Fungurume 2015, cobalt: no grade, no recovery
    "16.014, 0.003, 0.5, , UNKNOWN",
  })
  void massTimesGradeIsWhatIsContained(
      String mass, String grade, String recovery, String contained, Check.Result expected) {
    Finding found = arithmetic(mass, grade, recovery, contained);

    assertThat(found.result()).as(found.sentence()).isEqualTo(expected);
    assertThat(found.id()).isEqualTo("C1");
    assertThat(found.missing().isEmpty()).isEqualTo(expected != Check.Result.UNKNOWN);
  }

  @Test
  void aRoughNumberIsNotJudgedAsIfItWereSharp() {
    assertThat(arithmetic("100", "0.1", "1", "11").result()).isEqualTo(Check.Result.PASS);
    assertThat(arithmetic("100.0", "0.1000", "1.000", "11.00").result())
        .isEqualTo(Check.Result.WARN);
  }

  @Test
  void whatIsMissingIsNamed() {
    Finding found = arithmetic("16.014", null, "0.5", "1");

    assertThat(found.missing()).containsExactly("the grade of the ore");
    assertThat(found.sentence()).contains("no statement gives the grade of the ore");
  }

  @ParameterizedTest
  @CsvSource({"1000, 1000, PASS", "1000, 1001, FAIL", "1000, 1, PASS"})
  void notMoreThanWasIssuedIsConsumed(long issued, long consumed, Check.Result expected) {
    assertThat(Consumed.judge(LOT, issued, consumed, List.of()).result()).isEqualTo(expected);
  }

  private static Rounded exact(String number) {
    return Rounded.exact(new BigDecimal(number));
  }

  private static MetalBalance.Metal metal(
      String metal, String in, String out, String lost, boolean isComplete, String... unanalysed) {
    return new MetalBalance.Metal(
        metal, exact(in), isComplete, exact(out), exact(lost), List.of(unanalysed), true, false);
  }

  private static Finding balance(MetalBalance.Metal metal, String process) {
    return MetalBalance.judge(
        process + " at Works",
        metal,
        BOUNDS.closing(),
        BOUNDS.recovery(metal.metal(), process),
        List.of());
  }

  @ParameterizedTest
  @CsvSource({
    // Tenke Fungurume 2015: 217.6 kt of copper in the ore, 204.5 by the stated recovery of 94 %.
    "217600, 204500, 13100, PASS",
    "217600, 204500, 0, WARN",
    "217600, 203960, 13100, PASS",
    "217600, 6528, 0, FAIL",
    "217600, 244000, 0, FAIL",
    "217600, 226000, 0, WARN",
  })
  void theMetalOfAStepClosesOrSaysWhatDoesNot(
      String in, String out, String lost, Check.Result expected) {
    Finding found = balance(metal("Cu", in, out, lost, true), "leaching");

    assertThat(found.result()).as(found.sentence()).isEqualTo(expected);
    assertThat(found.id()).isEqualTo("C3");
    assertThat(found.numbers())
        .extracting(Check.Figure::name)
        .containsExactly("Cu in", "Cu out", "Cu lost");
  }

  @Test
  void whatATailingWithoutAGradeMayHoldIsUnknownAndNamed() {
    Finding found = balance(metal("Cu", "100", "3", "0", true, "the tailings"), "leaching");

    assertThat(found.result()).isEqualTo(Check.Result.UNKNOWN);
    assertThat(found.missing()).containsExactly("the grade of Cu in the tailings");
    assertThat(found.sentence()).contains("97.0 % of it went where no statement says");
  }

  @Test
  void whatARouteUsuallyLosesNeedsNoAnalysedTailings() {
    assertThat(balance(metal("Cu", "100", "88", "0", true, "the tailings"), "flotation").result())
        .isEqualTo(Check.Result.PASS);
    assertThat(balance(metal("Cu", "100", "30", "0", true), "flotation").result())
        .isEqualTo(Check.Result.FAIL);
  }

  private static Check.Result recovery(String metal, String in, String out, String process) {
    return Recovery.judge(
            process,
            process + " at Works",
            metal(metal, in, out, "0", true),
            BOUNDS.recovery(metal, process),
            BOUNDS.closing(),
            List.of())
        .result();
  }

  @ParameterizedTest
  @CsvSource({
    "Cu, 100, 88, flotation, PASS",
    "Cu, 100, 60, flotation, WARN",
    "Cu, 100, 99, flotation, WARN",
    "Cu, 100, 3, flotation, FAIL",
    "Cu, 100, 168, flotation, FAIL", // a published "recovery" of 1.68
    "Li, 100, 70, flotation, PASS",
    "Li, 100, 80, flotation, WARN", // more than 0.75 is questionable
    "Ni, 100, 79, concentration, PASS",
    "Co, 100, 30, flotation, UNKNOWN", // no source says
    "Cu, 0, 30, flotation, UNKNOWN",
  })
  void aRouteRecoversWhatSuchRoutesRecover(
      String metal, String in, String out, String process, Check.Result expected) {
    assertThat(recovery(metal, in, out, process)).isEqualTo(expected);
  }

  @Test
  void aRecoveryIsNotJudgedWithoutTheGradeOfEverythingThatWentIn() {
    // La Caridad smelter 2019: 1011.4 kt of concentrate, of which its own mine gave 446.2 kt.
    Finding found =
        Recovery.judge(
            "smelting",
            "smelting at La Caridad",
            metal("Cu", "107130", "279100", "0", false),
            BOUNDS.recovery("Cu", "smelting"),
            BOUNDS.closing(),
            List.of());

    assertThat(found.result()).isEqualTo(Check.Result.UNKNOWN);
    assertThat(found.missing()).containsExactly("the grades of Cu in all that went in");
  }

  @ParameterizedTest
  @CsvSource({
    "100, 900, 800, 50, 100, 50, PASS",
    "100, 900, 800, 50, 100, 75, WARN",
    "100, 900, 800, 50, 100, 100, WARN",
    "100, 900, 800, 50, 100, 200, FAIL",
    "100, 900, 800, 50, 100, 0, WARN",
  })
  void aPeriodClosesWithWhatItsBooksGive(
      String opening,
      String receipts,
      String consumed,
      String losses,
      String sales,
      String closing,
      Check.Result expected) {
    PeriodBalance.Period period =
        new PeriodBalance.Period(
            exact(opening),
            exact(receipts),
            exact(consumed),
            exact(losses),
            exact(sales),
            exact(closing));
    assertThat(PeriodBalance.judge("Works", period, BOUNDS.closing(), List.of()).result())
        .isEqualTo(expected);
  }

  @Test
  void aPeriodBeginsWithWhatTheOneBeforeItEndedWith() {
    assertThat(contiguous("10", "10.0")).isEqualTo(Check.Result.PASS);
    assertThat(contiguous("10", "10.4")).isEqualTo(Check.Result.PASS);
    assertThat(contiguous("10.0", "10.4")).isEqualTo(Check.Result.FAIL);
    assertThat(contiguous("10", "1")).isEqualTo(Check.Result.FAIL);
  }

  private static Check.Result contiguous(String closing, String opening) {
    return PeriodBalance.judgeContiguous(
            "Works", Rounded.of(closing), Rounded.of(opening), List.of())
        .result();
  }

  private static Finding handed(Quantity issued, Quantity handed, Quantity... consumed) {
    return HandedMass.judge(LOT, issued, List.of(consumed), handed, BOUNDS.agreement(), List.of());
  }

  @Test
  void whatIsHandedOverIsWhatIsThere() {
    assertThat(handed(dry("100"), dry("100")).result()).isEqualTo(Check.Result.PASS);
    assertThat(handed(dry("100"), dry("95")).result()).isEqualTo(Check.Result.WARN);
    assertThat(handed(dry("100"), dry("3")).result()).isEqualTo(Check.Result.FAIL);
    assertThat(handed(dry("100"), dry("112")).result()).isEqualTo(Check.Result.FAIL);
    assertThat(handed(dry("100"), dry("40"), dry("60")).result()).isEqualTo(Check.Result.PASS);
    assertThat(handed(wet("100", "0.1"), dry("90")).result()).isEqualTo(Check.Result.PASS);
  }

  @Test
  void massesOnTwoBasesAreNotComparedAndBothAreNamed() {
    Finding found = handed(wet("100"), dry("90"));
    assertThat(found.result()).isEqualTo(Check.Result.UNKNOWN);
    assertThat(found.sentence()).contains("90 kg dry", "100 kg wet");
    assertThat(found.missing()).containsExactly("the moisture of what is wet");
  }

  @ParameterizedTest
  @CsvSource({
    "24.9, 24.9, , PASS",
    "24.9, 25.3, , PASS",
    "24.9, 26, , WARN",
    "24.9, 26, 1.5, PASS",
    "24.9, 17.8, 0.5, FAIL",
  })
  void aLaboratoryFindsTheGradeThatIsDeclared(
      String declared, String found, @Nullable BigDecimal uncertainty, Check.Result expected) {
    assertThat(
            AssayedGrade.judge(
                    LOT,
                    percent("Cu", declared),
                    new Assay.Result(
                        percent("Cu", found),
                        uncertainty == null ? null : uncertainty.movePointLeft(2)),
                    BOUNDS.agreement(),
                    List.of())
                .result())
        .isEqualTo(expected);
  }

  @Test
  void everyBandIsOfSomethingAndHasASource() {
    assertThat(BOUNDS.recoveries()).hasSizeGreaterThanOrEqualTo(7);
    assertThat(BOUNDS.recoveries())
        .allSatisfy(
            band -> {
              assertThat(band.source()).isNotBlank();
              assertThat(band.low()).isLessThan(band.high());
              assertThat(band.high()).isLessThanOrEqualTo(BigDecimal.ONE);
            });
    assertThat(BOUNDS.recovery("Co", "leaching")).isEqualTo(Optional.empty());
  }
}
