package org.assay.traceability.trace;

import static java.util.Objects.requireNonNull;
import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.input;
import static org.assay.traceability.testing.Say.lot;
import static org.assay.traceability.testing.Say.making;
import static org.assay.traceability.testing.Say.origin;
import static org.assay.traceability.testing.Say.output;
import static org.assay.traceability.testing.Say.percent;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.assay.attestation.LotId;
import org.assay.attestation.quantity.Grade;
import org.assay.ledger.Outcome;
import org.assay.traceability.testing.Actor;
import org.assay.traceability.testing.TestExchange;
import org.junit.jupiter.api.Test;

/**
 * No sequence of statements that are accepted creates mass, and no lot passes whose way made metal
 * beyond what a step may gain by measuring. What went in and out is counted here from what was
 * said, and not by the code that judges it.
 */
class ConservationPropertiesTest {
  private static final int SEQUENCES = 60;

  /** What a step may gain before its lots fail: the 10 % of rule C3, and a bit for rounding. */
  private static final BigDecimal MOST_GAIN = new BigDecimal("1.101");

  /** A lot that was accepted, with its mass in kilograms and its share of metal. */
  private record Stock(BigDecimal mass, BigDecimal share, List<Use> madeOf) {
    BigDecimal metal() {
      return mass.multiply(share);
    }
  }

  private record Use(LotId lot, BigDecimal mass) {}

  private final Map<LotId, Stock> stocks = new LinkedHashMap<>();
  private final Map<LotId, BigDecimal> used = new HashMap<>();
  private int refused;

  @Test
  void noSequenceOfStatementsCreatesMass() {
    Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    int refusedInAll = 0;
    for (int seed = 1; seed <= SEQUENCES; seed++) {
      stocks.clear();
      used.clear();
      refused = 0;
      TestExchange exchange = TestExchange.founded();
      say(exchange, exchange.operator("op"), new Random(seed * 0x9e3779b97f4a7c15L));
      refusedInAll += refused;

      for (Map.Entry<LotId, Stock> each : stocks.entrySet()) {
        assertThat(used.getOrDefault(each.getKey(), BigDecimal.ZERO))
            .as("what was used of %s, sequence %s", each.getKey(), seed)
            .isLessThanOrEqualTo(each.getValue().mass());
        Verdict verdict = exchange.trace(each.getKey()).verdict();
        verdicts.merge(verdict, 1, Integer::sum);
        if (verdict == Verdict.PASS) {
          assertNoGain(each.getKey(), seed);
        }
      }
    }
    // Else none of this was put to the test.
    assertThat(verdicts.get(Verdict.PASS)).isGreaterThan(100);
    assertThat(verdicts.get(Verdict.FAIL)).isGreaterThan(20);
    assertThat(refusedInAll).isGreaterThan(20);
  }

  private void assertNoGain(LotId lot, int seed) {
    Set<LotId> seen = new HashSet<>();
    List<LotId> open = new ArrayList<>(List.of(lot));
    while (!open.isEmpty()) {
      LotId next = open.remove(open.size() - 1);
      Stock stock = stocks.get(next);
      if (stock == null || !seen.add(next) || stock.madeOf().isEmpty()) {
        continue;
      }
      BigDecimal in = BigDecimal.ZERO;
      for (Use use : stock.madeOf()) {
        in = in.add(use.mass().multiply(requireNonNull(stocks.get(use.lot())).share()));
        open.add(use.lot());
      }
      assertThat(stock.metal())
          .as("the metal of %s on the way to %s, sequence %s", next, lot, seed)
          .isLessThanOrEqualTo(in.multiply(MOST_GAIN));
    }
  }

  /** Mines, refines honestly or not, and uses more than there is now and then. */
  private void say(TestExchange exchange, Actor operator, Random random) {
    for (int i = 0; i < 14; i++) {
      LotId next = lot("lot-" + i);
      if (stocks.isEmpty() || random.nextInt(4) == 0) {
        Stock mined = new Stock(decimal(1_000 + random.nextInt(9_000)), share(random), List.of());
        boolean isIn =
            isAccepted(
                exchange,
                exchange.say(
                    operator,
                    origin(next, operator.did(), dry(text(mined.mass())), grade(mined.share()))));
        if (isIn) {
          stocks.put(next, mined);
        }
      } else {
        refine(exchange, operator, random, next);
      }
    }
  }

  private void refine(TestExchange exchange, Actor operator, Random random, LotId next) {
    List<LotId> known = new ArrayList<>(stocks.keySet());
    List<Use> uses = new ArrayList<>();
    BigDecimal metal = BigDecimal.ZERO;
    for (int count = 1 + random.nextInt(2); count > 0 && !known.isEmpty(); count--) {
      LotId from = known.remove(random.nextInt(known.size()));
      Stock stock = requireNonNull(stocks.get(from));
      BigDecimal left = stock.mass().subtract(used.getOrDefault(from, BigDecimal.ZERO));
      // From a tenth of what is left to a fifth more than that.
      BigDecimal mass =
          left.multiply(decimal(100 + random.nextInt(1_100)))
              .movePointLeft(3)
              .setScale(3, RoundingMode.DOWN);
      if (mass.signum() > 0) {
        uses.add(new Use(from, mass));
        metal = metal.add(mass.multiply(stock.share()));
      }
    }
    if (uses.isEmpty()) {
      return;
    }
    BigDecimal share = share(random);
    // As much metal as went in, give or take 15 %.
    BigDecimal mass =
        metal
            .multiply(decimal(850 + random.nextInt(300)))
            .movePointLeft(3)
            .divide(share, 3, RoundingMode.HALF_EVEN);
    if (mass.signum() == 0) {
      return;
    }
    List<Object> parts = new ArrayList<>();
    uses.forEach(use -> parts.add(input(use.lot(), dry(text(use.mass())))));
    parts.add(output(next, dry(text(mass)), grade(share)));
    if (isAccepted(exchange, exchange.say(operator, making("refining", parts.toArray())))) {
      stocks.put(next, new Stock(mass, share, uses));
      uses.forEach(use -> used.merge(use.lot(), use.mass(), BigDecimal::add));
    }
  }

  private boolean isAccepted(TestExchange exchange, byte[] statement) {
    boolean isAccepted =
        exchange.process().submit(List.of(statement)).get(0) instanceof Outcome.Sequenced<?>;
    refused += isAccepted ? 0 : 1;
    return isAccepted;
  }

  private static BigDecimal decimal(int number) {
    return BigDecimal.valueOf(number);
  }

  /** From 5.000 % to 60.000 %. */
  private static BigDecimal share(Random random) {
    return BigDecimal.valueOf(5_000 + random.nextInt(55_000), 5);
  }

  private static Grade grade(BigDecimal share) {
    return percent("Co", text(share.movePointRight(2).setScale(3, RoundingMode.DOWN)));
  }

  private static String text(BigDecimal number) {
    return number.setScale(3, RoundingMode.DOWN).toPlainString();
  }
}
