package org.assay.ledger;

import static org.assay.ledger.testing.Note.note;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.assay.ledger.testing.FaultyStores.Fault;
import org.assay.ledger.testing.FaultyStores.Operation;
import org.assay.ledger.testing.InMemoryPendingStore;
import org.assay.ledger.testing.LedgerCheck;
import org.assay.ledger.testing.Note;
import org.assay.ledger.testing.QuotaAdmission;
import org.assay.ledger.testing.TestLedger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Submissions of several processes meet in a queue; one commits for all, and none depends on it.
 */
class SequencerQueueTest {
  private static final Instant LONG_AGO = Instant.parse("2026-11-24T07:00:00Z");

  private final TestLedger ledger = TestLedger.withQuota(10);

  private Pending waiting(String id, Note... notes) {
    List<Digest> digests = new ArrayList<>();
    for (Note note : notes) {
      digests.add(ledger.statements.put(note.bytes()));
    }
    Pending pending = new Pending(id, digests, ledger.clock.instant());
    ledger.pending.enter(pending);
    return pending;
  }

  @Test
  void whoCommitsTakesAlongThoseWhoWait() {
    waiting("one", note("mine", "a", 1, "lot"), note("mine", "b", 2, "lot"));
    waiting("two", note("mill", "c", 3, "lot"));

    assertThat(ledger.submit(ledger.sequencer(), note("smelter", "d", 4, "lot")))
        .isInstanceOf(Outcome.Sequenced.class);

    assertThat(ledger.pending.read()).isEqualTo(PendingStore.Queue.EMPTY);
    LedgerCheck.Replay replay = ledger.check();
    assertThat(replay.entries()).isEqualTo(4);
    assertThat(replay.blocks()).isEqualTo(1);
  }

  @Test
  void whoIsRefusedHearsItFromNobodyElse() {
    Note tooMuch = note("mine", "a", 11, "lot");
    waiting("one", tooMuch);

    ledger.submit(ledger.sequencer(), note("mill", "b", 1, "lot"));

    assertThat(ledger.pending.read().waiting()).as("it still waits").hasSize(1);
    assertThat(ledger.submit(ledger.sequencer(), tooMuch))
        .isEqualTo(new Outcome.Refused<>("lot has 9 left"));
    assertThat(ledger.check().entries()).isEqualTo(1);
  }

  @Test
  void whatADeadProcessLeftWaitingIsRecordedOrClearedAwayInTime() {
    ledger.statements.put(note("mine", "a", 1, "lot").bytes());
    ledger.pending.enter(
        new Pending(
            "dead",
            List.of(note("mine", "a", 1, "lot").statement()),
            ledger.clock.instant().minusSeconds(5)));
    ledger.pending.enter(
        new Pending("lost", List.of(note("mine", "never stored", 1, "lot").statement()), LONG_AGO));

    ledger.submit(ledger.sequencer(), note("mill", "b", 1, "lot"));

    assertThat(ledger.pending.read()).isEqualTo(PendingStore.Queue.EMPTY);
    assertThat(ledger.check().statements())
        .containsOnlyKeys(
            note("mine", "a", 1, "lot").statement(), note("mill", "b", 1, "lot").statement());
  }

  @Test
  void aTurnWhoseHolderDiedIsWaitedForAndThenTaken() {
    waiting("dead", note("mine", "a", 1, "lot"));
    ledger.pending.take(new PendingStore.Turn("dead/1"), Optional.empty());
    long start = System.nanoTime();

    assertThat(ledger.submit(ledger.sequencer(), note("mill", "b", 1, "lot")))
        .isInstanceOf(Outcome.Sequenced.class);

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThan(TestLedger.SETTINGS.turn());
    assertThat(ledger.pending.read()).isEqualTo(PendingStore.Queue.EMPTY);
    assertThat(ledger.check().entries()).isEqualTo(2);
  }

  @Test
  void aRepeatIsAnsweredWithoutAnyWaiting() {
    Note note = note("mine", "a", 1, "lot");
    ledger.submit(ledger.sequencer(), note);
    waiting("dead", note("mine", "b", 1, "lot"));
    ledger.pending.take(new PendingStore.Turn("dead/1"), Optional.empty());
    long start = System.nanoTime();

    assertThat(ledger.submit(ledger.sequencer(), note)).isInstanceOf(Outcome.Repeated.class);

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TestLedger.SETTINGS.turn());
  }

  @Test
  void whereTooManyWaitANewOneIsSentAwayAndLeavesNothing() {
    SequencerSettings full = TestLedger.SETTINGS.withMaxPending(1);
    waiting("one", note("mine", "a", 1, "lot"), note("mine", "b", 1, "lot"));
    Note late = note("mill", "c", 1, "lot");

    assertThatExceptionOfType(SequencerBusy.class)
        .isThrownBy(() -> ledger.submit(ledger.sequencer(full), late))
        .satisfies(busy -> assertThat(busy.retryAfter()).isPositive());

    assertThat(ledger.pending.read().waiting()).hasSize(1);
    assertThat(ledger.blocks.read(0)).isEmpty();
  }

  @Test
  void theDeadDoNotCountAgainstTheLiving() {
    List<Digest> many = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      many.add(ledger.statements.put(note("mine", "n" + i, 1, "lot" + i).bytes()));
    }
    ledger.pending.enter(new Pending("dead", many, LONG_AGO));
    ledger.pending.enter(
        new Pending("of tomorrow", many, ledger.clock.instant().plus(Duration.ofDays(1))));

    assertThat(
            ledger.submit(
                ledger.sequencer(TestLedger.SETTINGS.withMaxPending(10)), note("mill", "c", 1)))
        .isInstanceOf(Outcome.Sequenced.class);

    assertThat(ledger.pending.read()).isEqualTo(PendingStore.Queue.EMPTY);
  }

  @Test
  void aStatementThatIsDamagedKeepsNobodyElseWaiting() {
    Note damaged = note("mine", "a", 1, "lot");
    Note good = note("mine", "b", 1, "lot");
    waiting("damaged", damaged);
    waiting("good", good);
    ledger.statements.tamper(damaged.statement(), note("mine", "other", 1, "lot").bytes());

    assertThat(ledger.submit(ledger.sequencer(), note("mill", "c", 1, "lot")))
        .isInstanceOf(Outcome.Sequenced.class);

    assertThat(ledger.check().statements()).containsKey(good.statement());
    assertThat(ledger.pending.read().waiting()).extracting(Pending::id).containsExactly("damaged");
  }

  @Test
  void whatCannotBeReceivedKeepsNobodyElseWaiting() {
    Admission<Note, String> fragile =
        new ForwardingAdmission(new QuotaAdmission(10)) {
          @Override
          public Optional<Note> receive(byte[] statement) {
            throw new StackOverflowError();
          }
        };
    TestLedger fragileLedger = TestLedger.withRules(fragile);
    fragileLedger.pending.enter(
        new Pending(
            "waits",
            List.of(fragileLedger.statements.put(note("mine", "a", 1, "lot").bytes())),
            fragileLedger.clock.instant()));

    assertThat(fragileLedger.submit(fragileLedger.sequencer(), note("mill", "c", 1, "lot")))
        .isInstanceOf(Outcome.Sequenced.class);
  }

  @Test
  void aQueueThatCannotBeReadStopsNobody() {
    PendingStore broken =
        new InMemoryPendingStore() {
          @Override
          public Queue read() {
            throw new IntegrityFault("no queue");
          }
        };

    assertThat(ledger.submit(ledger.sequencer(broken), note("mill", "c", 1, "lot")))
        .isInstanceOf(Outcome.Sequenced.class);
  }

  /** Whoever sees the turn free, and takes it late, must not act on what it saw. */
  @Test
  void whatWasRefusedAndToldSoIsNotRecordedByALateLeader() {
    Note refused = note("mine", "a", 11, "lot");
    waiting("one", refused);
    boolean[] left = {false};
    PendingStore late =
        new PendingStore() {
          @Override
          public Queue read() {
            return ledger.pending.read();
          }

          @Override
          public void enter(Pending pending) {
            ledger.pending.enter(pending);
          }

          @Override
          public void leave(Collection<String> ids) {
            ledger.pending.leave(ids);
          }

          @Override
          public boolean take(Turn turn, Optional<Turn> before) {
            ledger.pending.leave(List.of("one")); // It was told, and waits no more.
            left[0] = true;
            return ledger.pending.take(turn, before);
          }

          @Override
          public void release(Turn turn) {
            ledger.pending.release(turn);
          }
        };
    ledger.submit(ledger.sequencer(late), note("mill", "b", 1, "lot"));

    assertThat(left[0]).isTrue();
    assertThat(ledger.stores.count(Operation.STATEMENT_GET)).as("it was not even read").isZero();
  }

  @Test
  void aQueueThatNeverAnswersStopsNobody() {
    ledger.stores.fail(Operation.PENDING_READ, Fault.DID_NOT_HAPPEN, 1, 100_000);
    ledger.stores.fail(Operation.PENDING_WRITE, Fault.DID_NOT_HAPPEN, 1, 100_000);
    List<Callable<Outcome<String>>> tasks = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Note note = note("mine", "n" + i, 1, "lot" + i);
      Sequencer<Note, String> process = ledger.sequencer();
      tasks.add(() -> ledger.submit(process, note));
    }

    assertThat(TestLedger.together(tasks)).allMatch(Outcome.Sequenced.class::isInstance);

    assertThat(ledger.check().entries()).isEqualTo(8);
  }

  @Test
  void manyProcessesShareBlocks() {
    int writers = 16;
    List<Callable<Map<Note, Outcome<String>>>> tasks = new ArrayList<>();
    for (int writer = 0; writer < writers; writer++) {
      Sequencer<Note, String> process = ledger.sequencer();
      String issuer = "mine" + writer;
      tasks.add(
          () -> {
            Map<Note, Outcome<String>> answers = new HashMap<>();
            for (int i = 0; i < 20; i++) {
              Note note = note(issuer, "n" + i, 1, "lot" + i);
              answers.put(note, ledger.submit(process, note));
            }
            return answers;
          });
    }

    Map<Note, Outcome<String>> answers = new HashMap<>();
    TestLedger.together(tasks).forEach(answers::putAll);

    LedgerCheck.Replay replay = ledger.check();
    answers.forEach(
        (note, answer) -> {
          Ref recorded = replay.statements().get(note.statement());
          if (answer instanceof Outcome.Sequenced<String> sequenced) {
            assertThat(sequenced.ref()).isEqualTo(recorded);
          } else {
            assertThat(answer).isInstanceOf(Outcome.Refused.class);
            assertThat(recorded).isNull();
          }
        });
    assertThat(replay.entries()).as("every lot gives all it has").isEqualTo(20 * 10);
    System.out.println(
        replay.entries() + " entries of 16 processes in " + replay.blocks() + " blocks");
    assertThat(replay.blocks()).isLessThan(replay.entries());
    assertThat(ledger.pending.read().waiting()).isEmpty();
  }

  /** One who cannot be judged: whoever shares its block is recorded all the same. */
  @Test
  void aCandidateThatBreaksTheRulesCodeHarmsNobodyElse() {
    Admission<Note, String> fragile =
        new ForwardingAdmission(new QuotaAdmission(10)) {
          @Override
          public byte @Nullable [] fold(
              Note note, Subject subject, byte @Nullable [] before, Instant at) {
            if (note.id().equals("poison")) {
              throw new IllegalStateException("poisoned");
            }
            return super.fold(note, subject, before, at);
          }
        };
    TestLedger fragileLedger = TestLedger.withRules(fragile);
    Sequencer<Note, String> sequencer = fragileLedger.sequencer();
    Note poison = note("mine", "poison", 1, "lot");
    fragileLedger.pending.enter(
        new Pending(
            "waits",
            List.of(fragileLedger.statements.put(poison.bytes())),
            fragileLedger.clock.instant()));

    assertThat(fragileLedger.submit(sequencer, note("mine", "good", 1, "lot")))
        .isInstanceOf(Outcome.Sequenced.class);
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> fragileLedger.submit(sequencer, poison));

    assertThat(fragileLedger.check().entries()).isEqualTo(1);
  }
}
