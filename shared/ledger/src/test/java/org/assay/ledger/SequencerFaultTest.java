package org.assay.ledger;

import static org.assay.ledger.testing.Note.note;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.assay.ledger.testing.FaultyStores.Fault;
import org.assay.ledger.testing.FaultyStores.Operation;
import org.assay.ledger.testing.LedgerCheck;
import org.assay.ledger.testing.Note;
import org.assay.ledger.testing.QuotaAdmission;
import org.assay.ledger.testing.TestLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every step of a submission fails in every way, for one writer and for many: what is acknowledged
 * is recorded once, indexes have no gaps, and whoever gets an exception learns the truth by
 * submitting again.
 */
class SequencerFaultTest {
  private static final int QUOTA = 12;
  private static final SequencerSettings SETTINGS =
      TestLedger.settings(6, Duration.ofMillis(1), Duration.ofSeconds(20));

  /** Longer than a sequencer is ready to try. */
  private static final int OUTAGE = SETTINGS.maxAttempts() + 4;

  static Stream<Arguments> table() {
    List<Arguments> rows = new ArrayList<>();
    for (Operation operation :
        List.of(
            Operation.STATEMENT_PUT,
            Operation.BLOCK_APPEND,
            Operation.INDEX_APPLY,
            Operation.STATEMENT_GET,
            Operation.BLOCK_READ,
            Operation.INDEX_APPLIED,
            Operation.INDEX_READ,
            Operation.PENDING_READ,
            Operation.PENDING_WRITE)) {
      for (Fault fault : Fault.values()) {
        if (fault == Fault.HALF_HAPPENED && operation != Operation.INDEX_APPLY) {
          continue;
        }
        for (int writers : new int[] {1, 8}) {
          for (int first : new int[] {1, 2, 3, 5}) {
            rows.add(Arguments.of(operation, fault, writers, first, 1));
          }
          rows.add(Arguments.of(operation, fault, writers, 2, OUTAGE));
        }
      }
    }
    return rows.stream();
  }

  @ParameterizedTest(name = "{0} {1}, {2} writers, call {3}, {4} in a row")
  @MethodSource("table")
  void whateverFailsTheSubmitterLearnsTheTruth(
      Operation operation, Fault fault, int writers, int first, int inARow) {
    TestLedger ledger = TestLedger.withQuota(QUOTA);
    List<Sequencer<Note, String>> sequencers =
        List.of(ledger.sequencer(SETTINGS), ledger.sequencer(SETTINGS));
    ledger.stores.fail(operation, fault, first, inARow);
    List<Callable<Map<Note, Outcome<String>>>> tasks = new ArrayList<>();
    for (int writer = 0; writer < writers; writer++) {
      Sequencer<Note, String> sequencer = sequencers.get(writer % 2);
      List<Note> notes = notes(writer, writers);
      tasks.add(
          () -> {
            Map<Note, Outcome<String>> answers = new HashMap<>();
            for (Note note : notes) {
              answers.put(note, persist(ledger, sequencer, note));
            }
            return answers;
          });
    }

    List<Map<Note, Outcome<String>>> answers = TestLedger.together(tasks);

    LedgerCheck.Replay replay = ledger.check();
    answers.forEach(each -> each.forEach((note, answer) -> assertTrue(note, answer, replay)));
    assertThat(answers.stream().flatMap(each -> each.keySet().stream()).map(Note::statement))
        .as("nothing is recorded that nobody submitted")
        .containsAll(replay.statements().keySet());
  }

  /** One note that all submit, one of the writer's own, and enough about a lot to use it up. */
  private static List<Note> notes(int writer, int writers) {
    String issuer = "mine" + writer;
    List<Note> notes = new ArrayList<>();
    notes.add(note("all", "same", 1, "free"));
    notes.add(note(issuer, "own", 1, "lot-" + issuer));
    for (int i = 0; i < 16 / Math.min(writers, 4); i++) {
      notes.add(note(issuer, "n" + i, 1 + i % 2, "lot"));
    }
    return notes;
  }

  /** Submits until there is an answer, as a client does. */
  private static Outcome<String> persist(
      TestLedger ledger, Sequencer<Note, String> sequencer, Note note) {
    for (int attempt = 1; ; attempt++) {
      try {
        return ledger.submit(sequencer, note);
      } catch (StoreUnavailable | SequencerBusy e) {
        assertThat(attempt).as("submissions of %s", note).isLessThan(3 * OUTAGE);
      }
    }
  }

  private static void assertTrue(Note note, Outcome<String> answer, LedgerCheck.Replay replay) {
    Ref recorded = replay.statements().get(note.statement());
    if (answer instanceof Outcome.Sequenced<String> sequenced) {
      assertThat(sequenced.ref()).as("%s", note).isEqualTo(recorded);
    } else if (answer instanceof Outcome.Repeated<String> repeated) {
      assertThat(repeated.ref()).as("%s", note).isEqualTo(recorded);
    } else {
      assertThat(answer).as("%s", note).isInstanceOf(Outcome.Refused.class);
      assertThat(recorded).as("%s was refused", note).isNull();
      SubjectHead lot = replay.head(new Subject("lot"));
      assertThat(QuotaAdmission.taken(lot.state()) + note.amount())
          .as("%s was refused", note)
          .isGreaterThan(QUOTA);
    }
  }

  @Test
  void aStatementThatMayNotBeStoredIsNotSubmitted() {
    TestLedger ledger = TestLedger.empty();
    ledger.stores.failNext(Operation.STATEMENT_PUT, Fault.REPLY_LOST);

    assertThatExceptionOfType(StoreUnavailable.class)
        .isThrownBy(() -> ledger.submit(ledger.sequencer(), note("mine", "n", 1)));

    assertThat(ledger.check().entries()).isZero();
  }

  @Test
  void aLostReplyOfTheCommitIsClearedUpBeforeTheAnswer() {
    TestLedger ledger = TestLedger.empty();
    ledger.stores.failNext(Operation.BLOCK_APPEND, Fault.REPLY_LOST);

    assertThat(ledger.submit(ledger.sequencer(), note("mine", "n", 1)))
        .isInstanceOf(Outcome.Sequenced.class);

    assertThat(ledger.stores.count(Operation.BLOCK_APPEND)).isEqualTo(2);
    assertThat(ledger.check().entries()).isEqualTo(1);
  }

  @Test
  void aCommitWhoseOutcomeStaysUnknownIsAnExceptionAndThenARepeat() {
    TestLedger ledger = TestLedger.empty();
    Sequencer<Note, String> sequencer = ledger.sequencer(SETTINGS);
    Note note = note("mine", "n", 1, "lot");
    ledger.stores.fail(Operation.BLOCK_APPEND, Fault.REPLY_LOST, 1, SETTINGS.maxAttempts());

    assertThatExceptionOfType(StoreUnavailable.class)
        .isThrownBy(() -> ledger.submit(sequencer, note));

    assertThat(ledger.submit(sequencer, note)).isInstanceOf(Outcome.Repeated.class);
    assertThat(ledger.check().entries()).isEqualTo(1);
  }

  @Test
  void aCommitThatNeverHappenedIsAnExceptionAndThenAnEntry() {
    TestLedger ledger = TestLedger.empty();
    Sequencer<Note, String> sequencer = ledger.sequencer(SETTINGS);
    Note note = note("mine", "n", 1, "lot");
    ledger.stores.fail(Operation.BLOCK_APPEND, Fault.DID_NOT_HAPPEN, 1, SETTINGS.maxAttempts());

    assertThatExceptionOfType(StoreUnavailable.class)
        .isThrownBy(() -> ledger.submit(sequencer, note));

    assertThat(ledger.submit(sequencer, note)).isInstanceOf(Outcome.Sequenced.class);
    assertThat(ledger.check().entries()).isEqualTo(1);
  }

  @Test
  void rowsThatWereNotWrittenDoNotSpoilTheAnswer() {
    TestLedger ledger = TestLedger.empty();
    ledger.stores.failNext(Operation.INDEX_APPLY, Fault.DID_NOT_HAPPEN);

    assertThat(ledger.submit(ledger.sequencer(), note("mine", "n", 1)))
        .isInstanceOf(Outcome.Sequenced.class);

    assertThat(ledger.index.applied()).isEqualTo(-1);
    assertThat(ledger.check().entries()).isEqualTo(1);
  }
}
