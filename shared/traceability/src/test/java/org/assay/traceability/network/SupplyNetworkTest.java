package org.assay.traceability.network;

import static org.assay.traceability.testing.Say.lot;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assay.attestation.LotId;
import org.assay.traceability.origin.MetalOrigin;
import org.assay.traceability.origin.Origin;
import org.assay.traceability.origin.Shares;
import org.assay.traceability.origin.Stage;
import org.assay.traceability.origin.Whereabouts;
import org.assay.traceability.testing.TestExchange;
import org.assay.traceability.trace.Check;
import org.assay.traceability.trace.EvidenceReader;
import org.assay.traceability.trace.LotEvidence;
import org.assay.traceability.trace.Trace;
import org.assay.traceability.trace.TraceLimits;
import org.assay.traceability.trace.Tracer;
import org.assay.traceability.trace.Verdict;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Answers about the lots of a large network are those of a slow and simple computation. */
class SupplyNetworkTest {
  private static final List<TraceLimits> LIMITS =
      List.of(TraceLimits.DEFAULT, new TraceLimits(2, 5_000), new TraceLimits(100, 100));

  private final Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
  private int fractions;
  private int tooFine;
  private int most;
  private int cut;

  @Test
  void answersOfANetworkOfThreeThousandStatements() {
    compare(3_000, 7, 84);

    assertThat(verdicts.keySet()).as("%s", verdicts).containsExactly(Verdict.values());
    assertThat(tooFine).as("of %s", fractions).isLessThan(fractions / 10);
    assertThat(cut).isPositive();
  }

  @Test
  @Tag("slow")
  void answersOfANetworkOfAHundredThousandStatements() {
    compare(100_000, 8, 400);

    assertThat(verdicts.keySet()).as("%s", verdicts).containsExactly(Verdict.values());
    assertThat(most).isGreaterThan(1_000);
    assertThat(cut).isPositive();
  }

  private void compare(int statements, long seed, int lots) {
    long began = System.nanoTime();
    TestExchange exchange = TestExchange.founded();
    SupplyNetwork network = new SupplyNetwork(exchange, seed, statements);
    long made = System.nanoTime();
    EvidenceReader reader = exchange.reader();
    long size = reader.size();
    Random random = new Random(seed);
    List<String> names = new ArrayList<>(network.sources.keySet());
    List<String> worked =
        names.stream().filter(network::isWorked).collect(Collectors.toCollection(ArrayList::new));
    for (int i = 0; i < lots; i++) {
      // Most lots are ore and what miners make of it, of which there is little to say.
      List<String> among = i % 8 == 0 ? names : worked;
      String name = among.get(random.nextInt(among.size()));
      TraceLimits limits = LIMITS.get(i % 7 < 5 ? 0 : i % 7 - 4);
      Trace trace = Tracer.trace(reader.read(lot(name), size, limits));
      check(network, trace, new SlowAnswer(network, name, limits));
    }
    System.out.printf(
        "%d statements made in %.1f s; %d lots answered and compared in %.1f s: %s, of up to %d lots"
            + " upstream, %d cut off, %d of %d sets of shares too fine%n",
        network.size(),
        (made - began) / 1e9,
        lots,
        (System.nanoTime() - made) / 1e9,
        verdicts,
        most,
        cut,
        tooFine,
        fractions);
  }

  private void check(SupplyNetwork network, Trace trace, SlowAnswer slow) {
    assertThat(names(trace.evidence().upstream().keySet()))
        .as("upstream of %s", slow.lot)
        .isEqualTo(new TreeSet<>(slow.seen));
    assertThat(names(trace.evidence().notFollowed())).as("past %s", slow.lot).isEqualTo(slow.past);
    assertThat(names(trace.missing())).as("missing of %s", slow.lot).isEqualTo(slow.missing);
    for (LotEvidence each : trace.evidence().upstream().values()) {
      String name = name(each.lot());
      assertThat(each.consumedMilligrams()).as(name).isEqualTo(slow.consumed(name) * 1_000_000);
      assertThat(each.statements().size())
          .as(name)
          .isEqualTo(network.touching.getOrDefault(name, List.of()).size());
    }
    assertThat(failing(trace, Check.Rule.CONSUMPTION)).as(slow.lot).isEqualTo(slow.overused());
    assertThat(failing(trace, Check.Rule.CYCLE).isEmpty())
        .as("cycles of %s", slow.lot)
        .isEqualTo(slow.seen.stream().noneMatch(slow::isCyclic));
    assertThat(trace.verdict()).as("%s: %s", slow.lot, trace.reasons()).isEqualTo(slow.verdict());
    MetalOrigin origin = Origin.of(trace).metals().get(0);
    check(slow.lot, origin.shares(Stage.MINED), slow.mined());
    check(slow.lot, origin.shares(Stage.REFINED), slow.refined());
    verdicts.merge(trace.verdict(), 1, Integer::sum);
    most = Math.max(most, slow.seen.size());
    cut += slow.past.isEmpty() ? 0 : 1;
  }

  private void check(String name, Shares shares, Map<Whereabouts, SlowAnswer.Fraction> expected) {
    fractions++;
    if (shares.of().keySet().stream()
        .anyMatch(
            where ->
                where instanceof Whereabouts.Unknown unknown
                    && unknown.cause() == Whereabouts.Cause.TOO_FINE)) {
      tooFine++;
      return;
    }
    assertThat(shares.of().keySet()).as(name).isEqualTo(new TreeSet<>(expected.keySet()));
    expected.forEach(
        (where, share) -> {
          assertThat(shares.share(where).numerator())
              .as("%s %s", name, where)
              .isEqualTo(share.up());
          assertThat(shares.share(where).denominator())
              .as("%s %s", name, where)
              .isEqualTo(share.down());
        });
  }

  private static Set<String> failing(Trace trace, Check.Rule rule) {
    return trace.checks().stream()
        .filter(check -> check.rule() == rule && check.result() == Check.Result.FAIL)
        .map(check -> name(new LotId(check.about())))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> names(Set<LotId> lots) {
    return lots.stream()
        .map(SupplyNetworkTest::name)
        .sorted(Comparator.naturalOrder())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String name(LotId lot) {
    return lot.value().substring("urn:test:lot:".length());
  }
}
