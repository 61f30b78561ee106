package org.assay.traceability.policy;

import static org.assay.traceability.policy.CobaltWay.MINE;
import static org.assay.traceability.policy.CobaltWay.ORE;
import static org.assay.traceability.policy.CobaltWay.REFINERY;
import static org.assay.traceability.testing.Say.CD;
import static org.assay.traceability.testing.Say.FI;
import static org.assay.traceability.testing.Say.HAPPENED;
import static org.assay.traceability.testing.Say.ZM;
import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.transferAt;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.assay.attestation.About;
import org.assay.attestation.Did;
import org.assay.attestation.DueDiligenceReport;
import org.assay.attestation.DueDiligenceStep;
import org.assay.attestation.Facility;
import org.assay.attestation.IssueState;
import org.assay.attestation.Mineral;
import org.assay.attestation.PaymentDisclosure;
import org.assay.attestation.RedFlagKind;
import org.assay.attestation.StepStatus;
import org.assay.traceability.trace.Check;
import org.assay.traceability.trace.Finding;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rule E3: what a conflict-affected or high-risk area on the way asks to be told. */
class ConflictAreasTest {
  static final String LIST =
      """
      {"cahraList": "Test list", "cahraVersion": "2026-1", "cahraCountries": ["CD"],
       "reportAgeMonths": "12"}
      """;
  private static final DueDiligenceReport.CahraList SAME =
      new DueDiligenceReport.CahraList("Test list", "2026-1");

  private final CobaltWay way = CobaltWay.whole();

  static PaymentDisclosure royalty(Did payer, About about, String from, String to) {
    return new PaymentDisclosure(
        about,
        payer,
        "Treasury",
        "royalty",
        BigDecimal.TEN,
        "USD",
        LocalDate.parse(from),
        LocalDate.parse(to));
  }

  static DueDiligenceReport report(
      Did operator,
      Facility site,
      StepStatus status,
      DueDiligenceReport.CahraList list,
      @Nullable Did verifier,
      DueDiligenceReport.RedFlag... flags) {
    return new DueDiligenceReport(
        operator,
        List.of(site),
        Set.of(Mineral.COBALT),
        LocalDate.parse("2026-01-01"),
        LocalDate.parse("2026-10-31"),
        Arrays.stream(DueDiligenceStep.values())
            .map(step -> new DueDiligenceReport.Step(step, status))
            .toList(),
        List.of(flags),
        list,
        null,
        verifier);
  }

  private void bothReport() {
    way.says(report(way.miner.did(), MINE, StepStatus.IMPLEMENTED, SAME, null));
    way.says(report(way.refiner.did(), REFINERY, StepStatus.IMPLEMENTED, SAME, null));
  }

  private void minePays() {
    way.says(royalty(way.miner.did(), new About.OfFacility(MINE), "2026-10-01", "2026-10-31"));
  }

  @Test
  void allThatIsAskedIsTold() {
    bothReport();
    minePays();
    Finding finding = way.judge("E3", LIST);
    assertThat(finding.result()).isEqualTo(Check.Result.PASS);
    assertThat(finding.used()).hasSize(7);
    assertThat(finding.sentence()).contains("Test list 2026-1");
  }

  @Test
  void aPaymentForTheLotItselfIsAsGood() {
    bothReport();
    way.says(
        royalty(
            way.miner.did(), new About.OfLot(ORE, Mineral.COBALT, CD), "2026-10-31", "2026-11-30"));
    assertThat(way.judge("E3", LIST).result()).isEqualTo(Check.Result.PASS);
  }

  @Test
  void missingPaymentsAreNamed() {
    bothReport();
    way.says(royalty(way.miner.did(), new About.OfFacility(MINE), "2026-11-01", "2026-11-30"));
    Finding finding = way.judge("E3", LIST);
    assertThat(finding.result()).isEqualTo(Check.Result.UNKNOWN);
    assertThat(finding.missing()).singleElement().asString().contains("paid").contains("The mine");
  }

  @Test
  void whoeverDoesNotReportIsNamed() {
    minePays();
    way.says(report(way.miner.did(), MINE, StepStatus.IMPLEMENTED, SAME, null));
    Finding finding = way.judge("E3", LIST);
    assertThat(finding.result()).isEqualTo(Check.Result.UNKNOWN);
    assertThat(finding.missing()).singleElement().asString().contains("The refinery");
  }

  @Test
  void aStepThatIsNotCarriedOutFailsAndOneInPartIsPointedOut() {
    bothReport();
    minePays();
    way.says(report(way.refiner.did(), REFINERY, StepStatus.PARTIAL, SAME, null));
    assertThat(way.judge("E3", LIST).result()).isEqualTo(Check.Result.WARN);
    way.says(report(way.refiner.did(), REFINERY, StepStatus.NOT_IMPLEMENTED, SAME, null));
    assertThat(way.judge("E3", LIST).result()).isEqualTo(Check.Result.FAIL);
  }

  @Test
  void anOpenRedFlagFailsUnlessSomethingIsDoneAboutIt() {
    bothReport();
    minePays();
    way.says(
        report(
            way.refiner.did(),
            REFINERY,
            StepStatus.IMPLEMENTED,
            SAME,
            null,
            new DueDiligenceReport.RedFlag(
                RedFlagKind.LOCATION, "Armed men at the road.", IssueState.OPEN, "Another road.")));
    assertThat(way.judge("E3", LIST).result()).isEqualTo(Check.Result.PASS);
    way.says(
        report(
            way.refiner.did(),
            REFINERY,
            StepStatus.IMPLEMENTED,
            SAME,
            null,
            new DueDiligenceReport.RedFlag(
                RedFlagKind.LOCATION, "Armed men at the road.", IssueState.OPEN, null)));
    Finding finding = way.judge("E3", LIST);
    assertThat(finding.result()).isEqualTo(Check.Result.FAIL);
    assertThat(finding.sentence()).contains("Armed men at the road.");
  }

  @Test
  void aReportByAnotherListIsPointedOut() {
    bothReport();
    minePays();
    way.says(
        report(
            way.refiner.did(),
            REFINERY,
            StepStatus.IMPLEMENTED,
            new DueDiligenceReport.CahraList("Test list", "2025-1"),
            null));
    Finding finding = way.judge("E3", LIST);
    assertThat(finding.result()).isEqualTo(Check.Result.WARN);
    assertThat(finding.sentence()).contains("Test list 2025-1");
  }

  @Test
  void nothingMoreIsAskedOutsideTheAreas() {
    Finding finding = way.judge("E3", LIST.replace("\"CD\"", "\"ZM\""));
    assertThat(finding.result()).isEqualTo(Check.Result.PASS);
    assertThat(finding.sentence()).contains("CD only");
  }

  @Test
  void anAreaThatIsOnlyPassedThroughCounts() {
    CobaltWay far = CobaltWay.shippedTo(FI, List.of(CD, ZM, FI));
    Finding finding = far.judge("E3", LIST.replace("\"CD\"", "\"ZM\""));
    assertThat(finding.result()).isEqualTo(Check.Result.UNKNOWN);
    assertThat(finding.missing()).hasSize(3);
    assertThat(finding.sentence()).contains("Zambia");
  }

  @Test
  void aRouteThatNobodyTellsMayHavePassedAnywhere() {
    CobaltWay far = CobaltWay.shippedTo(FI, List.of());
    Finding finding = far.judge("E3", LIST.replace("\"CD\"", "\"ZM\""));
    assertThat(finding.result()).isEqualTo(Check.Result.UNKNOWN);
    assertThat(finding.missing()).singleElement().asString().contains("the route of");
  }

  @Test
  void aMineThatIsNotKnownMayBeAnywhere() {
    Finding finding = CobaltWay.withoutMine().judge("E3", LIST.replace("\"CD\"", "\"ZM\""));
    assertThat(finding.result()).isEqualTo(Check.Result.UNKNOWN);
  }

  @Test
  void aCustodianWhoDoesNotConfirmLeavesAGap() {
    bothReport();
    minePays();
    way.exchange.accept(
        way.refiner,
        transferAt(
            CobaltWay.HYDROXIDE,
            way.refiner.did(),
            way.miner.did(),
            dry("300"),
            HAPPENED.plusSeconds(60)));
    Finding finding = way.judge("E3", LIST);
    assertThat(finding.result()).isEqualTo(Check.Result.UNKNOWN);
    assertThat(finding.missing()).anyMatch(each -> each.startsWith("who held a lot"));
  }
}
