package org.assay.traceability.trace;

import static org.assay.traceability.testing.Say.dry;
import static org.assay.traceability.testing.Say.input;
import static org.assay.traceability.testing.Say.lot;
import static org.assay.traceability.testing.Say.making;
import static org.assay.traceability.testing.Say.origin;
import static org.assay.traceability.testing.Say.output;
import static org.assay.traceability.testing.Say.percent;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.assay.attestation.LotId;
import org.assay.traceability.testing.Actor;
import org.assay.traceability.testing.Move;
import org.assay.traceability.testing.TestExchange;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** What holds of an answer whatever is recorded: invariant I6. */
class TracePropertiesTest {
  @RepeatedTest(20)
  void aLotThatFailsNeverPassesAgainAndAnOldAnswerNeverChanges(RepetitionInfo repetition) {
    List<Move> moves = Move.sequence(repetition.getCurrentRepetition());
    boolean isHonest = repetition.getCurrentRepetition() % 2 == 0;
    TestExchange exchange = TestExchange.founded();
    List<Actor> actors = List.of(exchange.operator("one"), exchange.operator("two"));
    TestExchange.Process process = isHonest ? exchange.process() : exchange.accomplice();
    EvidenceReader reader = exchange.reader();
    Set<LotId> failed = new HashSet<>();
    Map<Long, Map<LotId, List<Check>>> then = new HashMap<>();
    for (Move move : moves) {
      process.submit(List.of(exchange.say(actors.get(move.by()), move.said(actors))));
      Map<LotId, List<Check>> now = new HashMap<>();
      for (int i = 0; i < Move.LOTS; i++) {
        Trace trace = exchange.trace(Move.name(i));
        if (failed.contains(Move.name(i))) {
          assertThat(trace.verdict()).as("%s after %s", Move.name(i), move).isEqualTo(Verdict.FAIL);
        }
        if (trace.verdict() == Verdict.FAIL) {
          failed.add(Move.name(i));
        }
        now.put(Move.name(i), trace.checks());
      }
      then.put(reader.size(), now);
    }
    long size =
        moves.size() % 2 == 0 ? Collections.max(then.keySet()) : Collections.min(then.keySet());
    then.getOrDefault(size, Map.of())
        .forEach(
            (lot, checks) ->
                assertThat(
                        Tracer.trace(exchange.reader().read(lot, size, TraceLimits.DEFAULT))
                            .checks())
                    .as("%s as of %s", lot, size)
                    .isEqualTo(checks));
  }

  @RepeatedTest(15)
  void theOrderOfWhatDoesNotDependOnEachOtherMakesNoDifference(RepetitionInfo repetition) {
    TestExchange exchange = TestExchange.founded();
    Actor operator = exchange.operator("op");
    List<byte[]> mined = new ArrayList<>();
    List<byte[]> crushed = new ArrayList<>();
    List<Object> parts = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      LotId ore = lot("ore-" + i);
      LotId part = lot("part-" + i);
      mined.add(exchange.say(operator, origin(ore, operator.did(), dry("10"), percent("Co", "5"))));
      crushed.add(
          exchange.say(
              operator,
              making(
                  "crushing", input(ore, dry("10")), output(part, dry("9"), percent("Co", "5")))));
      parts.add(input(part, dry("9")));
    }
    parts.add(output(lot("made"), dry("54"), percent("Co", "5")));
    Random random = new Random(repetition.getCurrentRepetition() * 0x9e3779b97f4a7c15L);
    Collections.shuffle(mined, random);
    Collections.shuffle(crushed, random);
    List<byte[]> all = new ArrayList<>();
    while (!mined.isEmpty()) {
      all.add(mined.remove(0));
    }
    all.addAll(crushed);
    all.add(exchange.say(operator, making("blend", parts.toArray())));
    int cut = 1 + random.nextInt(all.size() - 1);
    exchange.process().submit(all.subList(0, cut));
    exchange.process().submit(all.subList(cut, all.size()));

    Trace trace = exchange.trace(lot("made"));

    assertThat(trace.reasons()).isEmpty();
    assertThat(trace.verdict()).isEqualTo(Verdict.PASS);
    assertThat(trace.steps()).hasSize(7);
  }
}
