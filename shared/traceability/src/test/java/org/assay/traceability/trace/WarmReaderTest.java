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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assay.attestation.LotId;
import org.assay.attestation.Mineral;
import org.assay.ledger.Block;
import org.assay.ledger.Digest;
import org.assay.ledger.Entry;
import org.assay.ledger.IndexRow;
import org.assay.ledger.Ref;
import org.assay.ledger.Subject;
import org.assay.ledger.SubjectHead;
import org.assay.ledger.testing.FaultyStores.Operation;
import org.assay.traceability.origin.Origin;
import org.assay.traceability.registry.RegistryReader;
import org.assay.traceability.statement.AttestationStatement;
import org.assay.traceability.testing.Actor;
import org.assay.traceability.testing.Move;
import org.assay.traceability.testing.Say;
import org.assay.traceability.testing.TestExchange;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** What a reader that has read before does not read again, and that its answers are the same. */
class WarmReaderTest {
  private static final int DEPTH = 30;

  private final TestExchange exchange = TestExchange.founded();
  private final Actor miner = exchange.operator("miner");
  private final Actor buyer = exchange.operator("buyer");
  private final EvidenceReader warm = exchange.reader();

  /** Rounds of calls, those to the index that are not its mark among them. */
  private record Rounds(int index, int statements, int blocks) {}

  private static LotId step(int number) {
    return lot("step-" + number);
  }

  private byte[] split(int from, String to) {
    return exchange.say(
        miner,
        making(
            "split",
            input(step(from), dry("10")),
            output(lot(to), dry("10"), percent("Co", "10"))));
  }

  /** A lot that went through so many splits. */
  private void chain() {
    exchange.accept(miner, origin(step(0), miner.did(), dry("10"), percent("Co", "10")));
    for (int i = 1; i <= DEPTH; i++) {
      exchange.accept(split(i - 1, "step-" + i));
    }
  }

  private Rounds rounds(EvidenceReader reader, LotId lot) {
    long size = reader.size();
    int index = exchange.stores.count(Operation.INDEX_READ);
    int statements = exchange.stores.count(Operation.STATEMENT_GET);
    int blocks = exchange.stores.count(Operation.BLOCK_READ);
    reader.read(lot, size, TraceLimits.DEFAULT);
    return new Rounds(
        exchange.stores.count(Operation.INDEX_READ) - index,
        exchange.stores.count(Operation.STATEMENT_GET) - statements,
        exchange.stores.count(Operation.BLOCK_READ) - blocks);
  }

  private Rounds rounds(LotId lot) {
    return rounds(warm, lot);
  }

  private Trace answer(LotId lot) {
    return Tracer.trace(warm.read(lot, warm.size(), TraceLimits.DEFAULT));
  }

  private static void assertSame(Trace one, Trace other) {
    assertThat(one.verdict()).isEqualTo(other.verdict());
    assertThat(one.reasons()).isEqualTo(other.reasons());
    assertThat(one.checks()).isEqualTo(other.checks());
    assertThat(one.missing()).isEqualTo(other.missing());
    assertThat(Origin.of(one)).isEqualTo(Origin.of(other));
    assertThat(refs(one.evidence().upstream())).isEqualTo(refs(other.evidence().upstream()));
    assertThat(refs(one.evidence().downstream())).isEqualTo(refs(other.evidence().downstream()));
    assertThat(one.evidence().facilities().keySet().stream().toList())
        .isEqualTo(other.evidence().facilities().keySet().stream().toList());
    one.evidence()
        .facilities()
        .forEach(
            (id, said) ->
                assertThat(said.refs())
                    .isEqualTo(other.evidence().facilities().getOrDefault(id, said).refs()));
    assertThat(one.evidence().places()).isEqualTo(other.evidence().places());
    assertThat(one.evidence().notFollowed()).isEqualTo(other.evidence().notFollowed());
    assertThat(one.evidence().registry().size()).isEqualTo(other.evidence().registry().size());
  }

  /** In their order, which is part of an answer. */
  private static List<List<Object>> refs(Map<LotId, LotEvidence> lots) {
    List<List<Object>> refs = new ArrayList<>();
    lots.forEach((id, lot) -> refs.add(List.of(id, lot.subject().salt(), lot.subject().refs())));
    return refs;
  }

  // What is read.

  @Test
  void theFirstTimeCostsRoundsForEachStepAndTheSecondTimeOne() {
    chain();

    // Each lot's head and statements, then the facility, and the registry's statements.
    assertThat(rounds(step(DEPTH))).isEqualTo(new Rounds(DEPTH + 2, DEPTH + 2, 2));
    assertThat(rounds(step(DEPTH))).isEqualTo(new Rounds(1, 0, 0));
  }

  @Test
  void aStatementUpstreamCostsItself() {
    chain();
    answer(step(DEPTH));
    exchange.accept(miner, Say.transfer(step(DEPTH / 2), miner.did(), buyer.did(), dry("10")));

    assertThat(rounds(step(DEPTH))).isEqualTo(new Rounds(1, 1, 1));
    assertThat(rounds(step(DEPTH))).isEqualTo(new Rounds(1, 0, 0));
  }

  @Test
  void aStatementDownstreamCostsItselfAndTheHeadOfTheNewLot() {
    chain();
    answer(step(DEPTH));
    exchange.accept(split(DEPTH, "further"));

    assertThat(rounds(step(DEPTH))).isEqualTo(new Rounds(2, 1, 1));
    assertThat(rounds(step(DEPTH))).isEqualTo(new Rounds(1, 0, 0));
  }

  @Test
  void aStatementThatConcernsNothingOnTheWayCostsNothing() {
    chain();
    answer(step(DEPTH));
    exchange.accept(miner, origin(lot("other"), miner.did(), dry("10"), percent("Co", "10")));

    assertThat(rounds(step(DEPTH))).isEqualTo(new Rounds(1, 0, 0));
  }

  @Test
  void aRevocationCostsItsOwnReading() {
    chain();
    answer(step(DEPTH));
    exchange.accept(exchange.congo, Say.revoke(miner.kid(), TestExchange.START));

    assertThat(rounds(step(DEPTH))).isEqualTo(new Rounds(1, 1, 1));
    assertThat(answer(step(DEPTH)).verdict()).isEqualTo(Verdict.FAIL);
  }

  @Test
  void aLotThatIsMadeFromKnownOnesCostsItsOwnLevelAndOneMore() {
    chain();
    answer(step(DEPTH));
    exchange.accept(split(DEPTH, "further"));

    // Its own head; then everything upstream at once; what was made of it is nothing.
    assertThat(rounds(lot("further"))).isEqualTo(new Rounds(2, 1, 1));
  }

  @Test
  void aReaderWithoutMemoryReadsEverythingAgain() {
    chain();
    EvidenceReader forgetful =
        new EvidenceReader(
            exchange.stores.blocks(),
            exchange.stores.index(),
            exchange.stores.statements(),
            new RegistryReader(exchange.stores.index(), exchange.stores.statements()),
            0);
    Rounds first = rounds(forgetful, step(DEPTH));
    Rounds second = rounds(forgetful, step(DEPTH));

    assertThat(second.index()).isEqualTo(first.index());
    // All but the registry, which its own reader remembers.
    assertThat(second.statements()).isEqualTo(first.statements() - 1);
    assertThat(second.blocks()).isEqualTo(first.blocks() - 1);
  }

  @Test
  void theSizeOfTheLedgerIsReadFromABlockOnce() {
    warm.size();
    int before = exchange.stores.count(Operation.BLOCK_READ);
    warm.size();
    assertThat(exchange.stores.count(Operation.BLOCK_READ)).isEqualTo(before);
    exchange.accept(miner, origin(step(0), miner.did(), dry("10")));
    assertThat(warm.size()).isEqualTo(exchange.reader().size());
  }

  // What is answered.

  @RepeatedTest(16)
  void answersAreThoseOfAReaderThatKnowsNothing(RepetitionInfo repetition) {
    int number = repetition.getCurrentRepetition();
    Random random = new Random(number * 0x9e3779b97f4a7c15L);
    List<Actor> actors = List.of(miner, buyer);
    TestExchange.Process process = number % 2 == 0 ? exchange.process() : exchange.accomplice();
    EvidenceReader reader =
        new EvidenceReader(
            exchange.blocks,
            exchange.index,
            exchange.statements,
            new RegistryReader(exchange.index, exchange.statements),
            number % 3 == 0 ? 30_000 : 10_000_000);
    List<Ref> said = new ArrayList<>();
    for (Move move : Move.sequence(number)) {
      long before = reader.size();
      process.submit(List.of(exchange.say(actors.get(move.by()), move.said(actors))));
      if (reader.size() > before) {
        said.add(lastOf(reader.size()));
      }
      if (!said.isEmpty() && random.nextInt(6) == 0) {
        AttestationStatement target = exchange.recorded(said.get(random.nextInt(said.size())));
        Actor issuer = target.credential().issuer().equals(miner.did()) ? miner : buyer;
        process.submit(List.of(exchange.say(issuer, Say.revoke(target))));
      }
      if (random.nextInt(20) == 0) {
        process.submit(
            List.of(
                exchange.say(
                    exchange.congo,
                    Say.revoke(actors.get(random.nextInt(2)).kid(), TestExchange.START))));
      }
      if (random.nextInt(4) == 0) {
        process.submit(
            List.of(exchange.say(exchange.congo, Say.conformity(Say.CD, Mineral.COBALT))));
      }
      for (int n = 0; n < 2; n++) {
        int i = random.nextInt(Move.LOTS);
        long size = random.nextBoolean() ? reader.size() : random.nextLong(reader.size() + 1);
        TraceLimits limits =
            random.nextInt(3) == 0
                ? new TraceLimits(1 + random.nextInt(3), 1 + random.nextInt(4))
                : TraceLimits.DEFAULT;
        assertSame(
            Tracer.trace(reader.read(Move.name(i), size, limits)),
            Tracer.trace(exchange.reader().read(Move.name(i), size, limits)));
      }
    }
  }

  private SubjectHead head(Subject subject) {
    return requireNonNull(exchange.index.heads(List.of(subject)).get(subject));
  }

  private Ref lastOf(long size) {
    Block block = exchange.blocks.read(exchange.index.applied()).orElseThrow();
    Entry entry = block.entries().get(block.entries().size() - 1);
    assertThat(entry.index()).isEqualTo(size - 1);
    return new Ref(entry.index(), block.number(), entry.at(), entry.statement());
  }

  @Test
  void aLotOfManyEntriesIsReadOnFromItsLastFullChunk() {
    exchange.accept(miner, origin(step(0), miner.did(), dry("1000"), percent("Co", "10")));
    List<Integer> indexReads = new ArrayList<>();
    for (int i = 0; i < 2 * SubjectHead.CHUNK + 1; i++) {
      exchange.accept(
          miner,
          making(
              "split",
              input(step(0), dry("1")),
              output(lot("part-" + i), dry("1"), percent("Co", "10"))));
      if (i % 32 == 0) {
        assertSame(answer(step(0)), exchange.trace(step(0)));
        indexReads.add(rounds(step(0)).index());
        assertSame(
            Tracer.trace(warm.read(step(0), warm.size() - 9, TraceLimits.DEFAULT)),
            Tracer.trace(exchange.reader().read(step(0), warm.size() - 9, TraceLimits.DEFAULT)));
      }
    }
    assertThat(indexReads).as("chunks are read once").containsOnly(1);
  }

  @Test
  void anEarlierSizeNeverSeesWhatCameLater() {
    chain();
    long then = warm.size();
    Trace before = answer(step(DEPTH));
    exchange.accept(split(DEPTH, "further"));
    exchange.accept(miner, Say.transfer(step(3), miner.did(), buyer.did(), dry("10")));
    exchange.accept(exchange.congo, Say.revoke(miner.kid(), TestExchange.START));
    assertThat(answer(step(DEPTH)).verdict()).isEqualTo(Verdict.FAIL);

    Trace again = Tracer.trace(warm.read(step(DEPTH), then, TraceLimits.DEFAULT));

    assertThat(before.verdict()).isEqualTo(Verdict.PASS);
    assertSame(again, before);
    assertThat(again.evidence().downstream()).isEmpty();
    // And the earlier answer is not taken for the newest one.
    assertSame(answer(step(DEPTH)), exchange.trace(step(DEPTH)));
  }

  @Test
  void theIndexIsBelievedAboutWhatThereIsAndNotTheMemory() {
    chain();
    answer(step(DEPTH));
    exchange.index.lose(AttestationStatement.lot(step(4)));

    Trace trace = answer(step(DEPTH));

    assertThat(trace.missing()).containsExactly(step(4));
    assertSame(trace, exchange.trace(step(DEPTH)));
  }

  @Test
  void anotherSaltInTheIndexIsNotPapersOverByWhatIsRemembered() {
    exchange.accept(miner, origin(step(0), miner.did(), dry("1000"), percent("Co", "10")));
    for (int i = 0; i < SubjectHead.CHUNK; i++) {
      Actor from = i % 2 == 0 ? miner : buyer;
      Actor to = i % 2 == 0 ? buyer : miner;
      exchange.accept(from, Say.transfer(step(0), from.did(), to.did(), dry("1000")));
    }
    answer(step(0));
    SubjectHead head = head(AttestationStatement.lot(step(0)));
    SubjectHead other = head(AttestationStatement.issuer(miner.did()));
    exchange.index.tamper(
        new IndexRow.Head(
            new SubjectHead(
                head.subject(),
                other.salt(),
                head.count(),
                head.lastIndex(),
                head.recent(),
                head.state())));

    assertSame(answer(step(0)), exchange.trace(step(0)));
    assertThat(answer(step(0)).checks())
        .anyMatch(
            check ->
                check.rule() == Check.Rule.COMPLETENESS && check.result() == Check.Result.FAIL);
  }

  @Test
  void whatABlockDoesNotBearOutIsNotRemembered() {
    chain();
    Block last = exchange.blocks.read(exchange.index.applied()).orElseThrow();
    Block first = exchange.blocks.read(exchange.index.applied() - 1).orElseThrow();
    // Another block under its number, as a store might give that was not put right yet.
    exchange.accept(miner, origin(lot("other"), miner.did(), dry("10"), percent("Co", "10")));
    exchange.blocks.tamper(renumbered(first, last.number()));
    assertThat(answer(step(DEPTH)).verdict()).isEqualTo(Verdict.FAIL);
    exchange.blocks.tamper(last);

    assertThat(answer(step(DEPTH)).verdict()).isEqualTo(Verdict.PASS);
  }

  private static Block renumbered(Block block, long number) {
    return Block.stored(number, block.encodedEntries(), block.salts(), block.chain(), block.edge());
  }

  @Test
  void anotherStatementInTheStoreIsNotRemembered() {
    exchange.accept(miner, origin(step(0), miner.did(), dry("10"), percent("Co", "10")));
    byte[] other = exchange.say(miner, origin(step(0), miner.did(), dry("20")));
    Digest digest = lastOf(warm.size()).statement();
    EvidenceCache cache = new EvidenceCache(1_000_000);
    AttestationStatement right = exchange.recorded(lastOf(warm.size()));
    Ref wrongly = exchange.accomplice().accept(other);

    cache.keep(digest, exchange.recorded(wrongly));
    assertThat(cache.statement(digest)).isNull();
    cache.keep(digest, right);
    assertThat(cache.statement(digest)).isSameAs(right);
  }

  @Test
  void whoAsksAtTheSameTimeGetsTheSameAnswers() throws Exception {
    chain();
    Map<Long, List<Check>> expected = new ConcurrentHashMap<>();
    for (long size = 1; size <= warm.size(); size++) {
      expected.put(
          size,
          Tracer.trace(exchange.reader().read(step(DEPTH), size, TraceLimits.DEFAULT)).checks());
    }
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Random random = new Random(i * 0x9e3779b97f4a7c15L);
      tasks.add(
          () -> {
            for (int n = 0; n < 20; n++) {
              long size = 1 + random.nextLong(warm.size());
              if (!Tracer.trace(warm.read(step(DEPTH), size, TraceLimits.DEFAULT))
                  .checks()
                  .equals(expected.get(size))) {
                return false;
              }
            }
            return true;
          });
    }
    for (Future<Boolean> task : threads.invokeAll(tasks, 60, TimeUnit.SECONDS)) {
      assertThat(task.get()).isTrue();
    }
    threads.shutdown();
  }

  @Test
  void whatIsRememberedNeverWeighsMoreThanItMay() {
    Random random = new Random(5);
    Bounded<Integer, Integer> bounded = new Bounded<>(1_000, weight -> weight);
    for (int i = 0; i < 1_000; i++) {
      int key = random.nextInt(50);
      int weight = random.nextInt(300);
      bounded.put(key, weight);
      assertThat(bounded.used()).isBetween(0L, 1_000L);
      assertThat(bounded.get(key)).isEqualTo(weight);
    }
    bounded.put(7, 5_000);
    assertThat(bounded.get(7)).as("too heavy by itself").isNull();
    assertThat(bounded.used()).isZero();
  }
}
