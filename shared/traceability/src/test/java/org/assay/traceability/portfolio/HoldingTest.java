package org.assay.traceability.portfolio;

import static org.assay.traceability.testing.Say.CD;
import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.input;
import static org.assay.traceability.testing.Say.lot;
import static org.assay.traceability.testing.Say.making;
import static org.assay.traceability.testing.Say.origin;
import static org.assay.traceability.testing.Say.output;
import static org.assay.traceability.testing.Say.percent;
import static org.assay.traceability.testing.Say.wet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assay.attestation.LotId;
import org.assay.attestation.quantity.Rational;
import org.assay.ledger.Ref;
import org.assay.traceability.origin.Stage;
import org.assay.traceability.origin.Whereabouts;
import org.assay.traceability.testing.Actor;
import org.assay.traceability.testing.Say;
import org.assay.traceability.testing.TestExchange;
import org.assay.traceability.trace.EvidenceReader;
import org.assay.traceability.trace.TraceLimits;
import org.assay.traceability.trace.Tracer;
import org.assay.traceability.trace.Verdict;
import org.junit.jupiter.api.Test;

/** What counts of lots that are recorded. */
class HoldingTest {
  private static final LotId ORE = lot("ore");
  private static final LotId METAL = lot("metal");

  private final TestExchange exchange = TestExchange.founded();
  private final Actor operator = exchange.operator("op");

  private Portfolio portfolio(LotId... lots) {
    return portfolio(exchange.reader().size(), lots);
  }

  private Portfolio portfolio(long size, LotId... lots) {
    EvidenceReader reader = exchange.reader();
    List<Holding> holdings = new ArrayList<>();
    for (LotId lot : lots) {
      holdings.add(Holding.of(Tracer.trace(reader.read(lot, size, TraceLimits.DEFAULT))));
    }
    return Portfolio.of(holdings, Portfolio.EU_2024_1252);
  }

  private Ref refine(String kilograms, String out) {
    return exchange.accept(
        operator,
        making(
            "refining", input(ORE, dry(kilograms)), output(METAL, dry(out), percent("Co", "100"))));
  }

  @Test
  void aLotCountsForWhatIsLeftOfItAndWhatWasMadeOfItForItself() {
    exchange.accept(operator, origin(ORE, operator.did(), dry("100"), percent("Co", "10")));
    refine("60", "5.9");

    Portfolio both = portfolio(ORE, METAL);

    assertThat(both.metals().get(0).milligrams())
        .as("4 kg in what is left of the ore, and 5.9 kg of metal")
        .isEqualTo(Rational.of(9_900_000));
    assertThat(portfolio(ORE).metals().get(0).milligrams()).isEqualTo(Rational.of(4_000_000));
    assertThat(portfolio(METAL).metals().get(0).milligrams()).isEqualTo(Rational.of(5_900_000));
    assertThat(both.holdings().get(1).upstream()).containsExactly(ORE);
    Concentration refined = both.metals().get(0).stages().get(1);
    assertThat(refined.stage()).isEqualTo(Stage.REFINED);
    assertThat(refined.share("CD").least()).isEqualTo(Rational.of(59, 99));
    assertThat(refined.masses().notDone()).isEqualTo(Rational.of(4_000_000));
  }

  @Test
  void aLotOfWhichNothingIsLeftCountsForNothing() {
    exchange.accept(operator, origin(ORE, operator.did(), dry("100"), percent("Co", "10")));
    refine("100", "9.9");

    Portfolio both = portfolio(ORE, METAL);

    assertThat(both.notCounted())
        .containsExactly(new NotCounted(ORE, null, NotCounted.Reason.NOTHING_LEFT, Rational.ZERO));
    assertThat(both.metals().get(0).milligrams()).isEqualTo(Rational.of(9_900_000));
    assertThat(both.metals().get(0).isComplete()).as("nothing is missing by that").isTrue();
    assertThat(portfolio(ORE).metals()).isEmpty();
  }

  @Test
  void aRevokedStepGivesNothingBackSoThatNoMetalCountsTwice() {
    exchange.accept(operator, origin(ORE, operator.did(), dry("100"), percent("Co", "10")));
    Ref step = refine("60", "6");
    exchange.accept(operator, Say.revoke(exchange.recorded(step)));

    Portfolio both = portfolio(ORE, METAL);

    assertThat(both.metals().get(0).milligrams()).isEqualTo(Rational.of(10_000_000));
    assertThat(both.metals().get(0).stages().get(0).masses().unknown())
        .isEqualTo(Map.of(Whereabouts.Cause.DOES_NOT_HOLD, Rational.of(6_000_000)));
    assertThat(both.holdings().get(1).verdict()).isNotEqualTo(Verdict.PASS);
  }

  @Test
  void aWetLotCountsTheSamePartOfItsMetalAsOfItsMass() {
    exchange.accept(operator, origin(ORE, operator.did(), wet("100", "0.25"), percent("Co", "10")));
    exchange.accept(
        operator,
        making(
            "refining",
            input(ORE, wet("40", "0.25")),
            output(METAL, dry("3"), percent("Co", "100"))));

    assertThat(portfolio(ORE).metals().get(0).milligrams())
        .as("60 % of 7.5 kg")
        .isEqualTo(Rational.of(4_500_000));
  }

  @Test
  void aLotThatIsTakenFromOnAnotherBasisIsNotCounted() {
    exchange.accept(operator, origin(ORE, operator.did(), dry("100"), percent("Co", "10")));
    exchange
        .accomplice()
        .accept(
            exchange.say(
                operator,
                making(
                    "refining",
                    input(ORE, wet("40", "0.25")),
                    output(METAL, dry("3"), percent("Co", "100")))));

    assertThat(portfolio(ORE).notCounted())
        .containsExactly(
            new NotCounted(ORE, "Co", NotCounted.Reason.LEFT_UNKNOWN, Rational.of(10_000_000)));
  }

  @Test
  void aLotWithoutAGradeAndOneWithoutAnOriginAreNamedWithTheReason() {
    exchange.accept(operator, origin(ORE, operator.did(), dry("100")));
    LotId never = lot("never");
    refine("1", "0.1");

    assertThat(portfolio(ORE, never).notCounted())
        .containsExactly(
            new NotCounted(ORE, "Co", NotCounted.Reason.NO_GRADE, Rational.of(99_000_000)),
            new NotCounted(never, null, NotCounted.Reason.NOT_BROUGHT_FORTH, null));
  }

  @Test
  void whatIsRecordedLaterIsWithinWhatWasSaidBefore() {
    refine("60", "6");
    LotId other = lot("other");
    exchange.accept(operator, origin(other, operator.did(), dry("40"), percent("Co", "10")));
    long before = exchange.reader().size();
    exchange.accept(operator, origin(ORE, operator.did(), dry("100"), percent("Co", "10")));

    Concentration open = portfolio(before, METAL, other).metals().get(0).stages().get(0);
    Concentration known = portfolio(METAL, other).metals().get(0).stages().get(0);

    assertThat(open.share(CD.value())).isEqualTo(new Interval(Rational.of(4, 10), Rational.ONE));
    assertThat(open.decision()).isEqualTo(Decision.UNDECIDED);
    assertThat(open.missing()).singleElement().extracting(Missing::lot).isEqualTo(METAL);
    assertThat(known.share(CD.value())).isEqualTo(new Interval(Rational.ONE, Rational.ONE));
    assertThat(known.decision()).isEqualTo(Decision.ABOVE);
  }
}
