package org.assay.traceability.policy;

import static org.assay.traceability.testing.Say.percent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.util.List;
import org.assay.attestation.Assay;
import org.assay.attestation.Mineral;
import org.assay.attestation.RejectedException;
import org.assay.attestation.quantity.Grade;
import org.assay.attestation.quantity.MassBasis;
import org.assay.traceability.trace.Check;
import org.assay.traceability.trace.Finding;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rule E4: the purity that a laboratory finds. */
class PurityTest {
  private static final String TABLE =
      """
      {"purities": [
         {"mineral": "graphite", "analytes": ["C"], "least": "0.999"},
         {"mineral": "rare-earths", "forms": ["neodymium-praseodymium-oxide"],
          "analytes": ["NdPrOxide", "Nd2O3+Pr6O11"], "least": "0.99"}],
       "unverified": [{"mineral": "cobalt", "text": "cobalt sulfate, or 99.6 %"}]}
      """;

  private static Assay.Result found(String analyte, String percent, @Nullable String uncertainty) {
    return new Assay.Result(
        percent(analyte, percent), uncertainty == null ? null : new BigDecimal(uncertainty));
  }

  private static Finding judgeGraphite(Assay.Result... results) {
    ProductWay way = new ProductWay(Mineral.GRAPHITE, "purified");
    way.analysed(way.laboratory, results);
    return way.judge("E4", TABLE);
  }

  @Test
  void whatIsPureBeyondDoubtPasses() {
    Finding finding = judgeGraphite(found("C", "99.95", "0.0002"));
    assertThat(finding.result()).isEqualTo(Check.Result.PASS);
    assertThat(finding.used()).hasSize(2);
    assertThat(finding.numbers())
        .extracting(Check.Figure::value)
        .usingElementComparator(BigDecimal::compareTo)
        .containsExactly(new BigDecimal("0.999"), new BigDecimal("0.9995"));
  }

  @Test
  void whatIsTooImpureBeyondDoubtFails() {
    Finding finding = judgeGraphite(found("C", "99.5", "0.002"));
    assertThat(finding.result()).isEqualTo(Check.Result.FAIL);
    assertThat(finding.sentence()).contains("found 99.5 %").contains("99.9 % are asked");
  }

  @Test
  void whatTheLaboratoryCannotTellApartIsNotKnown() {
    assertThat(judgeGraphite(found("C", "99.95", "0.001")).result())
        .isEqualTo(Check.Result.UNKNOWN);
    Finding finding = judgeGraphite(found("C", "99.85", "0.001"));
    assertThat(finding.result()).isEqualTo(Check.Result.UNKNOWN);
    assertThat(finding.missing()).singleElement().asString().contains("± 0.1 %");
  }

  @Test
  void aFindingWithoutUncertaintyIsPointedOut() {
    assertThat(judgeGraphite(found("C", "99.9", null)).result()).isEqualTo(Check.Result.WARN);
    assertThat(judgeGraphite(found("C", "99.89", null)).result()).isEqualTo(Check.Result.FAIL);
  }

  @Test
  void aDeclaredGradeIsNotEnoughWhoeverAnalysedIt() {
    ProductWay way = new ProductWay(Mineral.GRAPHITE, "purified", percent("C", "99.99"));
    Finding finding = way.judge("E4", TABLE);
    assertThat(finding.result()).isEqualTo(Check.Result.UNKNOWN);
    assertThat(finding.missing()).singleElement().asString().contains("an assay of");
    way.analysed(way.producer, found("C", "99.99", "0.0001"));
    assertThat(way.judge("E4", TABLE).result()).isEqualTo(Check.Result.UNKNOWN);
  }

  @Test
  void anotherAnalyteOrBasisDoesNotTell() {
    assertThat(judgeGraphite(found("Si", "0.01", "0.0001")).result())
        .isEqualTo(Check.Result.UNKNOWN);
    assertThat(
            judgeGraphite(
                    new Assay.Result(
                        Grade.percent("C", "99.99", MassBasis.WET), new BigDecimal("0.0001")))
                .result())
        .isEqualTo(Check.Result.UNKNOWN);
  }

  @Test
  void analytesThatCountTogetherAreAddedUp() {
    ProductWay way = new ProductWay(Mineral.RARE_EARTHS, "neodymium-praseodymium-oxide");
    way.analysed(way.laboratory, found("Nd2O3", "74.5", "0.001"));
    assertThat(way.judge("E4", TABLE).result()).isEqualTo(Check.Result.UNKNOWN);
    way.analysed(way.laboratory, found("Nd2O3", "74.5", "0.001"), found("Pr6O11", "24.8", "0.001"));
    Finding finding = way.judge("E4", TABLE);
    assertThat(finding.result()).isEqualTo(Check.Result.PASS);
    assertThat(finding.sentence()).contains("at least 99 % pure");
  }

  @Test
  void ofSeveralFindingsTheOneThatFailsCounts() {
    ProductWay way = new ProductWay(Mineral.GRAPHITE, "purified");
    way.analysed(way.laboratory, found("C", "99.95", "0.0002"));
    way.analysed(way.laboratory, found("C", "99.8", "0.0002"));
    assertThat(way.judge("E4", TABLE).result()).isEqualTo(Check.Result.FAIL);
  }

  @Test
  void whatNobodyReadAtTheSourceIsNotKnownHoweverPure() {
    ProductWay way = new ProductWay(Mineral.COBALT, "metal");
    way.analysed(way.laboratory, found("Co", "99.99", "0.0001"));
    Finding finding = way.judge("E4", TABLE);
    assertThat(finding.result()).isEqualTo(Check.Result.UNKNOWN);
    assertThat(finding.missing())
        .isEqualTo(List.of("a verified purity of cobalt: cobalt sulfate, or 99.6 %"));
  }

  @Test
  void analytesThatCannotBeAreRefusedWithTheirPlace() {
    assertThatExceptionOfType(RejectedException.class)
        .isThrownBy(() -> CobaltWay.rule("E4", TABLE.replace("Nd2O3+", "Nd2O3+ ")))
        .satisfies(
            e -> assertThat(e.rejection().pointer()).isEqualTo("/parameters/purities/1/analytes"));
  }

  @Test
  void aFormThatTheTableDoesNotHaveIsNotKnown() {
    Finding finding = new ProductWay(Mineral.RARE_EARTHS, "carbonate").judge("E4", TABLE);
    assertThat(finding.result()).isEqualTo(Check.Result.UNKNOWN);
    assertThat(finding.missing()).singleElement().asString().contains("as carbonate");
  }
}
