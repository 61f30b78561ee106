package org.assay.ledger;

import static org.assay.ledger.testing.Note.note;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.assay.ledger.testing.FaultyStores;
import org.assay.ledger.testing.FaultyStores.Fault;
import org.assay.ledger.testing.FaultyStores.Operation;
import org.assay.ledger.testing.InMemoryIndexStore;
import org.assay.ledger.testing.Note;
import org.assay.ledger.testing.QuotaAdmission;
import org.assay.ledger.testing.TestLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a writer leaves behind when it stops, and how the next one goes on from there. */
class SequencerRecoveryTest {
  /** Enough entries of one lot in one block that the rows fill a chunk. */
  private static final List<Note> BEFORE = notes("before", 60);

  private static final List<Note> DYING = notes("dying", 10);
  private static final List<Note> AFTER = notes("after", 5);

  /** Without a fault too, so that the comparison cannot hold for want of faults alone. */
  @ParameterizedTest
  @EnumSource(Fault.class)
  void theNextWriterFinishesTheRowsOfOneThatStoppedAfterItsCommit(Fault fault) {
    TestLedger disturbed = TestLedger.empty();
    disturbed.submit(disturbed.sequencer(), BEFORE);
    disturbed.stores.failNext(Operation.INDEX_APPLY, fault);
    List<Outcome<String>> answers = disturbed.submit(disturbed.sequencer(), DYING);
    boolean unfinished = fault != Fault.REPLY_LOST;
    assertThat(disturbed.index.applied()).isEqualTo(unfinished ? 0 : 1);

    disturbed.submit(disturbed.sequencer(), AFTER);

    assertThat(answers).hasOnlyElementsOfType(Outcome.Sequenced.class);
    assertThat(disturbed.index.rows()).isEqualTo(undisturbed());
    disturbed.check();
  }

  @Test
  void theSameWriterFinishesItsOwnRowsToo() {
    TestLedger disturbed = TestLedger.empty();
    Sequencer<Note, String> sequencer = disturbed.sequencer();
    disturbed.submit(sequencer, BEFORE);
    disturbed.stores.failNext(Operation.INDEX_APPLY, Fault.HALF_HAPPENED);
    disturbed.submit(sequencer, DYING);

    disturbed.submit(sequencer, AFTER);

    assertThat(disturbed.index.rows()).isEqualTo(undisturbed());
    disturbed.check();
  }

  @Test
  void aWriterThatWakesUpLateChangesNothing() {
    TestLedger disturbed = TestLedger.empty();
    disturbed.submit(disturbed.sequencer(), BEFORE);
    FaultyStores.PausePoint point = disturbed.stores.pauseBefore(Operation.INDEX_APPLY, 1);
    Sequencer<Note, String> sleepy = disturbed.sequencer();
    Future<List<Outcome<String>>> late = TestLedger.aside(() -> disturbed.submit(sleepy, DYING));
    point.awaitReached();

    disturbed.submit(disturbed.sequencer(), AFTER);
    assertThat(disturbed.index.applied()).isEqualTo(2);
    point.release();

    assertThat(TestLedger.result(late)).hasOnlyElementsOfType(Outcome.Sequenced.class);
    assertThat(disturbed.index.rows()).isEqualTo(undisturbed());
    disturbed.check();
  }

  @Test
  void severalWhoFinishTheSameRowsAtOnceDoNotDisturbEachOther() {
    TestLedger disturbed = TestLedger.empty();
    disturbed.submit(disturbed.sequencer(), BEFORE);
    disturbed.stores.failNext(Operation.INDEX_APPLY, Fault.HALF_HAPPENED);
    disturbed.submit(disturbed.sequencer(), DYING);
    List<Callable<Outcome<String>>> tasks = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      tasks.add(() -> disturbed.submit(disturbed.sequencer(), DYING.get(0)));
    }

    assertThat(TestLedger.together(tasks)).hasOnlyElementsOfType(Outcome.Repeated.class);

    disturbed.submit(disturbed.sequencer(), AFTER);
    assertThat(disturbed.index.rows()).isEqualTo(undisturbed());
    disturbed.check();
  }

  /** The index holds nothing that does not follow from blocks and statements. */
  @Test
  void aLostIndexIsBuiltAgain() {
    TestLedger ledger = TestLedger.empty();
    Sequencer<Note, String> sequencer = ledger.sequencer();
    ledger.submit(sequencer, BEFORE);
    ledger.submit(sequencer, DYING);
    ledger.submit(sequencer, AFTER);
    InMemoryIndexStore empty = new InMemoryIndexStore();

    Applier<Note, String> applier =
        new Applier<>(empty, ledger.statements, new QuotaAdmission(1_000));
    for (long number = 0; number < 3; number++) {
      applier.apply(ledger.blocks.read(number).orElseThrow());
    }

    assertThat(empty.rows()).isEqualTo(ledger.index.rows());
    ledger.check();
  }

  private static InMemoryIndexStore.Rows undisturbed() {
    TestLedger ledger = TestLedger.empty();
    Sequencer<Note, String> sequencer = ledger.sequencer();
    ledger.submit(sequencer, BEFORE);
    ledger.submit(sequencer, DYING);
    ledger.submit(sequencer, AFTER);
    ledger.check();
    return ledger.index.rows();
  }

  private static List<Note> notes(String issuer, int count) {
    List<Note> notes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      notes.add(note(issuer, "n" + i, 1, "lot", "lot" + i % 7));
    }
    return notes;
  }
}
