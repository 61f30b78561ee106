package org.assay.traceability.origin;

import static java.util.Objects.requireNonNull;
import static org.assay.traceability.origin.Chains.made;
import static org.assay.traceability.origin.Chains.mined;
import static org.assay.traceability.origin.Chains.place;
import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.input;
import static org.assay.traceability.testing.Say.lot;
import static org.assay.traceability.testing.Say.output;
import static org.assay.traceability.testing.Say.percent;
import static org.assay.traceability.testing.Say.wet;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assay.attestation.AttestationType;
import org.assay.attestation.CustodyModel;
import org.assay.attestation.LotId;
import org.assay.attestation.Mineral;
import org.assay.attestation.quantity.Grade;
import org.assay.attestation.quantity.Quantity;
import org.assay.attestation.quantity.Rational;
import org.assay.traceability.testing.Actor;
import org.assay.traceability.testing.Say;
import org.assay.traceability.testing.TestExchange;
import org.assay.traceability.trace.TraceLimits;
import org.assay.traceability.trace.Tracer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OriginTest {
  private static final LotId A = lot("a");
  private static final LotId B = lot("b");
  private static final LotId OUT = lot("out");

  private final TestExchange exchange = TestExchange.founded();
  private final Actor operator = exchange.operator("op");

  private void ore(String mine, LotId lot, Quantity quantity, Grade... grades) {
    exchange.accept(operator, mined(mine, lot, operator.did(), Mineral.COBALT, quantity, grades));
  }

  private void step(String plant, String process, Object... lots) {
    stepBy(null, plant, process, lots);
  }

  private void stepBy(@Nullable CustodyModel model, String plant, String process, Object... lots) {
    exchange.accept(operator, made(plant, process, model, lots));
  }

  private MetalOrigin origin(LotId lot) {
    return Origin.of(exchange.trace(lot)).metals().get(0);
  }

  private static Whereabouts unknown(Whereabouts.Cause cause) {
    return new Whereabouts.Unknown(cause);
  }

  private void twoMines(String... percents) {
    ore("east", A, dry("100"), percent("Co", percents[0]));
    ore("west", B, dry("300"), percent("Co", percents[1]));
  }

  @Test
  void aBlendIsWeighedByContainedMetalAndNotByMass() {
    twoMines("10", "1");
    step(
        "yard",
        "blend",
        input(A, dry("100")),
        input(B, dry("300")),
        output(OUT, dry("400"), percent("Co", "3.25")));

    MetalOrigin origin = origin(OUT);

    assertThat(origin.weighedBy()).isEqualTo(MetalOrigin.Weight.METAL);
    assertThat(origin.shares(Stage.MINED).of())
        .isEqualTo(Map.of(place("east"), Rational.of(10, 13), place("west"), Rational.of(3, 13)));
    assertThat(origin.shares(Stage.MINED).percents())
        .isEqualTo(Map.of(place("east"), "76.923077", place("west"), "23.076923"));
    assertThat(origin.shares(Stage.MINED).countries()).isEqualTo(Map.of("CD", Rational.ONE));
    assertThat(origin.milligrams()).isEqualTo(Rational.of(13_000_000));
    assertThat(origin.shares(Stage.REFINED)).isEqualTo(Shares.whole(new Whereabouts.NotDone()));
  }

  @Test
  void withoutAGradeABlendIsWeighedByMassAndSaysSo() {
    ore("east", A, dry("100"));
    ore("west", B, wet("400", "0.25"), percent("Co", "1"));
    step(
        "yard",
        "blend",
        input(A, dry("100")),
        input(B, wet("400", "0.25")),
        output(OUT, dry("400")));

    assertThat(origin(OUT).weighedBy()).isEqualTo(MetalOrigin.Weight.MASS);
    assertThat(origin(OUT).shares(Stage.MINED).share(place("east"))).isEqualTo(Rational.of(1, 4));
  }

  @Test
  void withoutAGradeAndAMoistureNothingIsKnown() {
    ore("east", A, dry("100"));
    ore("west", B, wet("400"));
    step("yard", "blend", input(A, dry("100")), input(B, wet("400")), output(OUT, dry("400")));

    assertThat(origin(OUT).weighedBy()).isEqualTo(MetalOrigin.Weight.NONE);
    assertThat(origin(OUT).shares(Stage.MINED))
        .isEqualTo(Shares.unknown(Whereabouts.Cause.NOT_COMPARABLE));
  }

  @Test
  void whatIsMissingIsAShareOfItsOwn() {
    // La Caridad smelter 2019, in tonnes for kilotonnes: its own mine gave 446.2 of 1011.4.
    exchange.accept(
        operator,
        mined("caridad", A, operator.did(), Mineral.COPPER, dry("446200"), percent("Cu", "24.01")));
    step(
        "smelter",
        "smelting",
        input(A, dry("446200")),
        input(lot("others"), dry("565200")),
        output(OUT, Mineral.COPPER, dry("279100"), percent("Cu", "99.4")));

    MetalOrigin origin = origin(OUT);

    assertThat(origin.metal()).isEqualTo("Cu");
    assertThat(origin.weighedBy()).isEqualTo(MetalOrigin.Weight.MASS);
    assertThat(origin.shares(Stage.MINED).share(unknown(Whereabouts.Cause.MISSING)))
        .isEqualTo(Rational.of(5652, 10114));
    assertThat(origin.shares(Stage.MINED).unknown()).isEqualTo(Rational.of(5652, 10114));
    assertThat(origin.shares(Stage.REFINED)).isEqualTo(Shares.whole(place("smelter")));
    assertThat(origin.shares(Stage.MELTED)).isEqualTo(Shares.whole(place("smelter")));
  }

  @Test
  void aStageIsWhereItWasDoneLastAndTheEarlierPlacesAreTold() {
    ore("east", A, dry("100"), percent("Co", "10"));
    step("leach", "leaching", input(A, dry("100")), output(B, dry("30"), percent("Co", "33")));
    step("refinery", "refining", input(B, dry("30")), output(OUT, dry("47"), percent("Co", "21")));

    assertThat(origin(OUT).shares(Stage.REFINED)).isEqualTo(Shares.whole(place("refinery")));
    assertThat(origin(OUT).places(Stage.REFINED))
        .containsExactly(place("leach"), place("refinery"));
    assertThat(origin(OUT).shares(Stage.MINED)).isEqualTo(Shares.whole(place("east")));
  }

  @Test
  void aDiamondIsCountedOnce() {
    ore("east", A, dry("100"), percent("Co", "10"));
    step(
        "yard",
        "split",
        input(A, dry("100")),
        output(lot("a1"), dry("40"), percent("Co", "10")),
        output(lot("a2"), dry("60"), percent("Co", "10")));
    step(
        "p1",
        "refining",
        input(lot("a1"), dry("40")),
        output(lot("r1"), dry("4"), percent("Co", "100")));
    step(
        "p2",
        "refining",
        input(lot("a2"), dry("60")),
        output(lot("r2"), dry("6"), percent("Co", "100")));
    step(
        "yard",
        "blend",
        input(lot("r1"), dry("4")),
        input(lot("r2"), dry("6")),
        output(OUT, dry("10"), percent("Co", "100")));

    assertThat(origin(OUT).shares(Stage.MINED)).isEqualTo(Shares.whole(place("east")));
    assertThat(origin(OUT).shares(Stage.REFINED).of())
        .isEqualTo(Map.of(place("p1"), Rational.of(2, 5), place("p2"), Rational.of(3, 5)));
  }

  @Test
  void metalThatComesOutOfNowhereIsUnknown() {
    ore("east", A, dry("100"), percent("Co", "10"));
    step("works", "refining", input(A, dry("100")), output(OUT, dry("40"), percent("Co", "100")));

    assertThat(origin(OUT).shares(Stage.MINED).of())
        .isEqualTo(
            Map.of(
                place("east"), Rational.of(1, 4),
                unknown(Whereabouts.Cause.SURPLUS), Rational.of(3, 4)));
  }

  @Test
  void whatDoesNotCarryTheMetalHasNoShareOfIt() {
    ore("east", A, dry("100"), percent("Co", "10"));
    exchange.accept(
        operator,
        mined("copper", B, operator.did(), Mineral.COPPER, dry("300"), percent("Cu", "10")));
    step(
        "works",
        "smelting",
        input(A, dry("100")),
        input(B, dry("300")),
        output(OUT, dry("40"), percent("Co", "25"), percent("Cu", "75")));

    List<MetalOrigin> metals = Origin.of(exchange.trace(OUT)).metals();

    assertThat(metals).extracting(MetalOrigin::metal).containsExactly("Co", "Cu");
    assertThat(metals.get(0).shares(Stage.MINED)).isEqualTo(Shares.whole(place("east")));
    assertThat(metals.get(1).shares(Stage.MINED)).isEqualTo(Shares.whole(place("copper")));
  }

  @ParameterizedTest
  @EnumSource(CustodyModel.class)
  void onlyAPhysicalModelProvesAnOrigin(CustodyModel model) {
    twoMines("10", "10");
    stepBy(
        model,
        "works",
        "refining",
        input(A, dry("100")),
        input(B, dry("300")),
        output(lot("mid"), dry("40"), percent("Co", "100")));
    stepBy(
        CustodyModel.SEGREGATED,
        "next",
        "melting",
        input(lot("mid"), dry("40")),
        output(OUT, dry("40"), percent("Co", "100")));

    MetalOrigin origin = origin(OUT);

    Shares notProven = Shares.unknown(Whereabouts.Cause.NOT_PHYSICAL);
    assertThat(origin.shares(Stage.MINED).equals(notProven)).isEqualTo(!model.isPhysical());
    assertThat(origin.shares(Stage.REFINED))
        .isEqualTo(model == CustodyModel.BOOK_AND_CLAIM ? notProven : Shares.whole(place("works")));
    assertThat(origin.isModelStated()).isTrue();
    assertThat(origin.model())
        .as("two sources do not keep one identity, and a path is as strong as its weakest step")
        .contains(
            model == CustodyModel.IDENTITY_PRESERVED ? CustodyModel.CONTROLLED_BLENDING : model);
  }

  @Test
  void aModelThatIsNotStatedIsNotInvented() {
    ore("east", A, dry("100"), percent("Co", "10"));
    step("works", "refining", input(A, dry("100")), output(OUT, dry("10"), percent("Co", "100")));

    assertThat(origin(OUT).model()).isEmpty();
    assertThat(origin(OUT).isModelStated()).isFalse();
    assertThat(origin(OUT).shares(Stage.MINED)).isEqualTo(Shares.whole(place("east")));
  }

  @Test
  void aStatementThatIsRevokedProvesNothing() {
    ore("east", A, dry("100"), percent("Co", "10"));
    var revoked =
        exchange.accept(
            operator,
            mined("west", B, operator.did(), Mineral.COBALT, dry("100"), percent("Co", "10")));
    step(
        "yard",
        "blend",
        input(A, dry("100")),
        input(B, dry("100")),
        output(OUT, dry("200"), percent("Co", "10")));
    exchange.accept(operator, Say.revoke(exchange.recorded(revoked)));

    assertThat(origin(OUT).weighedBy()).isEqualTo(MetalOrigin.Weight.MASS);
    assertThat(origin(OUT).shares(Stage.MINED).of())
        .isEqualTo(
            Map.of(
                place("east"), Rational.of(1, 2),
                unknown(Whereabouts.Cause.DOES_NOT_HOLD), Rational.of(1, 2)));
  }

  @Test
  void pastTheLimitOfTheTraceNothingIsKnown() {
    ore("east", A, dry("100"), percent("Co", "10"));
    step("yard", "crushing", input(A, dry("100")), output(B, dry("100"), percent("Co", "10")));
    step("works", "refining", input(B, dry("100")), output(OUT, dry("10"), percent("Co", "100")));

    MetalOrigin origin =
        Origin.of(
                Tracer.trace(
                    exchange.reader().read(OUT, exchange.reader().size(), new TraceLimits(1, 100))))
            .metals()
            .get(0);

    assertThat(origin.shares(Stage.MINED))
        .isEqualTo(Shares.unknown(Whereabouts.Cause.NOT_FOLLOWED));
    assertThat(origin.shares(Stage.REFINED)).isEqualTo(Shares.whole(place("works")));
  }

  @Test
  void aCycleIsUnknownAndDoesNotHideTheRest() {
    ore("east", A, dry("100"), percent("Co", "10"));
    step(
        "works",
        "crushing",
        input(lot("y"), dry("50")),
        output(lot("x"), dry("50"), percent("Co", "10")));
    step(
        "works",
        "crushing",
        input(lot("x"), dry("50")),
        output(lot("y"), dry("100"), percent("Co", "10")));
    step(
        "yard",
        "blend",
        input(A, dry("100")),
        input(lot("y"), dry("50")),
        output(OUT, dry("150"), percent("Co", "10")));

    assertThat(origin(OUT).shares(Stage.MINED).of())
        .isEqualTo(
            Map.of(
                place("east"), Rational.of(2, 3),
                unknown(Whereabouts.Cause.CYCLE), Rational.of(1, 3)));
  }

  @Test
  void aProcessThatTheTableLacksMayHaveBeenAnyStageButMining() {
    ore("east", A, dry("100"), percent("Co", "10"));
    step("works", "alchemy", input(A, dry("100")), output(OUT, dry("10"), percent("Co", "100")));

    assertThat(origin(OUT).shares(Stage.REFINED))
        .isEqualTo(Shares.unknown(Whereabouts.Cause.NO_STAGE));
    assertThat(origin(OUT).shares(Stage.MINED)).isEqualTo(Shares.whole(place("east")));
  }

  @Test
  void lithiumIsFollowedThroughOxideAndCarbonate() {
    Actor miner = exchange.registered("li", Say.CD);
    exchange.accept(
        exchange.congo,
        Say.accreditation(
            miner.did(),
            Set.of(AttestationType.LOT_ORIGIN, AttestationType.TRANSFORMATION),
            List.of(Say.CD),
            Set.of(Mineral.LITHIUM),
            false));
    exchange.accept(
        miner, mined("pit", A, miner.did(), Mineral.LITHIUM, dry("1000"), percent("Li2O", "6")));
    exchange.accept(
        miner,
        made(
            "works",
            "conversion",
            null,
            input(A, dry("1000")),
            output(OUT, Mineral.LITHIUM, dry("147"), percent("Li2CO3", "99.5"))));

    var trace = exchange.trace(OUT);

    assertThat(trace.reasons()).isEmpty();
    assertThat(trace.steps().get(0).metals().get(0).analyte()).isEqualTo("Li");
    assertThat(requireNonNull(trace.steps().get(0).metals().get(0).in()).toPlainString())
        .isEqualTo("27.872419");
    assertThat(Origin.of(trace).metals().get(0).metal()).isEqualTo("Li");
  }

  @Test
  void percentsAddUpToAHundredWhateverIsRounded() {
    assertThat(
            Shares.allocate(
                List.of(Rational.of(1, 3), Rational.of(1, 3), Rational.of(1, 3)),
                BigInteger.valueOf(100)))
        .containsExactly(BigInteger.valueOf(34), BigInteger.valueOf(33), BigInteger.valueOf(33));
  }

  @Test
  void aLotOfWhichNothingIsRecordedHasNoMetalToShare() {
    assertThat(Origin.of(exchange.trace(lot("nobody"))).metals()).isEmpty();
  }
}
