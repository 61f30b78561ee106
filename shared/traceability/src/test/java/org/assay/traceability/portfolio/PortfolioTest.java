package org.assay.traceability.portfolio;

import static org.assay.traceability.portfolio.Held.cobalt;
import static org.assay.traceability.portfolio.Held.holding;
import static org.assay.traceability.portfolio.Held.in;
import static org.assay.traceability.portfolio.Held.metal;
import static org.assay.traceability.portfolio.Held.mined;
import static org.assay.traceability.portfolio.Held.missing;
import static org.assay.traceability.portfolio.Held.portfolio;
import static org.assay.traceability.portfolio.Held.shares;
import static org.assay.traceability.portfolio.Held.unknown;
import static org.assay.traceability.testing.Say.lot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assay.attestation.quantity.Rational;
import org.assay.traceability.origin.Stage;
import org.assay.traceability.origin.Whereabouts;
import org.assay.traceability.trace.Verdict;
import org.junit.jupiter.api.Test;

class PortfolioTest {
  @Test
  void lotsAreWeighedByTheirContainedMetal() {
    Concentration mined =
        mined(cobalt("a", 30, in("CD"), 1), cobalt("b", 70, in("ZM"), 1, in("CD"), 1));

    assertThat(mined.total()).isEqualTo(Rational.of(100_000_000));
    assertThat(mined.share("CD")).isEqualTo(interval(65, 65));
    assertThat(mined.share("ZM")).isEqualTo(interval(35, 35));
    assertThat(mined.top()).isEqualTo("CD");
  }

  @Test
  void exactlyTheThresholdIsNotAboveIt() {
    assertThat(mined(cobalt("a", 65, in("CD"), 1), cobalt("b", 35, in("ZM"), 1)).decision())
        .isEqualTo(Decision.BELOW);
    assertThat(mined(cobalt("a", 65_001, in("CD"), 1), cobalt("b", 34_999, in("ZM"), 1)).decision())
        .isEqualTo(Decision.ABOVE);
  }

  @Test
  void theUnknownDecidesOnlyWhereItCannotMatter() {
    assertThat(decision(60, 35, 5)).isEqualTo(Decision.BELOW);
    assertThat(decision(60, 34, 6)).isEqualTo(Decision.UNDECIDED);
    assertThat(decision(65, 0, 35)).isEqualTo(Decision.UNDECIDED);
    assertThat(decision(66, 0, 34)).isEqualTo(Decision.ABOVE);
    assertThat(decision(0, 35, 65))
        .as("an unnamed country has at most 65 %, ZM up to 100 %")
        .isEqualTo(Decision.UNDECIDED);
  }

  private static Decision decision(int congo, int zambia, int unknown) {
    return mined(cobalt("a", 100, in("CD"), congo, in("ZM"), zambia, unknown(), unknown))
        .decision();
  }

  @Test
  void whatIsNotKnownIsListedByCauseAndIsInEveryCountrysUpperBound() {
    Whereabouts revoked = new Whereabouts.Unknown(Whereabouts.Cause.DOES_NOT_HOLD);
    Concentration mined =
        mined(cobalt("a", 50, in("CD"), 4, unknown(), 1), cobalt("b", 50, revoked, 1, in("ZM"), 9));

    assertThat(mined.masses().unknown())
        .isEqualTo(
            Map.of(
                Whereabouts.Cause.MISSING, Rational.of(10_000_000),
                Whereabouts.Cause.DOES_NOT_HOLD, Rational.of(5_000_000)));
    assertThat(mined.share("CD")).isEqualTo(interval(40, 55));
    assertThat(mined.share("ZM")).isEqualTo(interval(45, 60));
    assertThat(mined.share("FI")).isEqualTo(interval(0, 15));
    assertThat(mined.decision()).isEqualTo(Decision.BELOW);
  }

  @Test
  void whatAStageWasNotDoneToIsAShareOfItsOwn() {
    Concentration mined =
        mined(cobalt("a", 60, in("CD"), 1), cobalt("b", 40, new Whereabouts.NotDone(), 1));

    assertThat(mined.masses().notDone()).isEqualTo(Rational.of(40_000_000));
    assertThat(mined.share("CD")).isEqualTo(interval(60, 60));
    Concentration refined = portfolio(cobalt("a", 60, in("CD"), 1)).metals().get(0).stages().get(1);
    assertThat(refined.stage()).isEqualTo(Stage.REFINED);
    assertThat(refined.top()).isNull();
    assertThat(refined.topShare()).isEqualTo(interval(0, 0));
    assertThat(refined.decision()).isEqualTo(Decision.BELOW);
  }

  @Test
  void theLargestGapsAreNamedUntilItCouldBeDecidedEitherWay() {
    Concentration mined =
        mined(
            cobalt("congo", 50, in("CD"), 1),
            cobalt("small", 5, unknown(), 1),
            cobalt("large", 25, unknown(), 1),
            cobalt("middle", 20, unknown(), 1));

    // [50, 100]: BELOW needs 35 elsewhere, ABOVE more than 15 in the Congo.
    assertThat(missing(mined)).containsExactly(lot("large").value(), lot("middle").value());
    assertThat(mined.missing().get(0).mayDecide()).isEqualTo(Set.of(Decision.ABOVE));
    assertThat(mined.missing().get(1).mayDecide()).isEqualTo(Set.of(Decision.BELOW));
    assertThat(mined.missing().get(0).causes()).containsExactly(Whereabouts.Cause.MISSING);
    assertThat(mined.missing().get(0).milligrams()).isEqualTo(Rational.of(25_000_000));
  }

  @Test
  void whereItIsDecidedNothingIsMissing() {
    assertThat(mined(cobalt("a", 70, in("CD"), 1), cobalt("b", 30, unknown(), 1)).missing())
        .isEmpty();
  }

  @Test
  void aLotWithoutAGradeIsNotCountedAndMayTakeTheDecisionAway() {
    Holding light = holding("light", 1, metal("Co", null, shares(in("CD"), 1)));
    Holding heavy = holding("heavy", 100, metal("Co", null, shares(in("CD"), 1)));
    Holding congo = cobalt("congo", 60, in("CD"), 1);
    Holding zambia = cobalt("zambia", 40, in("ZM"), 1);

    Portfolio withLight = portfolio(congo, zambia, light);
    assertThat(withLight.notCounted())
        .containsExactly(
            new NotCounted(lot("light"), "Co", NotCounted.Reason.NO_GRADE, Rational.of(1_000_000)));
    assertThat(withLight.metals().get(0).isComplete()).isFalse();
    assertThat(withLight.metals().get(0).milligrams()).isEqualTo(Rational.of(100_000_000));
    assertThat(withLight.decision()).as("(60 + 1) / 101").isEqualTo(Decision.BELOW);

    Concentration withHeavy = mined(congo, zambia, heavy);
    assertThat(withHeavy.topShare())
        .isEqualTo(new Interval(Rational.of(60, 200), Rational.of(160, 200)));
    assertThat(withHeavy.decision()).isEqualTo(Decision.UNDECIDED);
    assertThat(missing(withHeavy)).containsExactly(lot("heavy").value());
    assertThat(withHeavy.missing().get(0).notCounted()).isEqualTo(NotCounted.Reason.NO_GRADE);
  }

  @Test
  void aLotOfWhichNothingSaysWhatItIsLeavesEverythingOpen() {
    Holding nobody = new Holding(lot("nobody"), Verdict.UNKNOWN, null, null, List.of(), Set.of());
    Concentration mined =
        mined(cobalt("a", 100, in("CD"), 1), nobody, cobalt("b", 1, unknown(), 1));

    assertThat(mined.share("CD")).isEqualTo(new Interval(Rational.of(100, 101), Rational.ONE));
    assertThat(mined.decision()).isEqualTo(Decision.UNDECIDED);
    assertThat(missing(mined)).containsExactly(lot("nobody").value());
    assertThat(mined.missing().get(0).milligrams()).isNull();
    assertThat(portfolio(nobody).metals()).isEmpty();
    assertThat(portfolio(nobody).decision()).isEqualTo(Decision.UNDECIDED);
  }

  @Test
  void eachMetalOfALotIsCountedByItself() {
    Holding both =
        holding(
            "both",
            100,
            metal("Co", Rational.of(1_000_000), shares(in("CD"), 1)),
            metal("Ni", Rational.of(2_000_000), shares(in("CD"), 1, in("FI"), 1)));

    Portfolio portfolio = portfolio(both);

    assertThat(portfolio.metals()).extracting(MetalPortfolio::metal).containsExactly("Co", "Ni");
    assertThat(portfolio.metals().get(0).decision()).isEqualTo(Decision.ABOVE);
    assertThat(portfolio.metals().get(1).decision()).isEqualTo(Decision.BELOW);
    assertThat(portfolio.decision()).as("one above is enough").isEqualTo(Decision.ABOVE);
  }

  @Test
  void sharesTooFineToAddUpInTimeAreUnknownAndTheOthersStay() {
    Rational fine =
        new Rational(
            java.math.BigInteger.ONE,
            java.math.BigInteger.TWO.pow(Effort.MAX_BITS + 1).add(java.math.BigInteger.ONE));
    var split = new java.util.TreeMap<Whereabouts, Rational>();
    split.put(in("CD"), fine);
    split.put(in("ZM"), Rational.ONE.minus(fine));
    Holding endless =
        holding(
            "endless",
            10,
            metal("Co", Rational.of(10_000_000), new org.assay.traceability.origin.Shares(split)));

    Concentration mined = mined(endless, cobalt("plain", 90, in("ZM"), 1));

    assertThat(mined.masses().unknown())
        .isEqualTo(Map.of(Whereabouts.Cause.TOO_FINE, Rational.of(10_000_000)));
    assertThat(mined.share("ZM")).isEqualTo(interval(90, 100));
  }

  @Test
  void aLotTwiceOrAThresholdThatIsNoShareIsADefectOfTheCaller() {
    Holding a = cobalt("a", 1, in("CD"), 1);
    assertThatIllegalArgumentException().isThrownBy(() -> portfolio(a, a));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Portfolio.of(List.of(a), Rational.of(101, 100)));
  }

  private static Interval interval(long least, long most) {
    return new Interval(Rational.of(least, 100), Rational.of(most, 100));
  }
}
