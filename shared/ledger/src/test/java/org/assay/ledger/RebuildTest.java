package org.assay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import org.assay.ledger.testing.FaultyStores.Fault;
import org.assay.ledger.testing.FaultyStores.Operation;
import org.assay.ledger.testing.FaultyStores.PausePoint;
import org.assay.ledger.testing.InMemoryIndexStore;
import org.assay.ledger.testing.Note;
import org.assay.ledger.testing.QuotaAdmission;
import org.assay.ledger.testing.TestLedger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RebuildTest {
  private static final QuotaAdmission RULES = new QuotaAdmission(Long.MAX_VALUE / 2);

  private final TestLedger ledger = TestLedger.withRules(RULES);
  private final Random random = new Random(7);
  private InMemoryIndexStore.Rows written;

  /** Some 600 notes in 60 blocks about 40 subjects, one of which fills chunks. */
  @BeforeEach
  void fill() {
    Sequencer<Note, String> sequencer = ledger.sequencer();
    for (int block = 0; block < 60; block++) {
      List<Note> notes = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(20); i++) {
        notes.add(note("n" + block + "-" + i, "lot" + random.nextInt(40)));
      }
      ledger.submit(sequencer, notes);
    }
    written = ledger.index.rows();
    assertThat(ledger.index.chunks(new Subject("issuer"), 0)).hasSizeGreaterThan(3);
  }

  private static Note note(String id, String about) {
    return Note.note("issuer", id, 1, about);
  }

  private Rebuild<Note, String> rebuild(Duration grace) {
    return new Rebuild<>(
        ledger.stores.blocks(), ledger.stores.index(), ledger.stores.statements(), RULES, grace);
  }

  private Position rebuild() {
    return rebuild(Duration.ZERO).run(position -> {});
  }

  @Test
  void everyRowComesBackAsItWas() {
    List<Long> progress = new ArrayList<>();

    Position end = rebuild(Duration.ZERO).run(position -> progress.add(position.size()));

    assertThat(ledger.index.rows()).isEqualTo(written);
    assertThat(end.block()).isEqualTo(59);
    assertThat(progress).isSorted().hasSize(4).endsWith(end.size());
    ledger.check();
  }

  @Test
  void rowsThatWereLostComeBackAndRowsTooManyGo() {
    for (Digest identity : written.statements().keySet()) {
      if (random.nextInt(3) == 0) {
        ledger.index.lose(identity);
      }
    }
    ledger.index.lose(new Subject("issuer"));
    ledger.index.lose(new Subject("lot3"));
    Digest strange = Digest.of("strange".getBytes(StandardCharsets.US_ASCII));
    Ref nowhere = new Ref(1 << 20, 1 << 10, ledger.clock.instant(), strange);
    Subject unknown = new Subject("unknown");
    Salt salt = new Salt(new byte[Salt.LENGTH]);
    ledger.index.apply(
        new IndexUpdate(
            3,
            Map.of(strange, nowhere),
            List.of(),
            List.of(new SubjectHead(unknown, salt, 1, 1 << 20, List.of(nowhere), null))));

    rebuild();

    assertThat(ledger.index.rows()).isEqualTo(written);
  }

  @Test
  void anEmptyLedgerHasAnEmptyIndex() {
    TestLedger empty = TestLedger.withRules(RULES);

    Position end =
        new Rebuild<>(empty.blocks, empty.index, empty.statements, RULES, Duration.ZERO)
            .run(position -> {});

    assertThat(end).isEqualTo(Position.START);
    assertThat(empty.index.applied()).isEqualTo(-1);
    empty.submit(empty.sequencer(), note("first", "lot"));
    empty.check();
  }

  @Test
  void nobodyCommitsWhileRowsAreMissing() {
    Sequencer<Note, String> warm = ledger.sequencer();
    ledger.submit(warm, note("before", "lot1"));
    PausePoint cleared = ledger.stores.pauseAfter(Operation.INDEX_CLEAR, 1);
    Future<Position> rebuilding = TestLedger.aside(this::rebuild);
    cleared.awaitReached();

    // To one that went on, the lot would be new and the repeat a first.
    for (Sequencer<Note, String> writer : List.of(warm, ledger.sequencer())) {
      assertThatThrownBy(() -> ledger.submit(writer, note("meanwhile", "lot1")))
          .isInstanceOf(StoreUnavailable.class);
      assertThatThrownBy(() -> ledger.submit(writer, note("before", "lot1")))
          .isInstanceOf(StoreUnavailable.class);
    }
    cleared.release();

    assertThat(TestLedger.result(rebuilding).block()).isEqualTo(60);
    assertThat(ledger.submit(warm, note("before", "lot1"))).isInstanceOf(Outcome.Repeated.class);
    assertThat(ledger.submit(warm, note("meanwhile", "lot1")))
        .isInstanceOf(Outcome.Sequenced.class);
    ledger.check();
  }

  @Test
  void whoeverReadBeforeTheIndexWasShutIsWaitedFor() {
    Sequencer<Note, String> writer = ledger.sequencer();
    PausePoint aboutToCommit = ledger.stores.pauseBefore(Operation.BLOCK_APPEND, 1);
    PausePoint shut = ledger.stores.pauseAfter(Operation.INDEX_SHUT, 1);
    Future<Outcome<String>> writing =
        TestLedger.aside(() -> ledger.submit(writer, note("late", "lot1")));
    aboutToCommit.awaitReached();
    Future<Position> rebuilding =
        TestLedger.aside(() -> rebuild(Duration.ofMillis(300)).run(position -> {}));
    shut.awaitReached();
    aboutToCommit.release();

    assertThat(TestLedger.result(writing)).isInstanceOf(Outcome.Sequenced.class);
    shut.release();

    assertThat(TestLedger.result(rebuilding).block()).isEqualTo(60);
    ledger.check();
  }

  @Test
  void oneThatStopsHalfWayLeavesTheIndexShutAndIsRunAgain() {
    for (Operation operation :
        List.of(Operation.INDEX_CLEAR, Operation.STATEMENT_GET, Operation.INDEX_APPLY)) {
      for (Fault fault : List.of(Fault.DID_NOT_HAPPEN, Fault.REPLY_LOST)) {
        ledger.stores.failNext(operation, fault);

        assertThatThrownBy(this::rebuild).isInstanceOf(StoreUnavailable.class);

        assertThatThrownBy(() -> ledger.submit(ledger.sequencer(), note("meanwhile", "lot1")))
            .isInstanceOf(StoreUnavailable.class);
        rebuild();
        assertThat(ledger.index.rows()).isEqualTo(written);
      }
    }
  }

  @Test
  void aLedgerThatIsDamagedIsNotIndexed() {
    Block block = ledger.blocks.read(30).orElseThrow();
    Digest statement = block.entries().get(0).statement();
    byte[] other = Note.note("issuer", "another", 1, "lot39", "lot38").bytes();
    ledger.statements.tamper(statement, other);

    assertThatThrownBy(this::rebuild)
        .isInstanceOf(IntegrityFault.class)
        .hasMessageContaining(statement.toString());

    assertThatThrownBy(ledger.index::applied).isInstanceOf(StoreUnavailable.class);
  }
}
