package org.assay.traceability.portfolio;

import static org.assay.traceability.portfolio.Held.in;
import static org.assay.traceability.portfolio.Held.metal;
import static org.assay.traceability.portfolio.Held.shares;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.assay.attestation.LotId;
import org.assay.attestation.quantity.Rational;
import org.assay.traceability.origin.MetalOrigin;
import org.assay.traceability.origin.Shares;
import org.assay.traceability.origin.Stage;
import org.assay.traceability.origin.Whereabouts;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What holds of any portfolio whose truth is known, of which some is hidden. */
class PortfolioPropertiesTest {
  private static final List<String> COUNTRIES = List.of("AU", "CD", "CL", "FI", "ZM");

  private static Random random(RepetitionInfo repetition) {
    return new Random(repetition.getCurrentRepetition() * 0x9e3779b97f4a7c15L);
  }

  /** Lots of one metal whose origin is known to the last milligram. */
  private static List<Holding> truth(Random random) {
    List<Holding> lots = new ArrayList<>();
    for (int i = 0; i < 2 + random.nextInt(8); i++) {
      List<Object> mined = new ArrayList<>();
      // A country of its own is likely to have most of it, so that thresholds are near.
      for (String country : COUNTRIES) {
        int weight = country.equals("CD") ? random.nextInt(20) : random.nextInt(5);
        mined.add(in(country));
        mined.add(weight);
      }
      mined.add(new Whereabouts.NotDone());
      mined.add(1);
      int kilograms = 1 + random.nextInt(1_000);
      lots.add(
          Held.holding(
              "lot-" + i,
              kilograms,
              metal(
                  "Co",
                  Rational.of(kilograms * 1_000_000L, 1 + random.nextInt(7)),
                  shares(mined.toArray()))));
    }
    return lots;
  }

  private static Holding with(Holding lot, MetalOrigin metal) {
    return new Holding(
        lot.lot(), lot.verdict(), lot.issued(), lot.leftMilligrams(), List.of(metal), Set.of());
  }

  /** The lot with some of its origin hidden, or all of it. */
  private static Holding hidden(Random random, Holding lot) {
    MetalOrigin metal = lot.metals().get(0);
    TreeMap<Whereabouts, Rational> left = new TreeMap<>(metal.shares(Stage.MINED).of());
    boolean all = random.nextBoolean();
    for (Map.Entry<Whereabouts, Rational> share : metal.shares(Stage.MINED).of().entrySet()) {
      if (all || random.nextBoolean()) {
        left.remove(share.getKey());
        Whereabouts.Cause cause =
            Whereabouts.Cause.values()[random.nextInt(Whereabouts.Cause.values().length)];
        left.merge(new Whereabouts.Unknown(cause), share.getValue(), Rational::plus);
      }
    }
    return with(lot, metal("Co", metal.milligrams(), new Shares(left)));
  }

  private static Holding withoutGrade(Holding lot) {
    return with(lot, metal("Co", null, lot.metals().get(0).shares(Stage.MINED)));
  }

  private static Concentration mined(List<Holding> lots, Rational threshold) {
    return Portfolio.of(lots, threshold).metals().get(0).stages().get(0);
  }

  private static Rational threshold(Random random) {
    return Rational.of(30 + random.nextInt(60), 100);
  }

  @RepeatedTest(300)
  void theTruthIsInEveryIntervalAndNoDecisionIsTakenBack(RepetitionInfo repetition) {
    Random random = random(repetition);
    List<Holding> truth = truth(random);
    List<Holding> told = new ArrayList<>();
    for (Holding lot : truth) {
      told.add(random.nextBoolean() ? lot : hidden(random, lot));
    }
    Rational threshold = threshold(random);

    Concentration known = mined(told, threshold);
    Concentration revealed = mined(truth, threshold);

    for (String country : COUNTRIES) {
      Rational share = revealed.share(country).least();
      assertThat(share).isEqualTo(revealed.share(country).most());
      assertThat(known.share(country).contains(share)).as(country).isTrue();
    }
    assertThat(revealed.decision()).isNotEqualTo(Decision.UNDECIDED);
    assertThat(known.decision()).isIn(revealed.decision(), Decision.UNDECIDED);
    assertThat(known.hhi().contains(revealed.hhi().least())).isTrue();
    assertThat(revealed.hhi().least()).isEqualTo(revealed.hhi().most());
    Rational sum = known.masses().notDone().plus(known.masses().unknownMass());
    for (Rational mass : known.masses().countries().values()) {
      sum = sum.plus(mass);
    }
    assertThat(sum).isEqualTo(known.total());
  }

  @RepeatedTest(200)
  void lotsThatAreNotCountedCannotProveADecisionWrong(RepetitionInfo repetition) {
    Random random = random(repetition);
    List<Holding> truth = truth(random);
    List<Holding> told = new ArrayList<>(truth);
    for (int i = 1; i < told.size(); i++) {
      if (random.nextInt(4) == 0) {
        told.set(i, withoutGrade(told.get(i)));
      }
    }
    Rational threshold = threshold(random);

    Concentration known = mined(told, threshold);
    Concentration revealed = mined(truth, threshold);

    assertThat(known.decision()).isIn(revealed.decision(), Decision.UNDECIDED);
    if (known.top() != null) {
      assertThat(known.topShare().contains(revealed.share(known.top()).least())).isTrue();
    }
  }

  @RepeatedTest(100)
  void noFewerLotsThanAreNamedCanDecide(RepetitionInfo repetition) {
    Random random = random(repetition);
    List<Holding> truth = truth(random);
    List<Holding> told = new ArrayList<>();
    for (Holding lot : truth) {
      told.add(hidden(random, lot));
    }
    Rational threshold = threshold(random);
    Concentration known = mined(told, threshold);
    for (Decision wanted : List.of(Decision.BELOW, Decision.ABOVE)) {
      int named = 0;
      for (int i = 0; i < known.missing().size(); i++) {
        if (known.missing().get(i).mayDecide().contains(wanted)) {
          named = i + 1;
        }
      }
      if (named > 0) {
        assertThat(fewest(told, known, threshold, wanted)).as(wanted.name()).isEqualTo(named);
      }
    }
  }

  /** Tries every set of lots, revealed as wished: all the top's, or nobody's. */
  private static int fewest(
      List<Holding> told, Concentration known, Rational threshold, Decision wanted) {
    String top = known.top() == null ? "CD" : known.top();
    int fewest = Integer.MAX_VALUE;
    for (int set = 1; set < 1 << told.size(); set++) {
      List<Holding> revealed = new ArrayList<>();
      for (int i = 0; i < told.size(); i++) {
        Holding lot = told.get(i);
        revealed.add(
            (set >> i & 1) == 0
                ? lot
                : revealed(lot, wanted == Decision.ABOVE ? in(top) : new Whereabouts.NotDone()));
      }
      if (mined(revealed, threshold).decision() == wanted) {
        fewest = Math.min(fewest, Integer.bitCount(set));
      }
    }
    return fewest;
  }

  private static Holding revealed(Holding lot, Whereabouts where) {
    MetalOrigin metal = lot.metals().get(0);
    TreeMap<Whereabouts, Rational> shares = new TreeMap<>();
    metal
        .shares(Stage.MINED)
        .of()
        .forEach(
            (at, share) ->
                shares.merge(
                    at instanceof Whereabouts.Unknown ? where : at, share, Rational::plus));
    return with(lot, metal("Co", metal.milligrams(), new Shares(shares)));
  }

  @RepeatedTest(50)
  void theOrderOfTheLotsChangesNothing(RepetitionInfo repetition) {
    Random random = random(repetition);
    List<Holding> lots = new ArrayList<>();
    for (Holding lot : truth(random)) {
      lots.add(hidden(random, lot));
    }
    List<Holding> shuffled = new ArrayList<>(lots);
    Collections.shuffle(shuffled, random);

    Portfolio one = Portfolio.of(lots, Portfolio.EU_2024_1252);
    Portfolio other = Portfolio.of(shuffled, Portfolio.EU_2024_1252);

    assertThat(other.metals()).isEqualTo(one.metals());
    Set<LotId> named = new HashSet<>();
    one.metals().get(0).stages().get(0).missing().forEach(each -> named.add(each.lot()));
    assertThat(named).hasSameSizeAs(one.metals().get(0).stages().get(0).missing());
  }
}
