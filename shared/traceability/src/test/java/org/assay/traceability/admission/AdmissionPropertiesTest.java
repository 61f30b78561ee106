package org.assay.traceability.admission;

import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.input;
import static org.assay.traceability.testing.Say.lot;
import static org.assay.traceability.testing.Say.making;
import static org.assay.traceability.testing.Say.origin;
import static org.assay.traceability.testing.Say.output;
import static org.assay.traceability.testing.Say.transfer;
import static org.assay.traceability.testing.Say.wet;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.assay.attestation.Attestation;
import org.assay.attestation.LotId;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.Rejection;
import org.assay.attestation.Transformation;
import org.assay.attestation.quantity.Quantity;
import org.assay.ledger.Outcome;
import org.assay.traceability.testing.Actor;
import org.assay.traceability.testing.TestExchange;

/** Whatever is said, in whatever order: invariants I5 and I7. */
class AdmissionPropertiesTest {
  private static final int LOTS = 4;

  /** Something that two parties may say of a few lots, sensible or not. */
  record Move(int kind, int by, int from, int to, int kilograms, boolean isWet, boolean ends) {
    Attestation said(List<Actor> actors) {
      Actor actor = actors.get(by);
      Quantity quantity =
          isWet ? wet(Integer.toString(kilograms)) : dry(Integer.toString(kilograms));
      return switch (kind) {
        case 0 -> origin(name(from), actor.did(), quantity);
        case 1 -> transfer(name(from), actor.did(), actors.get(1 - by).did(), quantity);
        default ->
            making(
                "refining",
                input(name(from), quantity),
                output(from == to ? lot("new-" + from) : name(to), quantity));
      };
    }

    private static LotId name(int number) {
      return lot("lot-" + number);
    }
  }

  @Provide
  Arbitrary<List<Move>> moves() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 4),
            Arbitraries.integers().between(0, 1),
            Arbitraries.integers().between(0, LOTS - 1),
            Arbitraries.integers().between(0, LOTS - 1),
            Arbitraries.integers().between(1, 9),
            Arbitraries.integers().between(0, 9).map(n -> n == 0),
            Arbitraries.of(true, false))
        .as(Move::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(30);
  }

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void noLotIsEverConsumedBeyondWhatWasIssued(@ForAll("moves") List<Move> moves) {
    TestExchange exchange = TestExchange.founded();
    List<Actor> actors = List.of(exchange.operator("one"), exchange.operator("two"));
    List<TestExchange.Process> processes = List.of(exchange.process(), exchange.process());
    Map<LotId, Long> issued = new HashMap<>();
    Map<LotId, Long> consumed = new HashMap<>();
    List<byte[]> batch = new ArrayList<>();
    List<Attestation> said = new ArrayList<>();
    for (Move move : moves) {
      Attestation what = move.said(actors);
      said.add(what);
      batch.add(exchange.say(actors.get(move.by()), what));
      if (!move.ends() && move != moves.get(moves.size() - 1)) {
        continue;
      }
      List<Outcome<Rejection>> outcomes = processes.get(move.by()).submit(batch);
      for (int i = 0; i < outcomes.size(); i++) {
        if (outcomes.get(i) instanceof Outcome.Sequenced<Rejection>) {
          count(said.get(i), issued, consumed);
        }
      }
      batch.clear();
      said.clear();
      consumed.forEach(
          (lot, mass) -> {
            assertThat(exchange.state(lot).consumed()).as("consumed of %s", lot).isEqualTo(mass);
            assertThat(exchange.state(lot).issued())
                .as("issued of %s", lot)
                .isEqualTo(issued.get(lot));
            if (issued.containsKey(lot)) {
              assertThat(mass).as("consumed of %s", lot).isLessThanOrEqualTo(issued.get(lot));
            }
          });
    }
    // Judges every entry again, and derives every row again.
    assertThat(exchange.check().heads()).isEqualTo(exchange.index.rows().heads());
  }

  private static void count(Attestation said, Map<LotId, Long> issued, Map<LotId, Long> consumed) {
    if (said instanceof LotOrigin origin) {
      assertThat(issued.put(origin.lot(), origin.quantity().mass().milligrams())).isNull();
    } else if (said instanceof Transformation transformation) {
      transformation
          .inputs()
          .forEach(
              input ->
                  consumed.merge(input.lot(), input.quantity().mass().milligrams(), Long::sum));
      transformation
          .outputs()
          .forEach(
              output ->
                  assertThat(issued.put(output.lot(), output.quantity().mass().milligrams()))
                      .isNull());
    }
  }
}
