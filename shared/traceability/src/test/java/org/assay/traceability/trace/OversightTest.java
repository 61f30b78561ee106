package org.assay.traceability.trace;

import static java.util.Objects.requireNonNull;
import static org.assay.traceability.testing.Say.CD;
import static org.assay.traceability.testing.Say.FI;
import static org.assay.traceability.testing.Say.HAPPENED;
import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.facility;
import static org.assay.traceability.testing.Say.input;
import static org.assay.traceability.testing.Say.lot;
import static org.assay.traceability.testing.Say.origin;
import static org.assay.traceability.testing.Say.percent;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assay.attestation.About;
import org.assay.attestation.Attestation;
import org.assay.attestation.AttestationType;
import org.assay.attestation.BlendSplit;
import org.assay.attestation.CarbonFootprint;
import org.assay.attestation.Challenge;
import org.assay.attestation.CustodyModel;
import org.assay.attestation.Did;
import org.assay.attestation.DueDiligenceReport;
import org.assay.attestation.DueDiligenceStep;
import org.assay.attestation.FacilityRecord;
import org.assay.attestation.FootprintBoundary;
import org.assay.attestation.GeoPoint;
import org.assay.attestation.HsCode;
import org.assay.attestation.ImportConfirmation;
import org.assay.attestation.Incident;
import org.assay.attestation.IncidentCategory;
import org.assay.attestation.IssueState;
import org.assay.attestation.LotId;
import org.assay.attestation.MassBalanceStatement;
import org.assay.attestation.MinePermit;
import org.assay.attestation.Mineral;
import org.assay.attestation.OwnershipControl;
import org.assay.attestation.PaymentDisclosure;
import org.assay.attestation.PermitStatus;
import org.assay.attestation.Reason;
import org.assay.attestation.RecycledContent;
import org.assay.attestation.Revocation;
import org.assay.attestation.Severity;
import org.assay.attestation.Sha256;
import org.assay.attestation.SiteInspection;
import org.assay.attestation.SiteStatus;
import org.assay.attestation.StepStatus;
import org.assay.attestation.Transformation;
import org.assay.ledger.Ref;
import org.assay.traceability.testing.Actor;
import org.assay.traceability.testing.Say;
import org.assay.traceability.testing.TestExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What authorities, auditors and others report is found where it touches a lot or a facility. */
class OversightTest {
  private static final LotId ORE = lot("ore");
  private static final LocalDate PERIOD_FROM = LocalDate.parse("2026-10-01");
  private static final LocalDate PERIOD_TO = LocalDate.parse("2026-10-31");
  private static final About THE_LOT = new About.OfLot(ORE, Mineral.COBALT, CD);
  private static final About THE_MINE = new About.OfFacility(facility(CD));

  private final TestExchange exchange = TestExchange.founded();
  private final Actor miner = exchange.operator("miner");
  private Ref mined;

  OversightTest() {
    mined = exchange.accept(miner, origin(ORE, miner.did(), dry("1000"), percent("Co", "10")));
  }

  @BeforeEach
  void theLotPasses() {
    assertThat(exchange.trace(ORE).verdict()).isEqualTo(Verdict.PASS);
  }

  private static MinePermit permit(PermitStatus status, String until, Mineral... minerals) {
    return new MinePermit(
        facility(CD),
        "PE-1",
        status,
        new Did("did:web:miner.example"),
        Set.of(minerals),
        LocalDate.parse("2020-01-01"),
        LocalDate.parse(until),
        null,
        null);
  }

  private static SiteInspection inspection(SiteStatus status, String day) {
    LocalDate on = LocalDate.parse(day);
    return new SiteInspection(
        facility(CD),
        on,
        "P. Ilunga",
        status,
        List.of(),
        status == SiteStatus.YELLOW ? on.plusMonths(2) : null);
  }

  private static Incident incident(IssueState state) {
    return new Incident(
        THE_MINE,
        "2026-1",
        IncidentCategory.CHILD_LABOUR,
        Severity.HIGH,
        state,
        LocalDate.parse("2026-10-20"),
        "Children were seen.",
        List.of());
  }

  private Challenge challenge(Ref target, About about) {
    var disputed = exchange.recorded(target);
    return new Challenge(
        new Revocation.StatementTarget(
            disputed.credential().issuer(),
            disputed.credential().id(),
            new Sha256(disputed.statement().hex())),
        about,
        "The mine did not produce so much.",
        LocalDate.parse("2027-01-01"),
        List.of());
  }

  private static MassBalanceStatement balance(String closing) {
    return new MassBalanceStatement(
        facility(CD),
        new Did("did:web:miner.example"),
        Mineral.COBALT,
        PERIOD_FROM,
        PERIOD_TO,
        dry("100"),
        dry("1000"),
        dry("900"),
        null,
        null,
        dry(closing),
        List.of());
  }

  private static Transformation.Output part(String name, Mineral mineral, String kilograms) {
    return new Transformation.Output(
        lot(name),
        mineral,
        "ore",
        null,
        dry(kilograms),
        mineral == Mineral.COBALT ? List.of(percent("Co", "10")) : List.of());
  }

  private static BlendSplit split(LotId from, String kilograms, Transformation.Output... into) {
    return new BlendSplit(
        facility(CD),
        CustodyModel.IDENTITY_PRESERVED,
        List.of(input(from, dry(kilograms))),
        List.of(into),
        HAPPENED.minusSeconds(60),
        HAPPENED);
  }

  /** One of each type that can be said of the mine or the lot as they are. */
  private Map<AttestationType, Attestation> one() {
    List<Attestation> all =
        List.of(
            permit(PermitStatus.ACTIVE, "2040-01-01", Mineral.COBALT),
            inspection(SiteStatus.GREEN, "2026-09-01"),
            new FacilityRecord(
                facility(CD),
                miner.did(),
                "7",
                "https://register.example",
                List.of("mining"),
                new GeoPoint(new BigDecimal("-10.7"), new BigDecimal("25.4")),
                null),
            split(ORE, "100", part("a", Mineral.COBALT, "60"), part("b", Mineral.COBALT, "40")),
            new ImportConfirmation(
                "FI-1",
                FI,
                ORE,
                Mineral.COBALT,
                new HsCode("2605"),
                miner.did(),
                dry("1000"),
                CD,
                PERIOD_TO),
            balance("200"),
            new DueDiligenceReport(
                miner.did(),
                List.of(facility(CD)),
                Set.of(Mineral.COBALT),
                PERIOD_FROM,
                PERIOD_TO,
                Arrays.stream(DueDiligenceStep.values())
                    .map(step -> new DueDiligenceReport.Step(step, StepStatus.PARTIAL))
                    .toList(),
                List.of(),
                new DueDiligenceReport.CahraList("EU", "2026"),
                null,
                null),
            new OwnershipControl(
                miner.did(), CD, PERIOD_TO, List.of(), null, false, List.of(facility(CD))),
            new PaymentDisclosure(
                THE_LOT,
                miner.did(),
                "Treasury",
                "royalty",
                BigDecimal.TEN,
                "USD",
                PERIOD_FROM,
                PERIOD_TO),
            new CarbonFootprint(
                THE_LOT,
                BigDecimal.TEN,
                FootprintBoundary.CRADLE_TO_GATE,
                "ISO 14067",
                PERIOD_FROM,
                PERIOD_TO,
                null),
            new RecycledContent(
                ORE,
                Mineral.COBALT,
                CD,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ONE,
                CustodyModel.SEGREGATED,
                null),
            incident(IssueState.CLOSED),
            challenge(mined, THE_LOT));
    Map<AttestationType, Attestation> byType = new LinkedHashMap<>();
    all.forEach(each -> byType.put(each.type(), each));
    return byType;
  }

  private static Stream<Check> of(Trace trace, Check.Rule rule) {
    return trace.checks().stream().filter(check -> check.rule() == rule);
  }

  private void assertFound(Check.Rule rule, Check.Result result) {
    Trace trace = exchange.trace(ORE);
    assertThat(of(trace, rule).filter(check -> !check.id().equals("A4")))
        .extracting(Check::result)
        .containsExactly(result);
    assertThat(of(trace, rule)).noneMatch(Check::isMandatory);
    assertThat(trace.verdict()).isEqualTo(Verdict.PASS);
  }

  @ParameterizedTest
  @EnumSource(
      value = AttestationType.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {
        "IDENTITY_ANCHOR",
        "ACCREDITATION",
        "LOT_ORIGIN",
        "TRANSFORMATION",
        "CUSTODY_TRANSFER",
        "ASSAY",
        "ESG_CONFORMITY",
        "EXPORT_CERTIFICATE",
        "REVOCATION",
        "CUSTODY_RECEIPT",
        "POLICY"
      })
  void whoeverIsAccreditedForATypeMaySayItAndATraceFindsIt(AttestationType type) {
    Attestation said = requireNonNull(one().get(type));
    Actor other = exchange.operator("other");
    // A split is the holder's to make; everything else may be anybody's.
    Actor speaker = type == AttestationType.BLEND_SPLIT ? miner : other;

    assertThat(exchange.refusal(speaker, said)).contains(Reason.NOT_ACCREDITED_FOR_TYPE);

    exchange.accept(exchange.congo, Say.leave(speaker.did(), type));
    Ref ref = exchange.accept(speaker, said);
    assertThat(exchange.evidence(ORE).statements())
        .extracting(recorded -> recorded.ref().index())
        .contains(ref.index());
  }

  @Test
  void aPermitThatAllowedTheExtractionIsFound() {
    exchange.accept(exchange.congo, permit(PermitStatus.ACTIVE, "2026-10-31", Mineral.COBALT));
    assertFound(Check.Rule.PERMIT, Check.Result.PASS);
  }

  @Test
  void aPermitThatEndedDuringTheExtractionIsPointedOut() {
    exchange.accept(exchange.congo, permit(PermitStatus.ACTIVE, "2026-10-30", Mineral.COBALT));
    assertFound(Check.Rule.PERMIT, Check.Result.FAIL);
  }

  @Test
  void aPermitForAnotherMineralIsPointedOut() {
    exchange.accept(exchange.congo, permit(PermitStatus.ACTIVE, "2040-01-01", Mineral.COPPER));
    assertFound(Check.Rule.PERMIT, Check.Result.FAIL);
  }

  @Test
  void aSuspendedPermitIsPointedOutUntilThereIsAnother() {
    exchange.accept(exchange.congo, permit(PermitStatus.SUSPENDED, "2040-01-01", Mineral.COBALT));
    assertFound(Check.Rule.PERMIT, Check.Result.FAIL);
    exchange.accept(exchange.congo, permit(PermitStatus.ACTIVE, "2040-01-01", Mineral.COBALT));
    assertFound(Check.Rule.PERMIT, Check.Result.PASS);
  }

  @Test
  void theNewestInspectionBeforeTheExtractionCounts() {
    exchange.accept(exchange.congo, inspection(SiteStatus.RED, "2026-11-02"));
    assertThat(of(exchange.trace(ORE), Check.Rule.CONFORMITY)).isEmpty();
    exchange.accept(exchange.congo, inspection(SiteStatus.GREEN, "2026-09-01"));
    assertFound(Check.Rule.CONFORMITY, Check.Result.PASS);
    exchange.accept(exchange.congo, inspection(SiteStatus.YELLOW, "2026-09-20"));
    assertFound(Check.Rule.CONFORMITY, Check.Result.WARN);
  }

  @Test
  void aSiteIsRedOnceItsDeadlineIsPastAndBlueAYearAfterItWasGreen() {
    assertThat(inspection(SiteStatus.YELLOW, "2026-08-01").statusOn(PERIOD_TO))
        .isEqualTo(SiteStatus.RED);
    assertThat(inspection(SiteStatus.GREEN, "2025-10-31").statusOn(PERIOD_TO))
        .isEqualTo(SiteStatus.GREEN);
    assertThat(inspection(SiteStatus.GREEN, "2025-10-30").statusOn(PERIOD_TO))
        .isEqualTo(SiteStatus.BLUE);
  }

  @Test
  void anIncidentIsPointedOutUntilItsIssuerSaysThatItIsClosed() {
    exchange.accept(exchange.congo, incident(IssueState.OPEN));
    assertFound(Check.Rule.INCIDENT, Check.Result.WARN);
    exchange.accept(exchange.congo, incident(IssueState.MITIGATING));
    assertFound(Check.Rule.INCIDENT, Check.Result.WARN);
    exchange.accept(exchange.congo, incident(IssueState.CLOSED));
    assertThat(of(exchange.trace(ORE), Check.Rule.INCIDENT)).isEmpty();
  }

  @Test
  void aDisputedStatementIsPointedOutAndDecidesNothing() {
    Ref disputes = exchange.accept(exchange.congo, challenge(mined, THE_LOT));
    assertFound(Check.Rule.DISPUTE, Check.Result.WARN);
    assertThat(of(exchange.trace(ORE), Check.Rule.DISPUTE).findFirst().orElseThrow().statements())
        .containsExactly(disputes.statement(), mined.statement());
  }

  @Test
  void onlyARecordedStatementAboutTheSameThingCanBeDisputed() {
    Ref other = exchange.accept(miner, origin(lot("other"), miner.did(), dry("1")));
    Challenge wrongDigest =
        new Challenge(
            new Revocation.StatementTarget(
                miner.did(),
                exchange.recorded(mined).credential().id(),
                new Sha256("0f".repeat(32))),
            THE_LOT,
            "No.",
            PERIOD_TO,
            List.of());

    assertThat(exchange.refusal(exchange.congo, wrongDigest)).contains(Reason.TARGET_UNKNOWN);
    assertThat(exchange.refusal(exchange.congo, challenge(other, THE_LOT)))
        .contains(Reason.TARGET_UNKNOWN);
    assertThat(exchange.refusal(exchange.congo, challenge(other, THE_MINE))).isEmpty();
  }

  @Test
  void theVarianceOfAMassBalanceIsComputed() {
    exchange.accept(exchange.congo, balance("178"));
    assertFound(Check.Rule.BALANCE, Check.Result.PASS);
    exchange.accept(exchange.congo, balance("174"));
    Trace trace = exchange.trace(ORE);
    assertThat(of(trace, Check.Rule.BALANCE))
        .extracting(Check::result)
        .containsExactly(Check.Result.PASS, Check.Result.WARN);
    assertThat(trace.verdict()).isEqualTo(Verdict.PASS);
  }

  @Test
  void whatArrivedIsHeldAgainstItsCertificate() {
    exchange.accept(exchange.congo, Say.certificate(ORE, Mineral.COBALT, miner.did(), dry("1000")));
    Did importer = new Did("did:web:importer.example");
    exchange.accept(
        exchange.finland,
        new ImportConfirmation(
            "CD-417",
            CD,
            ORE,
            Mineral.COBALT,
            new HsCode("2822"),
            importer,
            dry("990"),
            FI,
            LocalDate.parse("2026-11-20")));
    Trace agrees = exchange.trace(ORE);
    assertThat(of(agrees, Check.Rule.CERTIFICATE))
        .extracting(Check::result)
        .containsOnly(Check.Result.PASS);
    assertThat(of(agrees, Check.Rule.CERTIFICATE))
        .extracting(Check::id)
        .contains("A4", "A5", "B1", "B2", "B4", "B5", "D2");
    exchange.accept(
        exchange.finland,
        new ImportConfirmation(
            "CD-417",
            CD,
            ORE,
            Mineral.COBALT,
            new HsCode("2822"),
            importer,
            dry("900"),
            FI,
            LocalDate.parse("2026-11-20")));
    assertThat(of(exchange.trace(ORE), Check.Rule.CERTIFICATE))
        .extracting(Check::result)
        .contains(Check.Result.WARN);
  }

  @Test
  void aStatementAboutALotNamesTheMineralThatTheLotIsRecordedAs() {
    Attestation other =
        new PaymentDisclosure(
            new About.OfLot(ORE, Mineral.COPPER, CD),
            miner.did(),
            "Treasury",
            "royalty",
            BigDecimal.TEN,
            "USD",
            PERIOD_FROM,
            PERIOD_TO);
    assertThat(exchange.refusal(exchange.congo, other)).contains(Reason.MINERAL_MISMATCH);
  }

  // Put together and taken apart.

  private void mayBlend(Actor actor) {
    exchange.accept(exchange.congo, Say.leave(actor.did(), AttestationType.BLEND_SPLIT));
  }

  @Test
  void aPartOfALotIsTracedThroughItsSplit() {
    mayBlend(miner);
    exchange.accept(
        miner,
        split(ORE, "1000", part("a", Mineral.COBALT, "600"), part("b", Mineral.COBALT, "400")));

    Trace trace = exchange.trace(lot("a"));
    assertThat(trace.reasons()).isEmpty();
    assertThat(trace.verdict()).isEqualTo(Verdict.PASS);
    assertThat(trace.evidence().upstream()).containsOnlyKeys(lot("a"), ORE);
    assertThat(trace.steps())
        .extracting(step -> step.transformation().process())
        .containsExactly("split");
    assertThat(exchange.evidence(ORE).downstream()).containsOnlyKeys(lot("a"), lot("b"));
    assertThat(exchange.check().entries()).isPositive();
  }

  @Test
  void aSplitConsumesWhatItTakesApart() {
    mayBlend(miner);
    exchange.accept(miner, split(ORE, "600", part("a", Mineral.COBALT, "600")));
    assertThat(exchange.state(ORE).consumed()).isEqualTo(600_000_000L);
    assertThat(exchange.refusal(miner, split(ORE, "401", part("b", Mineral.COBALT, "401"))))
        .contains(Reason.OVER_CONSUMED);
    assertThat(exchange.refusal(miner, split(ORE, "400", part("a", Mineral.COBALT, "400"))))
        .contains(Reason.LOT_EXISTS);
    assertThat(exchange.refusal(miner, split(ORE, "400", part("b", Mineral.COBALT, "400"))))
        .isEmpty();
  }

  @Test
  void aSplitIsMadeByTheHolderAndMakesNoOtherMineral() {
    mayBlend(miner);
    Actor other = exchange.operator("other");
    mayBlend(other);
    assertThat(exchange.refusal(other, split(ORE, "1", part("a", Mineral.COBALT, "1"))))
        .contains(Reason.NOT_HOLDER);
    assertThat(exchange.refusal(miner, split(ORE, "1", part("a", Mineral.COPPER, "1"))))
        .contains(Reason.MINERAL_MISMATCH);
  }

  @Test
  void aSplitThatChangesTheFormFailsTheLot() {
    mayBlend(miner);
    exchange.accept(
        miner,
        split(
            ORE,
            "1000",
            new Transformation.Output(
                lot("a"),
                Mineral.COBALT,
                "hydroxide",
                null,
                dry("1000"),
                List.of(percent("Co", "10")))));
    Trace trace = exchange.trace(lot("a"));
    assertThat(trace.verdict()).isEqualTo(Verdict.FAIL);
    assertThat(trace.reasons()).anyMatch(reason -> reason.contains("hydroxide came out"));
  }
}
