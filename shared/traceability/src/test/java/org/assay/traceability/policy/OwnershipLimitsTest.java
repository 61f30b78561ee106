package org.assay.traceability.policy;

import static org.assay.traceability.policy.CobaltWay.MINE;
import static org.assay.traceability.policy.CobaltWay.REFINERY;
import static org.assay.traceability.testing.Say.CD;
import static org.assay.traceability.testing.Say.HAPPENED;
import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.input;
import static org.assay.traceability.testing.Say.lot;
import static org.assay.traceability.testing.Say.percent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.assay.attestation.AttestationType;
import org.assay.attestation.BlendSplit;
import org.assay.attestation.ControlKind;
import org.assay.attestation.CountryCode;
import org.assay.attestation.CustodyModel;
import org.assay.attestation.Did;
import org.assay.attestation.Facility;
import org.assay.attestation.FacilityRecord;
import org.assay.attestation.GeoPoint;
import org.assay.attestation.LotId;
import org.assay.attestation.Mineral;
import org.assay.attestation.OwnershipControl;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Transformation;
import org.assay.traceability.testing.Say;
import org.assay.traceability.trace.Check;
import org.assay.traceability.trace.Finding;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rule E2: who owns and controls whoever mined or worked a lot. */
class OwnershipLimitsTest {
  private static final String FEOC =
      """
      {"coveredNations": ["CN", "RU", "KP", "IR"], "holders": "governments",
       "kinds": ["equity", "voting", "board-seats"], "together": "0.25",
       "contractControl": true, "maxAgeMonths": "12"}
      """;
  private static final String PFE =
      """
      {"coveredNations": ["CN", "RU", "KP", "IR"], "holders": "anybody", "kinds": ["equity"],
       "together": "0.40", "single": "0.25", "debt": "0.15", "maxAgeMonths": "12"}
      """;
  private static final CountryCode CN = new CountryCode("CN");
  private static final CountryCode RU = new CountryCode("RU");
  private static final LocalDate AS_OF = LocalDate.parse("2026-09-30");

  private final CobaltWay way = CobaltWay.whole();

  private static OwnershipControl.Holder holder(
      String name, CountryCode country, ControlKind kind, String share, boolean isGovernment) {
    return new OwnershipControl.Holder(
        name, null, country, kind, new BigDecimal(share), isGovernment);
  }

  /** A local holder of whatever the others leave, of each kind. */
  private static List<OwnershipControl.Holder> holders(OwnershipControl.Holder... others) {
    List<OwnershipControl.Holder> all = new ArrayList<>(List.of(others));
    for (ControlKind kind : ControlKind.values()) {
      BigDecimal left = BigDecimal.ONE;
      for (OwnershipControl.Holder each : others) {
        left = each.kind() == kind ? left.subtract(each.share()) : left;
      }
      if (left.signum() > 0) {
        all.add(holder("Kasai Holding", CD, kind, left.toPlainString(), false));
      }
    }
    return all;
  }

  private static OwnershipControl ownership(
      Did party,
      Facility site,
      LocalDate asOf,
      @Nullable String debt,
      boolean isContracted,
      List<OwnershipControl.Holder> holders) {
    return new OwnershipControl(
        party,
        CD,
        asOf,
        holders,
        debt == null ? null : new BigDecimal(debt),
        isContracted,
        List.of(site));
  }

  private void minerIsLocal() {
    way.says(ownership(way.miner.did(), MINE, AS_OF, "0", false, holders()));
  }

  private void refinerHas(OwnershipControl.Holder... others) {
    way.says(ownership(way.refiner.did(), REFINERY, AS_OF, "0", false, holders(others)));
  }

  @Test
  void bothOperatorsAreOwnedAtHome() {
    minerIsLocal();
    refinerHas();
    Finding finding = way.judge("E2", FEOC);
    assertThat(finding.result()).isEqualTo(Check.Result.PASS);
    assertThat(finding.missing()).isEmpty();
    assertThat(finding.used()).hasSize(4);
    assertThat(way.judge("E2", PFE).result()).isEqualTo(Check.Result.PASS);
  }

  @Test
  void whoeverHasNoStatementIsNamed() {
    minerIsLocal();
    Finding finding = way.judge("E2", FEOC);
    assertThat(finding.result()).isEqualTo(Check.Result.UNKNOWN);
    assertThat(finding.missing()).singleElement().asString().contains("did:web:refiner.example");
    assertThat(finding.sentence()).contains("did:web:refiner.example");
  }

  @ParameterizedTest
  @EnumSource(ControlKind.class)
  void aQuarterOfEachKindByItselfFails(ControlKind kind) {
    minerIsLocal();
    refinerHas(holder("State fund", CN, kind, "0.25", true));
    Finding finding = way.judge("E2", FEOC);
    assertThat(finding.result()).isEqualTo(Check.Result.FAIL);
    assertThat(finding.sentence()).contains("25 % of the " + kind.code());
    assertThat(finding.numbers())
        .anyMatch(
            figure ->
                figure.name().startsWith(kind.code())
                    && figure.value().compareTo(new BigDecimal("0.25")) == 0);
  }

  @Test
  void kindsAreNotAddedUpAndHoldersOfAKindAre() {
    minerIsLocal();
    refinerHas(
        holder("State fund", CN, ControlKind.EQUITY, "0.24", true),
        holder("State fund", CN, ControlKind.VOTING, "0.24", true),
        holder("Rosfond", RU, ControlKind.BOARD_SEATS, "0.24", true));
    assertThat(way.judge("E2", FEOC).result()).isEqualTo(Check.Result.PASS);
    refinerHas(
        holder("State fund", CN, ControlKind.EQUITY, "0.13", true),
        holder("Rosfond", RU, ControlKind.EQUITY, "0.12", true));
    assertThat(way.judge("E2", FEOC).result()).isEqualTo(Check.Result.FAIL);
  }

  @Test
  void aPrivateHolderCountsOnlyWhereAnybodyDoes() {
    minerIsLocal();
    refinerHas(holder("Li & Co", CN, ControlKind.EQUITY, "0.30", false));
    assertThat(way.judge("E2", FEOC).result()).isEqualTo(Check.Result.PASS);
    assertThat(way.judge("E2", PFE).result()).isEqualTo(Check.Result.FAIL);
  }

  @Test
  void severalHoldersFailTogetherAndOneByItself() {
    minerIsLocal();
    refinerHas(
        holder("One", CN, ControlKind.EQUITY, "0.2", false),
        holder("Two", CN, ControlKind.EQUITY, "0.19", false));
    assertThat(way.judge("E2", PFE).result()).isEqualTo(Check.Result.PASS);
    refinerHas(
        holder("One", CN, ControlKind.EQUITY, "0.2", false),
        holder("Two", CN, ControlKind.EQUITY, "0.2", false));
    assertThat(way.judge("E2", PFE).sentence()).contains("40 % of the equity");
    refinerHas(holder("One", CN, ControlKind.EQUITY, "0.25", false));
    assertThat(way.judge("E2", PFE).sentence()).contains("by one holder");
  }

  @Test
  void debtCountsWhereItIsAsked() {
    minerIsLocal();
    way.says(ownership(way.refiner.did(), REFINERY, AS_OF, "0.15", false, holders()));
    assertThat(way.judge("E2", PFE).sentence()).contains("15 % of the debt");
    assertThat(way.judge("E2", FEOC).result()).isEqualTo(Check.Result.PASS);
  }

  @Test
  void untoldDebtIsNotKnown() {
    minerIsLocal();
    way.says(ownership(way.refiner.did(), REFINERY, AS_OF, null, false, holders()));
    assertThat(way.judge("E2", PFE).missing()).singleElement().asString().contains("the debt");
  }

  @Test
  void untoldSharesThatCouldReachALimitAreNotKnown() {
    minerIsLocal();
    List<OwnershipControl.Holder> some =
        holders().stream()
            .map(
                each ->
                    holder(
                        each.name(),
                        CD,
                        each.kind(),
                        each.kind() == ControlKind.VOTING ? "0.75" : "0.76",
                        false))
            .toList();
    way.says(ownership(way.refiner.did(), REFINERY, AS_OF, "0", false, some));
    Finding finding = way.judge("E2", FEOC);
    assertThat(finding.result()).isEqualTo(Check.Result.UNKNOWN);
    assertThat(finding.missing()).singleElement().asString().contains("25 % of the voting");
  }

  @Test
  void controlByContractFailsWithACoveredHolderAndIsElseNotKnown() {
    minerIsLocal();
    way.says(ownership(way.refiner.did(), REFINERY, AS_OF, "0", true, holders()));
    assertThat(way.judge("E2", FEOC).result()).isEqualTo(Check.Result.UNKNOWN);
    way.says(
        ownership(
            way.refiner.did(),
            REFINERY,
            AS_OF,
            "0",
            true,
            holders(holder("Li & Co", CN, ControlKind.EQUITY, "0.05", false))));
    assertThat(way.judge("E2", FEOC).result()).isEqualTo(Check.Result.FAIL);
  }

  @Test
  void aStatementThatIsTooOldIsNamedWithItsDay() {
    minerIsLocal();
    way.says(
        ownership(
            way.refiner.did(), REFINERY, LocalDate.parse("2025-10-31"), "0", false, holders()));
    Finding finding = way.judge("E2", FEOC);
    assertThat(finding.result()).isEqualTo(Check.Result.UNKNOWN);
    assertThat(finding.missing()).singleElement().asString().contains("2025-10-31");
    way.says(
        ownership(
            way.refiner.did(), REFINERY, LocalDate.parse("2025-11-01"), "0", false, holders()));
    assertThat(way.judge("E2", FEOC).result()).isEqualTo(Check.Result.PASS);
  }

  @Test
  void whoeverRanTheFacilityLongBeforeIsNotAsked() {
    minerIsLocal();
    refinerHas();
    Did before = new Did("did:web:before.example");
    way.says(ownership(before, REFINERY, LocalDate.parse("2024-01-31"), "0", true, holders()));
    assertThat(way.judge("E2", FEOC).result()).isEqualTo(Check.Result.PASS);
    way.says(ownership(before, REFINERY, AS_OF, "0", true, holders()));
    assertThat(way.judge("E2", FEOC).result()).isEqualTo(Check.Result.UNKNOWN);
  }

  @Test
  void whoeverIsRecordedAsTheOperatorIsAskedToo() {
    minerIsLocal();
    refinerHas();
    way.says(
        new FacilityRecord(
            REFINERY,
            new Did("did:web:owner.example"),
            "7",
            "https://register.example",
            List.of("refining"),
            new GeoPoint(new BigDecimal("-10.7"), new BigDecimal("25.4")),
            null));
    assertThat(way.judge("E2", FEOC).missing())
        .singleElement()
        .asString()
        .contains("did:web:owner.example");
  }

  @Test
  void whatWasSoOnTheDayOfTheWorkCountsAndNotWhatCameLater() {
    minerIsLocal();
    refinerHas(holder("State fund", CN, ControlKind.EQUITY, "0.5", true));
    way.says(
        ownership(
            way.refiner.did(), REFINERY, LocalDate.parse("2026-11-20"), "0", false, holders()));
    assertThat(way.judge("E2", FEOC).result()).isEqualTo(Check.Result.FAIL);
  }

  @Test
  void aRevokedStatementCountsNoMore() {
    minerIsLocal();
    refinerHas();
    var wrong =
        way.exchange.recorded(
            way.says(ownership(way.miner.did(), MINE, AS_OF, "0", true, holders())));
    assertThat(way.judge("E2", FEOC).result()).isEqualTo(Check.Result.UNKNOWN);
    way.says(Say.revoke(wrong));
    assertThat(way.judge("E2", FEOC).result()).isEqualTo(Check.Result.PASS);
  }

  @Test
  void aPlaceOrARegisterInACoveredNationFails() {
    minerIsLocal();
    refinerHas();
    Finding finding = way.judge("E2", FEOC.replace("\"CN\"", "\"CD\""));
    assertThat(finding.result()).isEqualTo(Check.Result.FAIL);
    assertThat(finding.sentence()).contains("stands in Congo").contains("is registered in");
  }

  @Test
  void aWayThatIsNotKnownToTheMineIsNotKnown() {
    CobaltWay cut = CobaltWay.withoutMine();
    cut.says(ownership(cut.refiner.did(), REFINERY, AS_OF, "0", false, holders()));
    Finding finding = cut.judge("E2", FEOC);
    assertThat(finding.result()).isEqualTo(Check.Result.UNKNOWN);
    assertThat(finding.missing()).anyMatch(each -> each.contains("urn:test:lot:ore"));
  }

  @Test
  void massBalanceSaysNothingOfWhoWorkedWhatIsInTheLot() {
    CobaltWay mixed = CobaltWay.whole(CustodyModel.MASS_BALANCE);
    mixed.says(ownership(mixed.miner.did(), MINE, AS_OF, "0", false, holders()));
    mixed.says(ownership(mixed.refiner.did(), REFINERY, AS_OF, "0", false, holders()));
    Finding finding = mixed.judge("E2", FEOC);
    assertThat(finding.result()).isEqualTo(Check.Result.UNKNOWN);
    assertThat(finding.missing()).singleElement().asString().contains("mass-balance");
  }

  @Test
  void whoeverOnlyDividesALotIsNotAsked() {
    minerIsLocal();
    refinerHas();
    LotId part = lot("part");
    way.exchange.accept(
        way.exchange.congo, Say.leave(way.refiner.did(), AttestationType.BLEND_SPLIT));
    way.exchange.accept(
        way.refiner,
        new BlendSplit(
            CobaltWay.facility("warehouse", CD),
            CustodyModel.SEGREGATED,
            List.of(input(CobaltWay.HYDROXIDE, dry("300"))),
            List.of(
                new Transformation.Output(
                    part,
                    Mineral.COBALT,
                    "hydroxide",
                    null,
                    dry("300"),
                    List.of(percent("Co", "33")))),
            HAPPENED.plusSeconds(60),
            HAPPENED.plusSeconds(120)));
    assertThat(CobaltWay.judge(way.exchange, part, "E2", FEOC, CobaltWay.TODAY).result())
        .isEqualTo(Check.Result.PASS);
  }

  @Test
  void aStatementThatWasNotItsIssuersToMakeCountsNotAtAll() {
    minerIsLocal();
    way.exchange
        .accomplice()
        .accept(
            way.exchange.say(
                way.refiner, ownership(way.refiner.did(), REFINERY, AS_OF, "0", false, holders())));
    Finding finding = way.judge("E2", FEOC);
    assertThat(finding.result()).isEqualTo(Check.Result.UNKNOWN);
    assertThat(finding.missing()).singleElement().asString().contains("did:web:refiner.example");
  }

  @Test
  void aLimitBeyondTheWholeIsRefusedWithItsPlace() {
    assertThatExceptionOfType(RejectedException.class)
        .isThrownBy(() -> CobaltWay.rule("E2", FEOC.replace("0.25", "25")))
        .satisfies(e -> assertThat(e.rejection().pointer()).isEqualTo("/parameters/together"));
  }
}
