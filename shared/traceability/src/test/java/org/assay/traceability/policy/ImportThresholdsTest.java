package org.assay.traceability.policy;

import static org.assay.traceability.testing.Say.CD;
import static org.assay.traceability.testing.Say.FI;
import static org.assay.traceability.testing.Say.HAPPENED;
import static org.assay.traceability.testing.Say.dry;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.assay.attestation.CustodyTransfer;
import org.assay.attestation.Did;
import org.assay.attestation.DueDiligenceReport;
import org.assay.attestation.DueDiligenceStep;
import org.assay.attestation.Mineral;
import org.assay.attestation.StepStatus;
import org.assay.traceability.trace.Check;
import org.assay.traceability.trace.Finding;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rule E6: imports that are in scope by their mass in a year. */
class ImportThresholdsTest {
  private static final String RULE =
      """
      {"importsInto": ["FI", "DE"], "reportAgeMonths": "12",
       "thresholds": [{"code": "26090000", "name": "tin ores", "kilograms": "5000"}],
       "unverified": [{"code": "26159000", "name": "tantalum ores"}]}
      """;

  private final ProductWay way = new ProductWay(Mineral.TIN, "concentrate");

  private void importerReports(StepStatus status, @Nullable Did verifier) {
    way.exchange.accept(
        way.exchange.congo,
        new DueDiligenceReport(
            way.importer.did(),
            List.of(CobaltWay.REFINERY),
            Set.of(Mineral.TIN),
            LocalDate.parse("2026-01-01"),
            LocalDate.parse("2026-11-23"),
            Arrays.stream(DueDiligenceStep.values())
                .map(step -> new DueDiligenceReport.Step(step, status))
                .toList(),
            List.of(),
            new DueDiligenceReport.CahraList("Test list", "2026-1"),
            null,
            verifier));
  }

  @Test
  void aLotThatStaysOutsideIsNotAsked() {
    assertThat(way.judge("E6", RULE).result()).isEqualTo(Check.Result.PASS);
  }

  @Test
  void belowTheThresholdTheOtherImportsOfTheYearAreMissing() {
    way.imported("CD-1", "2609", "4999");
    Finding finding = way.judge("E6", RULE);
    assertThat(finding.result()).isEqualTo(Check.Result.UNKNOWN);
    assertThat(finding.missing())
        .singleElement()
        .asString()
        .contains("the other imports")
        .contains("did:web:importer.example) in 2026")
        .contains("4999 kg");
  }

  @Test
  void importsOfOneYearAddUp() {
    way.imported("CD-1", "2609.00", "3000");
    way.imported("CD-2", "2609.00.00", "2000");
    Finding finding = way.judge("E6", RULE);
    assertThat(finding.missing()).singleElement().asString().contains("are in scope");
    assertThat(finding.numbers())
        .extracting(figure -> figure.value().toPlainString())
        .containsExactly("5000", "5000");
  }

  @Test
  void anImporterInScopeThatReportsPasses() {
    way.imported("CD-1", "2609", "6000");
    importerReports(StepStatus.IMPLEMENTED, null);
    assertThat(way.judge("E6", RULE).missing()).singleElement().asString().contains("third party");
    importerReports(StepStatus.IMPLEMENTED, new Did("did:web:auditor.example"));
    assertThat(way.judge("E6", RULE).result()).isEqualTo(Check.Result.PASS);
  }

  @Test
  void anImporterInScopeWhoseDueDiligenceIsNotCarriedOutFails() {
    way.imported("CD-1", "2609", "6000");
    importerReports(StepStatus.NOT_IMPLEMENTED, new Did("did:web:auditor.example"));
    assertThat(way.judge("E6", RULE).result()).isEqualTo(Check.Result.FAIL);
  }

  @Test
  void whoeverReportsNeedNotBeAskedForTheSumOfTheYear() {
    way.imported("CD-1", "2609", "1");
    importerReports(StepStatus.IMPLEMENTED, new Did("did:web:auditor.example"));
    assertThat(way.judge("E6", RULE).result()).isEqualTo(Check.Result.PASS);
  }

  @Test
  void aThresholdThatNobodyReadIsNotKnownHoweverMuchComes() {
    way.imported("CD-1", "2615.90.00", "6000");
    Finding finding = way.judge("E6", RULE);
    assertThat(finding.result()).isEqualTo(Check.Result.UNKNOWN);
    assertThat(finding.missing()).singleElement().asString().contains("a verified threshold");
  }

  @Test
  void aCodeThatMayBeSeveralGoodsIsNotEnough() {
    String two = RULE.replace("\"26159000\"", "\"26091000\"");
    way.imported("CD-1", "2609", "6000");
    Finding finding = way.judge("E6", two);
    assertThat(finding.missing()).singleElement().asString().contains("2609 may be several");
  }

  @Test
  void otherGoodsDoNotCount() {
    way.imported("CD-1", "2603", "6000");
    assertThat(way.judge("E6", RULE).result()).isEqualTo(Check.Result.PASS);
  }

  @Test
  void aTransferIntoTheUnionWithoutAConfirmationIsNotKnown() {
    way.exchange.accept(
        way.producer,
        new CustodyTransfer(
            ProductWay.PRODUCT,
            Mineral.TIN,
            way.producer.did(),
            way.importer.did(),
            dry("6000"),
            CD,
            FI,
            HAPPENED.plusSeconds(60),
            null,
            null,
            List.of(CD, FI)));
    Finding finding = way.judge("E6", RULE);
    assertThat(finding.result()).isEqualTo(Check.Result.UNKNOWN);
    assertThat(finding.missing())
        .containsExactly("a confirmation of the import of urn:test:lot:product");
  }
}
