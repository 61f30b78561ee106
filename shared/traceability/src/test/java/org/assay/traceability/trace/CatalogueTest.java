package org.assay.traceability.trace;

import static org.assay.traceability.testing.Say.CD;
import static org.assay.traceability.testing.Say.FI;
import static org.assay.traceability.testing.Say.HAPPENED;
import static org.assay.traceability.testing.Say.ZM;
import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.facility;
import static org.assay.traceability.testing.Say.input;
import static org.assay.traceability.testing.Say.lot;
import static org.assay.traceability.testing.Say.making;
import static org.assay.traceability.testing.Say.origin;
import static org.assay.traceability.testing.Say.percent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.AssessmentLevel;
import org.assay.attestation.AssessorLevel;
import org.assay.attestation.AttestationType;
import org.assay.attestation.BlendSplit;
import org.assay.attestation.Conformance;
import org.assay.attestation.ControlKind;
import org.assay.attestation.CountryCode;
import org.assay.attestation.CustodyModel;
import org.assay.attestation.CustodyTransfer;
import org.assay.attestation.Did;
import org.assay.attestation.EsgConformity;
import org.assay.attestation.ExportCertificate;
import org.assay.attestation.FacilityRecord;
import org.assay.attestation.GeoPoint;
import org.assay.attestation.HsCode;
import org.assay.attestation.LotId;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.MassBalanceStatement;
import org.assay.attestation.MinePermit;
import org.assay.attestation.Mineral;
import org.assay.attestation.OwnershipControl;
import org.assay.attestation.PermitStatus;
import org.assay.attestation.Transformation;
import org.assay.attestation.quantity.DeclaredMetal;
import org.assay.attestation.quantity.Mass;
import org.assay.attestation.quantity.MassBasis;
import org.assay.attestation.quantity.MassUnit;
import org.assay.attestation.quantity.Quantity;
import org.assay.attestation.quantity.Rounded;
import org.assay.traceability.testing.Actor;
import org.assay.traceability.testing.Say;
import org.assay.traceability.testing.TestExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The rules of the catalogue, each on what was really recorded, and what they do to the verdict.
 */
class CatalogueTest {
  private static final LotId ORE = lot("ore");
  private static final LocalDate MINED_FROM = LocalDate.parse("2026-10-01");
  private static final LocalDate MINED_TO = LocalDate.parse("2026-10-31");

  private final TestExchange exchange = TestExchange.founded();
  private final Actor miner = exchange.operator("miner");

  private void mine() {
    exchange.accept(miner, origin(ORE, miner.did(), dry("1000"), percent("Co", "10.0")));
  }

  private List<Check> found(String id) {
    return exchange.trace(ORE).checks().stream().filter(check -> check.id().equals(id)).toList();
  }

  /** A rule that advises: it finds this, and the verdict stays. */
  private void assertAdvises(String id, Check.Result... results) {
    assertThat(found(id)).extracting(Check::result).as(id).containsExactly(results);
    assertThat(found(id)).as(id).noneMatch(Check::isMandatory);
    assertThat(exchange.trace(ORE).verdict()).isEqualTo(Verdict.PASS);
  }

  private static Actor laboratory(TestExchange exchange, String name) {
    Actor actor = exchange.registered(name, CD);
    exchange.accept(
        exchange.congo,
        Say.leave(actor.did(), AttestationType.ASSAY, AttestationType.ESG_CONFORMITY));
    return actor;
  }

  private static OwnershipControl owned(Did party, String by, String share) {
    return new OwnershipControl(
        party,
        CD,
        MINED_TO,
        List.of(
            new OwnershipControl.Holder(
                by, null, ZM, ControlKind.EQUITY, new BigDecimal(share), false)),
        null,
        false,
        List.of(facility(CD)));
  }

  // Every check says which rule it is, and what decides.

  @Test
  void everyCheckHasAnIdAndOnlyMandatoryOnesDecide() {
    mine();
    exchange.accept(exchange.congo, Say.assay(ORE, Mineral.COBALT));
    exchange.accept(exchange.congo, Say.certificate(ORE, Mineral.COBALT, miner.did(), dry("900")));
    Trace trace = exchange.trace(ORE);

    assertThat(trace.checks()).allMatch(check -> check.id().matches("[A-FL][0-9]"));
    assertThat(trace.checks())
        .filteredOn(Check::isMandatory)
        .extracting(Check::id)
        .contains("A1", "A2", "A3", "B1", "B2", "B3", "C8", "D1", "D2", "D4", "L1", "L2", "L3");
    assertThat(trace.verdict()).isEqualTo(Verdict.PASS);
  }

  @ParameterizedTest
  @CsvSource({
    "FAIL, UNKNOWN, FAIL",
    "UNKNOWN, PASS, UNKNOWN",
    "WARN, PASS, PASS",
    "PASS, PASS, PASS"
  })
  void theWorstThatIsMandatoryIsTheVerdict(Check.Result one, Check.Result other, Verdict expected) {
    List<Check> checks =
        List.of(check(one, true), check(other, true), check(Check.Result.FAIL, false));
    assertThat(Tracer.verdict(checks)).isEqualTo(expected);
  }

  private static Check check(Check.Result result, boolean isMandatory) {
    return new Check(
        Check.Rule.BALANCE, "C1", result, isMandatory, "l", List.of(), List.of(), List.of(), "s");
  }

  // A. Who says it.

  @Test
  void aCertificateComesFromTheCountrysAuthorityAndNotFromTheExporter() {
    mine();
    exchange.accept(exchange.congo, Say.certificate(ORE, Mineral.COBALT, miner.did(), dry("400")));
    assertAdvises("A4", Check.Result.PASS);
    exchange.accept(exchange.congo, Say.leave(miner.did(), AttestationType.EXPORT_CERTIFICATE));
    exchange.accept(miner, Say.certificate(ORE, Mineral.COBALT, miner.did(), dry("400")));
    assertAdvises("A4", Check.Result.PASS, Check.Result.FAIL);
    assertAdvises("A5", Check.Result.WARN, Check.Result.WARN);
  }

  @Test
  void aCertificateByLeaveThatWasPassedOnIsPointedOut() {
    mine();
    Actor ministry = exchange.registered("ministry", CD);
    Actor office = exchange.registered("office", CD);
    exchange.accept(exchange.congo, Say.passOn(ministry.did(), AttestationType.EXPORT_CERTIFICATE));
    exchange.accept(ministry, Say.leave(office.did(), AttestationType.EXPORT_CERTIFICATE));
    exchange.accept(office, Say.certificate(ORE, Mineral.COBALT, miner.did(), dry("400")));
    assertAdvises("A4", Check.Result.WARN);
    assertAdvises("A5", Check.Result.PASS);
  }

  @Test
  void aLaboratoryOfWhichNobodySaysWhoseItIsIsUnknownAndNamed() {
    mine();
    exchange.accept(laboratory(exchange, "lab"), Say.assay(ORE, Mineral.COBALT));
    assertAdvises("A6", Check.Result.UNKNOWN);
    assertThat(found("A6").get(0).missing())
        .containsExactly("who owns did:web:lab.example", "who owns did:web:miner.example");
  }

  @ParameterizedTest
  @CsvSource({"Other Ltd, 0.9, PASS", "Holding Ltd, 0.25, FAIL", "Holding Ltd, 0.24, PASS"})
  void aLaboratoryOfTheSellersOwnerIsNotIndependent(
      String owner, String share, Check.Result expected) {
    mine();
    Actor lab = laboratory(exchange, "lab");
    exchange.accept(lab, Say.assay(ORE, Mineral.COBALT));
    exchange.accept(exchange.congo, owned(miner.did(), "Holding Ltd", "0.6"));
    exchange.accept(exchange.congo, owned(lab.did(), owner, share));
    assertAdvises("A6", expected);
  }

  @Test
  void whoSellsDoesNotAnalyseAndTheStateIsNobodysLaboratory() {
    mine();
    exchange.accept(exchange.congo, Say.leave(miner.did(), AttestationType.ASSAY));
    exchange.accept(miner, Say.assay(ORE, Mineral.COBALT));
    exchange.accept(exchange.congo, Say.assay(ORE, Mineral.COBALT));
    assertAdvises("A6", Check.Result.FAIL, Check.Result.PASS);
  }

  @Test
  void anAssessmentOfOnesOwnIsOneIfItSaysSo() {
    mine();
    exchange.accept(exchange.congo, Say.leave(miner.did(), AttestationType.ESG_CONFORMITY));
    EsgConformity other = Say.conformity(CD, Mineral.COBALT);
    exchange.accept(
        miner,
        new EsgConformity(
            other.facility(),
            other.scheme(),
            other.version(),
            other.level(),
            other.minerals(),
            other.stages(),
            AssessorLevel.SELF,
            AssessmentLevel.UNSPECIFIED,
            Conformance.CONFORMANT,
            List.of()));
    assertAdvises("A6", Check.Result.WARN);
  }

  // B. Whether they agree.

  private static LotOrigin coded(Actor operator, String hs) {
    LotOrigin plain = origin(ORE, operator.did(), dry("1000"), percent("Co", "10.0"));
    return new LotOrigin(
        plain.lot(),
        plain.facility(),
        plain.operator(),
        plain.mineral(),
        plain.form(),
        new HsCode(hs),
        plain.quantity(),
        plain.grades(),
        plain.extractedFrom(),
        plain.extractedTo(),
        null);
  }

  @ParameterizedTest
  @CsvSource({
    "2822.00.10, PASS",
    "2605, WARN", // ore, and the certificate is for hydroxide
    "7403, FAIL", // copper
    "2853.90, WARN",
  })
  void aLotTravelsUnderOneCommodityCode(String hs, Check.Result expected) {
    exchange.accept(miner, coded(miner, hs));
    exchange.accept(exchange.congo, Say.certificate(ORE, Mineral.COBALT, miner.did(), dry("400")));
    assertThat(found("B1"))
        .filteredOn(check -> check.rule() == Check.Rule.AGREEMENT)
        .extracting(Check::result)
        .containsExactly(expected);
    assertThat(exchange.trace(ORE).verdict()).isEqualTo(Verdict.PASS);
  }

  private static ExportCertificate certificate(
      String number, LotId lot, Did exporter, Quantity quantity, String from, CountryCode... of) {
    LocalDate on = LocalDate.parse(from);
    return new ExportCertificate(
        number,
        lot,
        Mineral.COBALT,
        new HsCode("2605"),
        exporter,
        new Did("did:web:importer.example"),
        quantity,
        List.of(of),
        CD,
        FI,
        on.plusDays(1),
        "A. Mbuyi",
        "J. Kasongo",
        on,
        on.plusDays(10));
  }

  @Test
  void aCertificateNamesTheCountriesOfTheMines() {
    mine();
    exchange.accept(
        exchange.congo, certificate("1", ORE, miner.did(), dry("100"), "2026-11-01", CD));
    assertAdvises("B4", Check.Result.PASS);
    exchange.accept(
        exchange.congo, certificate("2", ORE, miner.did(), dry("100"), "2026-11-01", CD, ZM));
    assertAdvises("B4", Check.Result.PASS, Check.Result.WARN);
    exchange.accept(
        exchange.congo, certificate("3", ORE, miner.did(), dry("100"), "2026-11-01", ZM));
    assertAdvises("B4", Check.Result.PASS, Check.Result.WARN, Check.Result.FAIL);
  }

  @Test
  void whereAMineIsMissingACertificateOfItIsUnknown() {
    exchange.accept(
        miner,
        making(
            "crushing",
            input(lot("none"), dry("1000")),
            Say.output(ORE, dry("1000"), percent("Co", "10"))));
    exchange.accept(
        exchange.congo, certificate("1", ORE, miner.did(), dry("100"), "2026-11-01", CD));
    assertThat(found("B4")).extracting(Check::result).containsExactly(Check.Result.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "400, 2026-11-05, PASS", // two parts of the lot
    "900, 2026-11-05, FAIL", // more than there is, at one time
    "900, 2026-11-15, WARN", // the first had lapsed
  })
  void certificatesOfOneCountryAreNotForMoreThanThereIs(
      String mass, String from, Check.Result expected) {
    mine();
    exchange.accept(
        exchange.congo, certificate("1", ORE, miner.did(), dry("600"), "2026-11-01", CD));
    exchange.accept(exchange.congo, certificate("2", ORE, miner.did(), dry(mass), from, CD));
    assertAdvises("B5", expected);
  }

  private static FacilityRecord record(Did operator, String number, String capacity) {
    return new FacilityRecord(
        facility(CD),
        operator,
        number,
        "https://register.example",
        List.of("mining"),
        new GeoPoint(new BigDecimal("-10.7"), new BigDecimal("25.4")),
        dry(capacity));
  }

  @Test
  void aFacilityHasOneNumberInARegister() {
    mine();
    assertAdvises("B6", Check.Result.UNKNOWN);
    exchange.accept(exchange.congo, record(miner.did(), "7", "1"));
    assertAdvises("B6", Check.Result.PASS);
    exchange.accept(exchange.congo, record(miner.did(), "8", "1"));
    assertAdvises("B6", Check.Result.FAIL);
  }

  // C. Mass and metal.

  private void declare(
      Mineral mineral, String tonnes, String analyte, String percent, String contained) {
    Quantity mass =
        new Quantity(
            Mass.of(new BigDecimal(tonnes), MassUnit.TNE),
            MassBasis.DRY,
            null,
            halfTonne(tonnes),
            BigDecimal.ZERO);
    LotOrigin plain = origin(ORE, CD, mineral, miner.did(), mass);
    exchange.accept(
        miner,
        new LotOrigin(
            plain.lot(),
            plain.facility(),
            plain.operator(),
            plain.mineral(),
            "concentrate",
            null,
            mass,
            percent == null ? List.of() : List.of(percent(analyte, percent)),
            MINED_FROM,
            MINED_TO,
            null,
            List.of(new DeclaredMetal(analyte, Mass.of(new BigDecimal(contained), MassUnit.TNE)))));
  }

  private static BigDecimal halfTonne(String tonnes) {
    return BigDecimal.valueOf(5, new BigDecimal(tonnes).scale() + 1).movePointRight(3);
  }

  @ParameterizedTest
  @CsvSource({
    "copper, 446200, Cu, 24.01, 107200, PASS, PASS", // La Caridad 2019, Southern Copper
    "copper, 446200, Cu, 24.01, 112500, WARN, PASS",
    "copper, 446200, Cu, 24.01, 214400, FAIL, FAIL",
    "cobalt, 5440000, Co, , 16014, UNKNOWN, PASS", // Tenke Fungurume 2015: no grade is published
  })
  void whatALotIsSaidToContainIsItsMassTimesItsGrade(
      String mineral,
      String mass,
      String analyte,
      String grade,
      String contained,
      Check.Result expected,
      Verdict verdict) {
    declare(Mineral.fromCode(mineral).orElseThrow(), mass, analyte, grade, contained);

    assertThat(found("C1")).extracting(Check::result).containsExactly(expected);
    assertThat(exchange.trace(ORE).verdict()).isEqualTo(verdict);
  }

  @Test
  void tenkeFungurume2015RecoversOfItsCopperWhatSuchRoutesRecover() {
    // 5440 kt of ore of 4.0 % gave 203.96 kt of copper: 94 % is the recovery that was published.
    exchange.accept(
        miner,
        origin(
            lot("tfm"), CD, Mineral.COPPER, miner.did(), dry("5440000000"), percent("Cu", "4.0")));
    exchange.accept(
        miner,
        making(
            "concentration",
            input(lot("tfm"), dry("5440000000")),
            Say.output(ORE, Mineral.COPPER, dry("203960000"), percent("Cu", "100.0"))));

    assertThat(found("C3")).extracting(Check::result).containsExactly(Check.Result.PASS);
    assertThat(found("C4")).extracting(Check::result).containsExactly(Check.Result.PASS);
    assertThat(found("C4").get(0).numbers().get(0).value()).isEqualByComparingTo("0.937316");
  }

  @Test
  void laCaridadsSmelterNeedsTheOtherLotsThatItWasFed() {
    // 279.1 kt of anode of 1011.4 kt of concentrate, of which its own mine gave 446.2 kt.
    exchange.accept(
        miner,
        origin(
            lot("own"), CD, Mineral.COPPER, miner.did(), dry("446200000"), percent("Cu", "24.01")));
    exchange.accept(
        miner,
        making(
            "smelting",
            input(lot("own"), dry("446200000")),
            input(lot("bought"), dry("565200000")),
            Say.output(ORE, Mineral.COPPER, dry("279100000"), percent("Cu", "99.5"))));

    assertThat(exchange.trace(ORE).verdict()).isEqualTo(Verdict.UNKNOWN);
    assertThat(exchange.trace(ORE).missing()).containsExactly(lot("bought"));
  }

  private MinePermit permit(String capacity) {
    return new MinePermit(
        facility(CD),
        "PE-1",
        PermitStatus.ACTIVE,
        miner.did(),
        Set.of(Mineral.COBALT),
        LocalDate.parse("2020-01-01"),
        null,
        null,
        dry(capacity));
  }

  @ParameterizedTest
  @CsvSource({"2000, UNKNOWN", "950, WARN", "500, FAIL"})
  void aMineDoesNotBringForthMoreThanItCan(String capacity, Check.Result expected) {
    mine();
    exchange.accept(exchange.congo, permit(capacity));
    assertAdvises("C5", expected);
  }

  @Test
  void capacityIsMetWhereAllLotsAreKnown() {
    assertThat(
            Capacity.judge(
                    "lots",
                    List.of(dry("400"), dry("500")),
                    dry("1000"),
                    true,
                    Bounds.current().agreement(),
                    List.of())
                .result())
        .isEqualTo(Check.Result.PASS);
  }

  private MassBalanceStatement books(String from, String to, String opening, String closing) {
    return new MassBalanceStatement(
        facility(CD),
        miner.did(),
        Mineral.COBALT,
        LocalDate.parse(from),
        LocalDate.parse(to),
        dry(opening),
        dry("1000"),
        dry("1000"),
        null,
        null,
        dry(closing),
        List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-10-01, 100, PASS",
    "2026-10-01, 120, FAIL",
    "2026-10-03, 100, WARN",
  })
  void aPeriodBeginsWithWhatTheOneBeforeEndedWith(
      String from, String opening, Check.Result expected) {
    mine();
    exchange.accept(exchange.congo, books("2026-09-01", "2026-09-30", "100", "100"));
    exchange.accept(exchange.congo, books(from, "2026-10-31", opening, opening));
    assertAdvises("C6", Check.Result.PASS, Check.Result.PASS, expected);
  }

  private Transformation attributed(String out) {
    return new Transformation(
        facility(CD),
        "refining",
        List.of(input(lot("mined"), dry("1000"))),
        List.of(Say.output(ORE, dry(out), percent("Co", "100.0"))),
        List.of(),
        HAPPENED.minusSeconds(60),
        HAPPENED,
        CustodyModel.MASS_BALANCE);
  }

  @ParameterizedTest
  @CsvSource({"99.0, PASS", "120.0, UNKNOWN"})
  void creditsGoOutAsTheyCameIn(String out, Check.Result expected) {
    exchange.accept(miner, origin(lot("mined"), miner.did(), dry("1000"), percent("Co", "10.0")));
    exchange.accept(miner, attributed(out));
    assertThat(found("C7")).extracting(Check::result).containsExactly(expected);
  }

  @Test
  void creditsOfAWholePeriodThatAreTooManyFail() {
    assertThat(
            CreditBalance.judge(
                    "Works",
                    Rounded.of("100"),
                    true,
                    Rounded.of("120"),
                    BigDecimal.ONE,
                    true,
                    Bounds.current().closing(),
                    List.of())
                .result())
        .isEqualTo(Check.Result.FAIL);
  }

  @Test
  void aSplitKeepsItsCommodityCode() {
    exchange.accept(exchange.congo, Say.leave(miner.did(), AttestationType.BLEND_SPLIT));
    LotOrigin coded = coded(miner, "2605");
    exchange.accept(miner, coded);
    exchange.accept(
        miner,
        new BlendSplit(
            facility(CD),
            CustodyModel.IDENTITY_PRESERVED,
            List.of(input(ORE, dry("1000"))),
            List.of(
                new Transformation.Output(
                    lot("part"),
                    Mineral.COBALT,
                    "ore",
                    new HsCode("8105.20"),
                    dry("1000"),
                    coded.grades())),
            HAPPENED.minusSeconds(60),
            HAPPENED));

    Trace trace = exchange.trace(lot("part"));
    assertThat(trace.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(trace.reasons().get(0)).contains("2605", "810520");
  }

  // D. Time and way.

  @Test
  void aLotLeavesUnderACertificateThatIsGood() {
    mine();
    exchange.accept(
        exchange.congo, certificate("1", ORE, miner.did(), dry("1000"), "2026-11-05", CD));
    Actor buyer = exchange.operator("buyer");
    var sent = exchange.accept(miner, Say.transfer(ORE, miner.did(), buyer.did(), dry("1000")));
    exchange.accept(buyer, Say.receipt(exchange.recorded(sent), dry("1000")));

    assertThat(found("D2"))
        .extracting(Check::result, Check::isMandatory)
        .containsExactly(tuple(Check.Result.PASS, true), tuple(Check.Result.FAIL, false));
    assertThat(exchange.trace(ORE).verdict()).isEqualTo(Verdict.PASS);
  }

  private static Recorded leg(TestExchange exchange, Actor by, CountryCode to, CountryCode... way) {
    var ref =
        exchange.accept(
            by,
            new CustodyTransfer(
                lot("way"),
                Mineral.COBALT,
                by.did(),
                new Did("did:web:buyer.example"),
                dry("1"),
                CD,
                to,
                HAPPENED,
                null,
                null,
                List.of(way)));
    return new Recorded(exchange.recorded(ref), ref);
  }

  @Test
  void aWayWithAGapOrWithoutNamesIsPointedOut() {
    Recorded named = leg(exchange, miner, FI, CD, ZM, FI);
    assertThat(route(Optional.of(CD), named, Optional.of(FI))).isEqualTo(Check.Result.PASS);
    assertThat(route(Optional.of(ZM), named, Optional.of(FI))).isEqualTo(Check.Result.FAIL);
    assertThat(route(Optional.of(CD), named, Optional.of(CD))).isEqualTo(Check.Result.FAIL);
    Recorded unnamed = leg(exchange, miner, FI);
    assertThat(route(Optional.of(CD), unnamed, Optional.empty())).isEqualTo(Check.Result.UNKNOWN);
    Recorded home = leg(exchange, miner, CD);
    assertThat(route(Optional.of(CD), home, Optional.empty())).isEqualTo(Check.Result.PASS);
  }

  private static Check.Result route(
      Optional<CountryCode> start, Recorded leg, Optional<CountryCode> end) {
    return Route.judge(lot("way"), start, List.of(leg), end).result();
  }

  @Test
  void whatIsRecordedLongAfterItHappenedIsPointedOut() {
    mine();
    assertAdvises("D5", Check.Result.PASS);
    exchange.clock.move(Duration.ofDays(66));
    exchange.accept(exchange.congo, Say.assay(ORE, Mineral.COBALT));
    assertAdvises("D5", Check.Result.PASS);
    exchange.clock.move(Duration.ofDays(1));
    exchange.accept(exchange.congo, Say.assay(ORE, Mineral.COBALT));
    assertAdvises("D5", Check.Result.WARN);
  }
}
