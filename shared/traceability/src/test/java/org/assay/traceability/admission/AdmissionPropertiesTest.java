package org.assay.traceability.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assay.attestation.Attestation;
import org.assay.attestation.LotId;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.Rejection;
import org.assay.attestation.Transformation;
import org.assay.ledger.Outcome;
import org.assay.traceability.testing.Actor;
import org.assay.traceability.testing.Move;
import org.assay.traceability.testing.TestExchange;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Whatever is said, in whatever order: invariants I5 and I7. */
class AdmissionPropertiesTest {
  @RepeatedTest(40)
  void noLotIsEverConsumedBeyondWhatWasIssued(RepetitionInfo repetition) {
    List<Move> moves = Move.sequence(repetition.getCurrentRepetition());
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
