package org.assay.traceability.assurance;

import static org.assay.traceability.assurance.Chain.METAL;
import static org.assay.traceability.assurance.Chain.ORE;
import static org.assay.traceability.testing.Say.HAPPENED;
import static org.assay.traceability.testing.Say.certificate;
import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.input;
import static org.assay.traceability.testing.Say.lot;
import static org.assay.traceability.testing.Say.output;
import static org.assay.traceability.testing.Say.percent;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.assay.attestation.About;
import org.assay.attestation.AssessmentLevel;
import org.assay.attestation.AssessorLevel;
import org.assay.attestation.AttestationType;
import org.assay.attestation.BlendSplit;
import org.assay.attestation.Challenge;
import org.assay.attestation.CustodyModel;
import org.assay.attestation.Incident;
import org.assay.attestation.IncidentCategory;
import org.assay.attestation.IssueState;
import org.assay.attestation.LotId;
import org.assay.attestation.Mineral;
import org.assay.attestation.Severity;
import org.assay.attestation.Transformation;
import org.assay.attestation.quantity.Rational;
import org.assay.ledger.Ref;
import org.assay.traceability.origin.CarriedShare;
import org.assay.traceability.testing.Say;
import org.assay.traceability.trace.Check.Result;
import org.assay.traceability.trace.Finding;
import org.assay.traceability.trace.Trace;
import org.assay.traceability.trace.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules F1 to F5: what they show, and that they decide no verdict. */
class AssuranceTest {
  private final Chain chain = new Chain();

  private static BigDecimal number(Finding finding, String name) {
    return finding.numbers().stream()
        .filter(figure -> figure.name().equals(name))
        .findFirst()
        .orElseThrow()
        .value();
  }

  private static void assertNumber(Finding finding, String name, String value) {
    assertThat(number(finding, name)).as(name).isEqualByComparingTo(value);
  }

  private void certifyBoth(AssessorLevel ofTheMine) {
    chain.certify(Site.certificate("mine").assessed(ofTheMine, AssessmentLevel.ACCREDITED));
    chain.certify(Site.certificate("plant").forStages("refined"));
  }

  private void blended() {
    chain.exchange.accept(chain.operator, Site.mined("pit", lot("pit"), chain.operator.did()));
    chain.exchange.accept(
        chain.operator,
        Site.made(
            "plant",
            "refining",
            CustodyModel.SEGREGATED,
            output(METAL, dry("800"), percent("Co", "25")),
            input(ORE, dry("1000")),
            input(lot("pit"), dry("1000"))));
  }

  private void exportCertified(LotId lot, String kilograms) {
    chain.exchange.accept(
        chain.exchange.congo,
        certificate(lot, Mineral.COBALT, chain.operator.did(), dry(kilograms)));
  }

  // F1

  @Test
  void whereEveryFacilityIsAssessedByAThirdPartyTheWeakestAssessorIsOne() {
    chain.refined(CustodyModel.SEGREGATED);
    certifyBoth(AssessorLevel.THIRD_PARTY);
    Finding finding = chain.finding(METAL, "F1");
    assertThat(finding.result()).isEqualTo(Result.PASS);
    assertThat(finding.used()).hasSize(2);
    assertThat(finding.missing()).isEmpty();
    assertNumber(finding, "ways", "1");
  }

  @ParameterizedTest
  @CsvSource({"SELF", "COMMERCIAL", "BUYER", "MEMBERSHIP", "UNSPECIFIED"})
  void anAssessorWhoIsNoThirdPartyIsPointedOutWithItsPlace(AssessorLevel level) {
    chain.refined(CustodyModel.SEGREGATED);
    certifyBoth(level);
    Finding finding = chain.finding(METAL, "F1");
    assertThat(finding.result()).isEqualTo(Result.WARN);
    assertThat(finding.sentence())
        .contains("the weakest assessor is " + level.code() + " (The mine (mined))");
    assertNumber(finding, "with a weaker assessor", "1");
  }

  @Test
  void aFacilityThatNobodyAssessedLeavesTheWayUnknown() {
    chain.refined(CustodyModel.SEGREGATED);
    chain.certify(Site.certificate("mine"));
    Finding finding = chain.finding(METAL, "F1");
    assertThat(finding.result()).isEqualTo(Result.UNKNOWN);
    assertThat(finding.missing()).containsExactly("an assessment that counts: The plant (refined)");
  }

  @Test
  void aNonconformantCertificateIsNoAssurance() {
    chain.certify(Site.certificate("mine").nonconformant());
    assertThat(chain.finding(ORE, "F1").result()).isEqualTo(Result.UNKNOWN);
  }

  @Test
  void ofSeveralAssessorsOfOneFacilityTheMostIndependentCounts() {
    chain.certify(
        Site.certificate("mine")
            .by("TSM", "AA")
            .assessed(AssessorLevel.SELF, AssessmentLevel.UNSPECIFIED));
    assertThat(chain.finding(ORE, "F1").result()).isEqualTo(Result.WARN);
    chain.certify(Site.certificate("mine"));
    assertThat(chain.finding(ORE, "F1").result()).isEqualTo(Result.PASS);
  }

  @Test
  void everyWayIsLookedAt() {
    blended();
    certifyBoth(AssessorLevel.THIRD_PARTY);
    Finding finding = chain.finding(METAL, "F1");
    assertThat(finding.result()).isEqualTo(Result.UNKNOWN);
    assertNumber(finding, "ways", "2");
    assertNumber(finding, "good enough", "1");
    assertNumber(finding, "not assessed throughout", "1");
    assertThat(finding.sentence()).contains("The pit (mined)");
  }

  @Test
  void aLotOfWhichNothingSaysWhereItComesFromIsAWayThatIsNotAssessed() {
    chain.exchange.accept(
        chain.operator,
        Site.made(
            "plant",
            "refining",
            null,
            output(METAL, dry("400"), percent("Co", "25")),
            input(lot("gone"), dry("1000"))));
    chain.certify(Site.certificate("plant").forStages("refined"));
    Finding finding = chain.finding(METAL, "F1");
    assertThat(finding.result()).isEqualTo(Result.UNKNOWN);
    assertThat(finding.missing())
        .containsExactly("an assessment that counts: where urn:test:lot:gone comes from");
  }

  @Test
  void aPolicyMayAskForLessAndThenLessThanThatFails() {
    chain.refined(CustodyModel.SEGREGATED);
    certifyBoth(AssessorLevel.BUYER);
    Trace trace = chain.trace(METAL);
    FacilityEvidence evidence = FacilityEvidence.of(trace);
    assertThat(WeakestAssessor.judge(trace, evidence, AssessorLevel.BUYER, Result.FAIL).result())
        .isEqualTo(Result.PASS);
    assertThat(
            WeakestAssessor.judge(trace, evidence, AssessorLevel.MEMBERSHIP, Result.FAIL).result())
        .isEqualTo(Result.FAIL);
  }

  // F2

  @ParameterizedTest
  @CsvSource({
    "SEGREGATED, PASS",
    "CONTROLLED_BLENDING, PASS",
    "MASS_BALANCE, WARN",
    "BOOK_AND_CLAIM, WARN",
    ", UNKNOWN"
  })
  void theWeakestCustodyModelIsShown(CustodyModel model, Result result) {
    chain.refined(model);
    Finding finding = chain.finding(METAL, "F2");
    assertThat(finding.result()).isEqualTo(result);
    if (model == null) {
      assertThat(finding.missing()).containsExactly("the custody model of refining at The plant");
    } else {
      assertThat(finding.sentence()).contains(model.code());
    }
  }

  @Test
  void aLotAsItWasMinedHasNoStepThatCouldMixIt() {
    assertThat(chain.finding(ORE, "F2").result()).isEqualTo(Result.PASS);
  }

  @Test
  void ofAnUnknownLotNoCustodyModelIsKnown() {
    assertThat(chain.finding(lot("nobody"), "F2").result()).isEqualTo(Result.UNKNOWN);
  }

  // F3

  @Test
  void metalIsVerifiedWhereAGovernmentVouchesForTheMassOfEveryLotOnTheWay() {
    chain.refined(CustodyModel.SEGREGATED);
    Finding none = chain.finding(METAL, "F3");
    assertThat(none.result()).isEqualTo(Result.WARN);
    assertNumber(none, "verified throughout", "0");

    exportCertified(ORE, "1000");
    Finding mined = chain.finding(METAL, "F3");
    assertThat(mined.result()).isEqualTo(Result.WARN);
    assertNumber(mined, "verified throughout", "0");
    assertNumber(mined, "verified as mined", "1");
    assertNumber(mined, "verified as it is now", "0");

    exportCertified(METAL, "400");
    Finding all = chain.finding(METAL, "F3");
    assertThat(all.result()).isEqualTo(Result.PASS);
    assertNumber(all, "verified throughout", "1");
    assertThat(all.used()).hasSize(2);
  }

  @Test
  void anAuthorityThatStatesTheOriginOfALotThatAnotherMinesVouchesForItsMass() {
    LotId tagged = lot("tagged");
    chain.exchange.accept(chain.exchange.congo, Site.mined("mine", tagged, chain.operator.did()));
    assertThat(chain.finding(tagged, "F3").result()).isEqualTo(Result.PASS);
    assertThat(chain.finding(ORE, "F3").result()).isEqualTo(Result.WARN);
  }

  @Test
  void ofABlendTheShareByContainedMetalIsVerified() {
    blended();
    exportCertified(METAL, "800");
    exportCertified(ORE, "1000");
    assertThat(share(METAL)).isEqualTo(Rational.of(1, 2));
    exportCertified(lot("pit"), "400");
    assertThat(share(METAL)).isEqualTo(Rational.of(7, 10));
  }

  private Rational share(LotId lot) {
    return VerifiedShare.throughout(chain.trace(lot)).map(CarriedShare::held).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"1000, 1", "981, 1", "1019, 1", "500, 0.5", "1021, 0"})
  void whatDiffersByNoMoreThanScalesDoIsTheSameMass(String certified, String share) {
    exportCertified(ORE, certified);
    assertNumber(chain.finding(ORE, "F3"), "verified throughout", share);
  }

  @Test
  void whoeverHeldTheLotDoesNotVouchForIt() {
    chain.exchange.accept(
        chain.operator,
        Say.transfer(ORE, chain.operator.did(), chain.exchange.congo.did(), dry("1000")));
    exportCertified(ORE, "1000");
    assertNumber(chain.finding(ORE, "F3"), "verified throughout", "0");
  }

  @Test
  void metalWhoseWayIsNotKnownIsNotCountedAsUnverified() {
    chain.exchange.accept(
        chain.operator,
        Site.made(
            "plant",
            "refining",
            null,
            output(METAL, dry("400"), percent("Co", "25")),
            input(lot("gone"), dry("1000"))));
    exportCertified(METAL, "400");
    Finding finding = chain.finding(METAL, "F3");
    assertThat(finding.result()).isEqualTo(Result.UNKNOWN);
    assertNumber(finding, "not known", "1");
  }

  @Test
  void aPolicyMayAskForAShare() {
    exportCertified(ORE, "500");
    Trace trace = chain.trace(ORE);
    assertThat(VerifiedShare.judge(trace, Rational.of(1, 2), Result.FAIL).result())
        .isEqualTo(Result.PASS);
    assertThat(VerifiedShare.judge(trace, Rational.of(51, 100), Result.FAIL).result())
        .isEqualTo(Result.FAIL);
  }

  // F4

  private static Incident incident(IssueState state) {
    return new Incident(
        new About.OfFacility(Site.of("mine")),
        "2026-1",
        IncidentCategory.CHILD_LABOUR,
        Severity.HIGH,
        state,
        LocalDate.parse("2026-10-20"),
        "Children were seen.",
        List.of());
  }

  @Test
  void anOpenIncidentIsPointedOutUntilItsIssuerClosesIt() {
    assertThat(chain.finding(ORE, "F4").result()).isEqualTo(Result.PASS);
    chain.exchange.accept(chain.exchange.congo, incident(IssueState.OPEN));
    Finding open = chain.finding(ORE, "F4");
    assertThat(open.result()).isEqualTo(Result.WARN);
    assertThat(open.sentence()).contains("incident 2026-1", "high");
    assertNumber(open, "open incidents", "1");
    Trace trace = chain.trace(ORE);
    assertThat(OpenIssues.judge(trace, Severity.HIGH, Result.FAIL).result()).isEqualTo(Result.FAIL);
    assertThat(OpenIssues.judge(trace, Severity.CRITICAL, Result.FAIL).result())
        .isEqualTo(Result.PASS);

    chain.exchange.accept(chain.exchange.congo, incident(IssueState.CLOSED));
    assertThat(chain.finding(ORE, "F4").result()).isEqualTo(Result.PASS);
  }

  @Test
  void aDisputedStatementIsPointedOut() {
    Ref disputed = chain.certify(Site.certificate("mine"));
    chain.exchange.accept(
        chain.exchange.congo,
        new Challenge(
            Say.target(chain.exchange.recorded(disputed)),
            new About.OfFacility(Site.of("mine")),
            "Nobody was there.",
            LocalDate.parse("2027-01-01"),
            List.of()));
    Finding finding = chain.finding(ORE, "F4");
    assertThat(finding.result()).isEqualTo(Result.WARN);
    assertNumber(finding, "disputes", "1");
  }

  @Test
  void ofAChainThatIsNotWholeItIsNotKnownThatNothingIsOpen() {
    Finding finding = chain.finding(lot("nobody"), "F4");
    assertThat(finding.result()).isEqualTo(Result.UNKNOWN);
    assertThat(finding.missing()).containsExactly("where urn:test:lot:nobody comes from");
  }

  // F5

  private Finding age(LotId lot, String on) {
    Trace trace = chain.trace(lot);
    return EvidenceAge.judge(trace, FacilityEvidence.of(trace), LocalDate.parse(on));
  }

  @Test
  void theAgeOfTheNewestEvidenceIsCountedInDaysToTheDayOfEvaluation() {
    Finding today = age(ORE, "2026-11-24");
    assertThat(today.result()).isEqualTo(Result.PASS);
    assertNumber(today, "age", "0");
    assertThat(age(ORE, "2027-11-25").result()).isEqualTo(Result.PASS);
    assertThat(age(ORE, "2027-11-26").result()).isEqualTo(Result.WARN);
  }

  @Test
  void whatIsSaidOnlyAfterTheDayOfEvaluationIsNoEvidenceForIt() {
    assertThat(age(ORE, "2026-11-23").result()).isEqualTo(Result.UNKNOWN);
    chain.certify(Site.certificate("mine"));
    assertNumber(age(ORE, "2026-11-23"), "age", "326");
  }

  // All of them

  @Test
  void noneOfThemDecidesTheVerdict() {
    chain.exchange.accept(chain.exchange.congo, incident(IssueState.OPEN));
    chain.certify(Site.certificate("mine").nonconformant());
    Assurance assurance = chain.assurance(ORE);
    assertThat(assurance.findings())
        .extracting(Finding::id)
        .containsExactly("F1", "F2", "F3", "F4", "F5");
    assertThat(assurance.findings()).extracting(Finding::result).doesNotContain(Result.FAIL);
    assertThat(chain.trace(ORE).verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void aBlendIsAnEventWithoutAStageWhoseFacilityIsOnTheWay() {
    chain.exchange.accept(chain.operator, Site.mined("pit", lot("pit"), chain.operator.did()));
    chain.exchange.accept(
        chain.exchange.congo, Say.leave(chain.operator.did(), AttestationType.BLEND_SPLIT));
    chain.exchange.accept(
        chain.operator,
        new BlendSplit(
            Site.of("yard"),
            CustodyModel.CONTROLLED_BLENDING,
            List.of(input(ORE, dry("500")), input(lot("pit"), dry("500"))),
            List.of(
                new Transformation.Output(
                    METAL, Mineral.COBALT, "ore", null, dry("1000"), List.of(percent("Co", "10")))),
            HAPPENED.minusSeconds(60),
            HAPPENED));
    chain.certify(Site.certificate("mine"));
    chain.certify(Site.certificate("pit"));
    assertThat(chain.finding(METAL, "F1").missing())
        .containsExactly("an assessment that counts: The yard (blend)");
    chain.certify(Site.certificate("yard").forStages("refined"));
    assertThat(chain.finding(METAL, "F1").result()).isEqualTo(Result.PASS);
  }
}
