package org.assay.traceability.policy;

import static org.assay.traceability.policy.CobaltWay.MINE;
import static org.assay.traceability.policy.CobaltWay.REFINERY;
import static org.assay.traceability.testing.Say.dry;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.assay.attestation.Facility;
import org.assay.attestation.MassBalanceStatement;
import org.assay.attestation.Mineral;
import org.assay.traceability.trace.Check;
import org.assay.traceability.trace.Finding;
import org.junit.jupiter.api.Test;

/** Rule C6 in a policy: the books of each facility that processed a lot. */
class PeriodVarianceTest {
  private static final String TENTH_OF_CLOSING =
      """
      {"limit": "0.10", "denominator": "closing", "maxAgeMonths": "12"}
      """;

  private final CobaltWay way = CobaltWay.whole();

  /** Books that give 200 kg at the end. */
  private void states(Facility facility, Mineral mineral, String from, String to, String closing) {
    way.says(
        new MassBalanceStatement(
            facility,
            way.refiner.did(),
            mineral,
            LocalDate.parse(from),
            LocalDate.parse(to),
            dry("100"),
            dry("1000"),
            dry("800"),
            dry("50"),
            dry("50"),
            dry(closing),
            List.of()));
  }

  private void refineryStates(String closing) {
    states(REFINERY, Mineral.COBALT, "2026-11-01", "2026-11-20", closing);
  }

  @Test
  void booksThatCloseWithinTheLimitPass() {
    refineryStates("220");
    Finding finding = way.judge("C6", TENTH_OF_CLOSING);
    assertThat(finding.result()).isEqualTo(Check.Result.PASS);
    assertThat(finding.numbers())
        .extracting(figure -> figure.value().toPlainString())
        .containsExactly("200", "220", "220", "0.1");
    assertThat(finding.used()).hasSize(2);
  }

  @Test
  void booksThatDoNotCloseFail() {
    refineryStates("223");
    Finding finding = way.judge("C6", TENTH_OF_CLOSING);
    assertThat(finding.result()).isEqualTo(Check.Result.FAIL);
    assertThat(finding.sentence()).contains("223 kg").contains("200 kg").contains("The refinery");
  }

  @Test
  void aVarianceIsLessOfTheThroughputThanOfTheStock() {
    refineryStates("223");
    assertThat(way.judge("C6", TENTH_OF_CLOSING.replace("closing", "throughput")).result())
        .isEqualTo(Check.Result.PASS);
  }

  @Test
  void aFacilityWithoutBooksIsNamedAndAMineNeedsNone() {
    states(MINE, Mineral.COBALT, "2026-11-01", "2026-11-20", "500");
    Finding finding = way.judge("C6", TENTH_OF_CLOSING);
    assertThat(finding.result()).isEqualTo(Check.Result.UNKNOWN);
    assertThat(finding.missing()).singleElement().asString().contains("The refinery");
  }

  @Test
  void booksOfAnotherMineralOrALaterTimeDoNotCount() {
    states(REFINERY, Mineral.COPPER, "2026-11-01", "2026-11-20", "200");
    states(REFINERY, Mineral.COBALT, "2026-11-02", "2026-11-20", "200");
    assertThat(way.judge("C6", TENTH_OF_CLOSING).result()).isEqualTo(Check.Result.UNKNOWN);
  }

  @Test
  void theNewestBooksBeforeCountWhereNoneCoverTheDay() {
    states(REFINERY, Mineral.COBALT, "2025-10-01", "2025-10-31", "200");
    assertThat(way.judge("C6", TENTH_OF_CLOSING).result()).isEqualTo(Check.Result.UNKNOWN);
    states(REFINERY, Mineral.COBALT, "2026-08-01", "2026-08-31", "500");
    assertThat(way.judge("C6", TENTH_OF_CLOSING).result()).isEqualTo(Check.Result.FAIL);
    states(REFINERY, Mineral.COBALT, "2026-09-01", "2026-09-30", "200");
    assertThat(way.judge("C6", TENTH_OF_CLOSING).result()).isEqualTo(Check.Result.PASS);
  }
}
