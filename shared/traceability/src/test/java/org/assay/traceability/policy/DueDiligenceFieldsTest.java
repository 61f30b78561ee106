package org.assay.traceability.policy;

import static org.assay.traceability.policy.CobaltWay.MINE;
import static org.assay.traceability.policy.CobaltWay.REFINERY;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assay.attestation.About;
import org.assay.attestation.Did;
import org.assay.attestation.DueDiligenceReport;
import org.assay.attestation.Mineral;
import org.assay.attestation.StepStatus;
import org.assay.traceability.trace.Check;
import org.assay.traceability.trace.Finding;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rule E5: the items of a due diligence system. */
class DueDiligenceFieldsTest {
  private final CobaltWay way = CobaltWay.whole();

  private static String asked(boolean isUnverified, String country) {
    return """
        {"items": [%s], "cahraItems": [%s], "cahraList": "Test list", "cahraVersion": "2026-1",
         "cahraCountries": ["%s"], "reportAgeMonths": "12"}
        """
        .formatted(
            items(
                isUnverified,
                "description",
                "supplier",
                "country-of-origin",
                "transactions",
                "quantity",
                "verification"),
            items(isUnverified, "mine", "places", "payments"),
            country);
  }

  private static String items(boolean isUnverified, String... codes) {
    return Stream.of(codes)
        .map(code -> "{\"item\": \"%s\", \"unverified\": %s}".formatted(code, isUnverified))
        .collect(Collectors.joining(", "));
  }

  private void refinerReports(@Nullable Did verifier) {
    way.says(
        ConflictAreasTest.report(
            way.refiner.did(),
            REFINERY,
            StepStatus.IMPLEMENTED,
            new DueDiligenceReport.CahraList("Test list", "2026-1"),
            verifier));
  }

  private void minePays() {
    way.says(
        ConflictAreasTest.royalty(
            way.miner.did(), new About.OfFacility(MINE), "2026-10-01", "2026-10-31"));
  }

  @Test
  void allItemsThatWereVerifiedPass() {
    refinerReports(new Did("did:web:auditor.example"));
    Finding finding = way.judge("E5", asked(false, "ZM"));
    assertThat(finding.result()).isEqualTo(Check.Result.PASS);
    assertThat(finding.sentence()).contains("all 6 items");
    assertThat(finding.numbers())
        .extracting(Check.Figure::name)
        .containsExactly(
            "description",
            "supplier",
            "country-of-origin",
            "transactions",
            "quantity",
            "verification");
  }

  @Test
  void allItemsOfATextThatNobodyReadAreNotKnown() {
    refinerReports(new Did("did:web:auditor.example"));
    Finding finding = way.judge("E5", asked(true, "ZM"));
    assertThat(finding.result()).isEqualTo(Check.Result.UNKNOWN);
    assertThat(finding.missing()).singleElement().asString().contains("not read at its source");
    assertThat(finding.numbers()).extracting(Check.Figure::value).containsOnly(BigDecimal.ONE);
  }

  @Test
  void anItemThatLacksFailsEvenOfATextThatNobodyRead() {
    refinerReports(null);
    Finding finding = way.judge("E5", asked(true, "ZM"));
    assertThat(finding.result()).isEqualTo(Check.Result.FAIL);
    assertThat(finding.sentence()).contains("third party").contains("The refinery");
    assertThat(finding.numbers())
        .filteredOn(figure -> figure.value().signum() == 0)
        .extracting(Check.Figure::name)
        .containsExactly("verification");
  }

  @Test
  void moreIsAskedOfWhatWasMinedInAnArea() {
    refinerReports(new Did("did:web:auditor.example"));
    Finding finding = way.judge("E5", asked(false, "CD"));
    assertThat(finding.result()).isEqualTo(Check.Result.FAIL);
    assertThat(finding.sentence()).contains("paid to governments");
    minePays();
    assertThat(way.judge("E5", asked(false, "CD")).sentence())
        .contains("all 9 items")
        .contains("Test list 2026-1");
    assertThat(way.judge("E5", asked(false, "CD")).result()).isEqualTo(Check.Result.PASS);
  }

  @Test
  void aWayThatBeginsNowhereLacksItsOriginAndItsTransactions() {
    CobaltWay cut = CobaltWay.withoutMine();
    Finding finding = cut.judge("E5", asked(false, "ZM"));
    assertThat(finding.result()).isEqualTo(Check.Result.FAIL);
    assertThat(finding.numbers())
        .filteredOn(figure -> figure.value().signum() == 0)
        .extracting(Check.Figure::name)
        .containsExactly("country-of-origin", "transactions", "verification");
  }

  @Test
  void aLotWithoutGradesLacksItsQuantity() {
    ProductWay product = new ProductWay(Mineral.LITHIUM, "carbonate");
    assertThat(product.judge("E5", asked(false, "ZM")).numbers())
        .filteredOn(figure -> figure.value().signum() == 0)
        .extracting(Check.Figure::name)
        .containsExactly("quantity", "verification");
  }
}
