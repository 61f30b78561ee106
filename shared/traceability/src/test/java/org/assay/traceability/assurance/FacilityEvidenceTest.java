package org.assay.traceability.assurance;

import static org.assay.traceability.assurance.Chain.METAL;
import static org.assay.traceability.assurance.Chain.ORE;
import static org.assay.traceability.testing.Say.dry;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.Attestation;
import org.assay.attestation.AttestationType;
import org.assay.attestation.Conformance;
import org.assay.attestation.FacilityRecord;
import org.assay.attestation.GeoPoint;
import org.assay.attestation.LotId;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.MinePermit;
import org.assay.attestation.Mineral;
import org.assay.attestation.PermitStatus;
import org.assay.attestation.SiteInspection;
import org.assay.attestation.SiteStatus;
import org.assay.ledger.Ref;
import org.assay.traceability.origin.Stage;
import org.assay.traceability.testing.Actor;
import org.assay.traceability.testing.Say;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of a facility counts for a lot only where, when and for what it was said. */
class FacilityEvidenceTest {
  private final Chain chain = new Chain();

  /** What becomes of each statement about the mine, newest first; nothing where it counts. */
  private List<Optional<Doubt>> atTheMine() {
    return at(ORE, "mine", Stage.MINED);
  }

  private List<Optional<Doubt>> at(LotId lot, String site, Stage stage) {
    FacilityEvidence evidence = chain.evidence(lot);
    return evidence.events().stream()
        .filter(event -> event.facility().equals(Site.of(site)))
        .filter(event -> event.ofStage().filter(stage::equals).isPresent())
        .flatMap(event -> evidence.at(event).stream())
        .map(FacilityEvidence.Standing::doubt)
        .toList();
  }

  private void say(Actor issuer, Attestation said, String day) {
    chain.exchange.accept(
        chain.exchange.say(issuer, said, Instant.parse(day + "T12:00:00Z"), null));
  }

  private static MinePermit permit(PermitStatus status, Mineral mineral, String from, String to) {
    return new MinePermit(
        Site.of("mine"),
        "PE-1",
        status,
        Actor.web("op").did(),
        Set.of(mineral),
        LocalDate.parse(from),
        LocalDate.parse(to),
        null,
        null);
  }

  private static SiteInspection inspection(SiteStatus status, String day) {
    LocalDate on = LocalDate.parse(day);
    return new SiteInspection(
        Site.of("mine"),
        on,
        "P. Ilunga",
        status,
        List.of(),
        status == SiteStatus.YELLOW ? on.plusMonths(2) : null);
  }

  @Test
  void aCertificateOfThePlaceTheTimeTheMineralAndTheStageCounts() {
    chain.certify(Site.certificate("mine"));
    assertThat(atTheMine()).containsExactly(Optional.empty());

    FacilityEvidence.Use use = chain.evidence(ORE).sites().get(0).uses().get(0);
    assertThat(use.stage()).isEqualTo(Stage.MINED);
    assertThat(use.events()).isEqualTo(1);
    FacilityEvidence.Row row = use.rows().get(0);
    assertThat(row.countsFor()).isEqualTo(1);
    assertThat(row.said().scheme()).isEqualTo("IRMA");
    assertThat(row.said().version()).isEqualTo("1.0");
    assertThat(row.said().level()).isEqualTo("IRMA 75");
    assertThat(row.said().until()).isEqualTo("2026-12-31");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-10-01, 2026-11-01,",
    "2026-10-02, 2026-11-01, NOT_YET_VALID",
    "2026-10-01, 2026-10-31, EXPIRED",
    "2025-01-01, 2026-01-01, EXPIRED",
    "2026-11-10, 2027-11-10, NOT_YET_VALID"
  })
  void theDaysOfTheExtractionDecideAndNotToday(String from, String end, Doubt doubt) {
    chain.certify(Site.certificate("mine").term(from, end));
    assertThat(atTheMine()).containsExactly(Optional.ofNullable(doubt));
  }

  @Test
  void aCertificateForAnotherMineralDoesNotCount() {
    chain.certify(Site.certificate("mine").forMineral(Mineral.COPPER));
    assertThat(atTheMine()).containsExactly(Optional.of(Doubt.OTHER_MINERAL));
  }

  @Test
  void aCertificateForAnotherStageDoesNotCount() {
    chain.certify(Site.certificate("mine").forStages("refined", "processing"));
    assertThat(atTheMine()).containsExactly(Optional.of(Doubt.OTHER_STAGE));
  }

  @Test
  void aCertificateOfAnotherFacilityIsNotEvenLookedAt() {
    chain.certify(Site.certificate("elsewhere"));
    assertThat(atTheMine()).isEmpty();
    assertThat(chain.evidence(ORE).sites())
        .extracting(FacilityEvidence.Site::facility)
        .containsExactly(Site.of("mine"));
  }

  @ParameterizedTest
  @CsvSource({
    "refined, true",
    "refining, true",
    "processing, true",
    "mined, false",
    "leaching, false"
  })
  void aScopeNamesTheStageItsNounOrTheVeryProcess(String word, boolean counts) {
    chain.refined(null);
    chain.certify(Site.certificate("plant").forStages(word));
    assertThat(at(METAL, "plant", Stage.REFINED))
        .containsExactly(counts ? Optional.empty() : Optional.of(Doubt.OTHER_STAGE));
  }

  @Test
  void aCertificateOfTheMineDoesNotCountForThePlant() {
    chain.refined(null);
    chain.certify(Site.certificate("mine").forStages("mined", "refined"));
    assertThat(at(METAL, "plant", Stage.REFINED)).isEmpty();
    assertThat(at(METAL, "mine", Stage.MINED)).containsExactly(Optional.empty());
  }

  @Test
  void aStepOfTwoStagesIsLookedAtForEach() {
    chain.exchange.accept(
        chain.operator,
        Site.made(
            "plant",
            "smelting",
            null,
            Say.output(METAL, dry("400"), Say.percent("Co", "25")),
            Say.input(ORE, dry("1000"))));
    chain.certify(Site.certificate("plant").forStages("refined"));
    assertThat(at(METAL, "plant", Stage.REFINED)).containsExactly(Optional.empty());
    assertThat(at(METAL, "plant", Stage.MELTED)).containsExactly(Optional.of(Doubt.OTHER_STAGE));
  }

  @Test
  void aRevokedCertificateDoesNotCount() {
    Ref ref = chain.certify(Site.certificate("mine"));
    chain.exchange.accept(chain.auditor, Say.revoke(chain.exchange.recorded(ref)));
    assertThat(atTheMine()).containsExactly(Optional.of(Doubt.REVOKED));
  }

  @Test
  void aCertificateThatWasNotItsIssuersToGiveDoesNotCount() {
    Actor stranger = chain.exchange.registered("stranger", Say.CD);
    Site.Certificate certificate = Site.certificate("mine");
    chain
        .exchange
        .accomplice()
        .accept(
            chain.exchange.say(
                stranger, certificate.said(), certificate.from(), certificate.until()));
    assertThat(atTheMine()).containsExactly(Optional.of(Doubt.DOES_NOT_HOLD));
  }

  @Test
  void aLaterCertificateOfTheSameIssuerAndSchemeTakesThePlaceOfAnEarlier() {
    chain.certify(Site.certificate("mine"));
    chain.certify(Site.certificate("mine").by("IRMA", "IRMA 50").term("2026-06-01", "2027-06-01"));
    assertThat(atTheMine()).containsExactly(Optional.empty(), Optional.of(Doubt.SUPERSEDED));
  }

  @Test
  void aCertificateOfAnotherSchemeOrScopeOrIssuerStandsBesideIt() {
    Actor other = chain.exchange.registered("other", Say.CD);
    chain.exchange.accept(
        chain.exchange.congo, Say.leave(other.did(), AttestationType.ESG_CONFORMITY));
    chain.certify(Site.certificate("mine"));
    chain.certify(Site.certificate("mine").by("CMSI", "Good"));
    chain.certify(Site.certificate("mine").forMineral(Mineral.COPPER));
    chain.certify(other, Site.certificate("mine"));
    assertThat(atTheMine())
        .containsExactly(
            Optional.empty(), Optional.of(Doubt.OTHER_MINERAL), Optional.empty(), Optional.empty());
  }

  @Test
  void aLaterCertificateForLaterDaysLeavesTheEarlierOneInPlace() {
    chain.certify(Site.certificate("mine"));
    chain.certify(Site.certificate("mine").by("IRMA", "IRMA 50").term("2026-11-01", "2027-11-01"));
    assertThat(atTheMine()).containsExactly(Optional.of(Doubt.NOT_YET_VALID), Optional.empty());
  }

  @Test
  void aFindingAgainstTheFacilityDuringTheEventEndsTheEarlierCertificate() {
    chain.certify(Site.certificate("mine"));
    chain.certify(Site.certificate("mine").nonconformant().term("2026-10-20", "2027-10-20"));
    assertThat(atTheMine()).containsExactly(Optional.empty(), Optional.of(Doubt.SUPERSEDED));
  }

  @Test
  void aPermitCountsByItsOwnTermWheneverItIsSaid() {
    chain.exchange.accept(
        chain.exchange.congo,
        permit(PermitStatus.ACTIVE, Mineral.COBALT, "2020-01-01", "2026-10-31"));
    assertThat(atTheMine()).containsExactly(Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "COPPER, 2020-01-01, 2040-01-01, OTHER_MINERAL",
    "COBALT, 2020-01-01, 2026-10-30, EXPIRED",
    "COBALT, 2026-10-02, 2040-01-01, NOT_YET_VALID"
  })
  void aPermitForOtherDaysOrMineralsDoesNotCount(
      Mineral mineral, String from, String to, Doubt doubt) {
    chain.exchange.accept(chain.exchange.congo, permit(PermitStatus.ACTIVE, mineral, from, to));
    assertThat(atTheMine()).containsExactly(Optional.of(doubt));
  }

  @Test
  void aPermitThatWasSuspendedWhenItWasMinedSpeaksAgainstTheMineHoweverItIsLater() {
    MinePermit active = permit(PermitStatus.ACTIVE, Mineral.COBALT, "2020-01-01", "2040-01-01");
    MinePermit suspended =
        permit(PermitStatus.SUSPENDED, Mineral.COBALT, "2020-01-01", "2040-01-01");
    say(chain.exchange.congo, active, "2026-02-01");
    say(chain.exchange.congo, suspended, "2026-09-01");
    say(chain.exchange.congo, active, "2026-11-15");

    assertThat(atTheMine())
        .containsExactly(
            Optional.of(Doubt.NOT_YET_VALID), Optional.empty(), Optional.of(Doubt.SUPERSEDED));
    assertThat(chain.evidence(ORE).sites().get(0).uses().get(0).rows().get(1).said().result())
        .isEqualTo(Conformance.NONCONFORMANT);
  }

  @Test
  void aPermitThatWasSuspendedAfterwardsStillCounts() {
    say(
        chain.exchange.congo,
        permit(PermitStatus.ACTIVE, Mineral.COBALT, "2020-01-01", "2040-01-01"),
        "2026-02-01");
    say(
        chain.exchange.congo,
        permit(PermitStatus.SUSPENDED, Mineral.COBALT, "2020-01-01", "2040-01-01"),
        "2026-11-10");
    assertThat(atTheMine()).containsExactly(Optional.of(Doubt.NOT_YET_VALID), Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({
    "GREEN, 2026-09-01,",
    "GREEN, 2025-10-30, EXPIRED",
    "GREEN, 2026-10-02, NOT_YET_VALID",
    "RED, 2024-01-01,"
  })
  void anInspectionCountsForAsLongAsItsColourLasts(SiteStatus status, String day, Doubt doubt) {
    chain.exchange.accept(chain.exchange.congo, inspection(status, day));
    assertThat(atTheMine()).containsExactly(Optional.ofNullable(doubt));
  }

  @Test
  void aYellowSiteIsRedOnceItsDeadlineIsPast() {
    chain.exchange.accept(chain.exchange.congo, inspection(SiteStatus.YELLOW, "2026-07-01"));
    assertThat(atTheMine()).containsExactly(Optional.empty(), Optional.of(Doubt.EXPIRED));
    SiteStatement red = chain.evidence(ORE).sites().get(0).uses().get(0).rows().get(0).said();
    assertThat(red.level()).isEqualTo("red, its deadline passed");
    assertThat(red.result()).isEqualTo(Conformance.NONCONFORMANT);

    chain.exchange.accept(chain.exchange.congo, inspection(SiteStatus.YELLOW, "2026-09-01"));
    assertThat(atTheMine().subList(0, 2))
        .containsExactly(Optional.of(Doubt.NOT_YET_VALID), Optional.empty());
  }

  @Test
  void aCapacityCountsFromTheDayOnWhichItIsSaidAndForItsProcessesAlone() {
    FacilityRecord record =
        new FacilityRecord(
            Site.of("mine"),
            chain.operator.did(),
            "7",
            "https://register.example",
            List.of("mining"),
            new GeoPoint(new BigDecimal("-10.7"), new BigDecimal("25.4")),
            dry("50000"));
    say(chain.exchange.congo, record, "2026-11-20");
    assertThat(atTheMine()).containsExactly(Optional.of(Doubt.NOT_YET_VALID));
    say(chain.exchange.congo, record, "2026-09-20");
    assertThat(atTheMine()).containsExactly(Optional.of(Doubt.NOT_YET_VALID), Optional.empty());
    assertThat(chain.evidence(ORE).sites().get(0).uses().get(0).rows().get(1).said().capacity())
        .isEqualTo(dry("50000"));
  }

  @Test
  void eventsAreToldApartByTheirDays() {
    chain.exchange.accept(
        chain.operator,
        new LotOrigin(
            Say.lot("more"),
            Site.of("mine"),
            chain.operator.did(),
            Mineral.COBALT,
            "ore",
            null,
            dry("1000"),
            List.of(Say.percent("Co", "10")),
            LocalDate.parse("2026-03-01"),
            LocalDate.parse("2026-03-31"),
            null));
    chain.exchange.accept(
        chain.operator,
        Site.made(
            "plant",
            "refining",
            null,
            Say.output(METAL, dry("800"), Say.percent("Co", "25")),
            Say.input(ORE, dry("1000")),
            Say.input(Say.lot("more"), dry("1000"))));
    chain.certify(Site.certificate("mine").term("2026-09-01", "2027-09-01"));

    FacilityEvidence.Use use = chain.evidence(METAL).sites().get(0).uses().get(0);
    assertThat(use.events()).isEqualTo(2);
    assertThat(use.from()).isEqualTo("2026-03-01");
    assertThat(use.to()).isEqualTo("2026-10-31");
    assertThat(use.rows()).hasSize(1);
    assertThat(use.rows().get(0).countsFor()).isEqualTo(1);
    assertThat(use.rows().get(0).doubts()).containsExactly(Map.entry(Doubt.NOT_YET_VALID, 1));
  }
}
