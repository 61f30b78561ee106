package org.assay.traceability.assurance;

import static org.assay.traceability.assurance.Chain.METAL;
import static org.assay.traceability.assurance.Chain.ORE;
import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.input;
import static org.assay.traceability.testing.Say.lot;
import static org.assay.traceability.testing.Say.output;
import static org.assay.traceability.testing.Say.percent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.assay.attestation.AssessmentLevel;
import org.assay.attestation.AssessorLevel;
import org.assay.attestation.LotId;
import org.assay.attestation.Mineral;
import org.assay.traceability.origin.Stage;
import org.assay.traceability.trace.Check.Result;
import org.assay.traceability.trace.Finding;
import org.assay.traceability.trace.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether the facilities in a chain have the certificates that are asked for. */
class EsgConformanceTest {
  private static final EsgRequirement.Scheme IRMA =
      new EsgRequirement.Scheme(
          "IRMA", List.of("IRMA Transparency", "IRMA 50", "IRMA 75", "IRMA 100"), "IRMA 50");
  private static final EsgRequirement.Scheme CMSI =
      new EsgRequirement.Scheme("CMSI", List.of("Foundational", "Good", "Leading"), "Good");
  private static final EsgRequirement ASKED =
      new EsgRequirement(
          List.of(IRMA, CMSI),
          AssessorLevel.THIRD_PARTY,
          AssessmentLevel.ACCREDITED,
          EnumSet.of(Stage.MINED, Stage.REFINED));

  private final Chain chain = new Chain();

  private Finding judge(LotId lot) {
    Trace trace = chain.trace(lot);
    return EsgConformance.judge(trace, FacilityEvidence.of(trace), ASKED);
  }

  private void assertFound(LotId lot, Result result) {
    Finding finding = judge(lot);
    assertThat(finding.result()).as(finding.sentence()).isEqualTo(result);
  }

  @Test
  void everyFacilityOfTheNamedStagesHasToHaveACertificate() {
    chain.refined(null);
    chain.certify(Site.certificate("mine"));
    Finding half = judge(METAL);
    assertThat(half.result()).isEqualTo(Result.UNKNOWN);
    assertThat(half.missing())
        .containsExactly("a certificate that is asked for, The plant (CD), refined");

    chain.certify(Site.certificate("plant").forStages("refined").by("CMSI", "Good"));
    Finding all = judge(METAL);
    assertThat(all.result()).isEqualTo(Result.PASS);
    assertThat(all.used()).hasSize(2);
    assertThat(all.sentence())
        .isEqualTo(
            "The mine (CD), mined: IRMA 1.0 IRMA 75 (3rdParty, Accredited), "
                + "The plant (CD), refined: CMSI 1.0 Good (3rdParty, Accredited)");
  }

  @ParameterizedTest
  @CsvSource({
    "IRMA, IRMA 50, THIRD_PARTY, ACCREDITED, PASS",
    "IRMA, IRMA 100, THIRD_PARTY, GOVERNMENT_APPROVAL, PASS",
    "IRMA, IRMA Transparency, THIRD_PARTY, ACCREDITED, UNKNOWN",
    "IRMA, Gold, THIRD_PARTY, ACCREDITED, UNKNOWN",
    "IRMA, IRMA 75, MEMBERSHIP, ACCREDITED, UNKNOWN",
    "IRMA, IRMA 75, THIRD_PARTY, VERIFIED, UNKNOWN",
    "IRMA, IRMA 75, THIRD_PARTY, UNSPECIFIED, UNKNOWN",
    "CMSI, Leading, THIRD_PARTY, GLOBAL_MRA, PASS",
    "Copper Mark, full, THIRD_PARTY, ACCREDITED, UNKNOWN"
  })
  void schemeLevelAndAssuranceAllHaveToReachWhatIsAsked(
      String scheme, String level, AssessorLevel by, AssessmentLevel behind, Result result) {
    chain.certify(Site.certificate("mine").by(scheme, level).assessed(by, behind));
    assertFound(ORE, result);
  }

  @Test
  void aNonconformantCertificateFailsTheLotWhateverAnotherSchemeSays() {
    chain.certify(Site.certificate("mine"));
    assertFound(ORE, Result.PASS);
    chain.certify(Site.certificate("mine").by("CMSI", "Good").nonconformant());
    Finding finding = judge(ORE);
    assertThat(finding.result()).isEqualTo(Result.FAIL);
    assertThat(finding.sentence())
        .isEqualTo(
            "The mine (CD), mined: NONCONFORMANT by CMSI 1.0 Good (3rdParty, Accredited); "
                + "IRMA 1.0 IRMA 75 (3rdParty, Accredited)");
  }

  @Test
  void aNonconformantCertificateOfOtherDaysOrASchemeThatIsNotAcceptedFailsNothing() {
    chain.certify(Site.certificate("mine"));
    chain.certify(
        Site.certificate("mine")
            .by("CMSI", "Good")
            .nonconformant()
            .term("2026-11-01", "2027-11-01"));
    chain.certify(Site.certificate("mine").by("TSM", "C").nonconformant());
    assertFound(ORE, Result.PASS);
  }

  @Test
  void aCertificateThatDoesNotCountIsAsOneThatIsMissing() {
    chain.certify(Site.certificate("mine").forMineral(Mineral.COPPER));
    chain.certify(Site.certificate("mine").forStages("refined"));
    chain.certify(Site.certificate("mine").term("2025-01-01", "2026-01-01"));
    chain.certify(Site.certificate("elsewhere"));
    Finding finding = judge(ORE);
    assertThat(finding.result()).isEqualTo(Result.UNKNOWN);
    assertThat(finding.sentence()).isEqualTo("The mine (CD), mined: no certificate counts");
    assertThat(finding.used()).isEmpty();
  }

  @Test
  void stagesThatAreNotAskedAboutNeedNoCertificate() {
    chain.exchange.accept(
        chain.operator,
        Site.made(
            "plant",
            "sintering",
            null,
            output(METAL, dry("400"), percent("Co", "25")),
            input(ORE, dry("1000"))));
    chain.certify(Site.certificate("mine"));
    assertFound(METAL, Result.PASS);
  }

  @Test
  void aProcessThatTheTableOfStagesLacksMayHaveBeenOfAnyStage() {
    chain.exchange.accept(
        chain.operator,
        Site.made(
            "plant",
            "alchemy",
            null,
            output(METAL, dry("400"), percent("Co", "25")),
            input(ORE, dry("1000"))));
    chain.certify(Site.certificate("mine"));
    Finding finding = judge(METAL);
    assertThat(finding.result()).isEqualTo(Result.UNKNOWN);
    assertThat(finding.missing()).containsExactly("of which stage The plant (alchemy) is");
  }

  @Test
  void whatIsMissingUpstreamLeavesItUnknown() {
    chain.exchange.accept(
        chain.operator,
        Site.made(
            "plant",
            "refining",
            null,
            output(METAL, dry("400"), percent("Co", "25")),
            input(lot("gone"), dry("1000"))));
    chain.certify(Site.certificate("plant").forStages("refined"));
    Finding finding = judge(METAL);
    assertThat(finding.result()).isEqualTo(Result.UNKNOWN);
    assertThat(finding.missing()).containsExactly("where urn:test:lot:gone comes from");
  }

  @Test
  void aRequirementThatAsksForNothingOrForALevelThatIsNoneIsRefused() {
    assertThatThrownBy(() -> new EsgRequirement.Scheme("IRMA", List.of("a", "b"), "c"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new EsgRequirement.Scheme("IRMA", List.of("a", "a"), "a"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new EsgRequirement(
                    List.of(IRMA),
                    AssessorLevel.SELF,
                    AssessmentLevel.UNSPECIFIED,
                    Set.<Stage>of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new EsgRequirement(
                    List.of(IRMA, IRMA),
                    AssessorLevel.SELF,
                    AssessmentLevel.UNSPECIFIED,
                    Set.of(Stage.MINED)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
