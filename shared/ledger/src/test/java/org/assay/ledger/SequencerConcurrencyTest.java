package org.assay.ledger;

import static org.assay.ledger.testing.Note.note;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.assay.ledger.testing.FaultyStores;
import org.assay.ledger.testing.FaultyStores.Operation;
import org.assay.ledger.testing.InMemoryPendingStore;
import org.assay.ledger.testing.LedgerCheck;
import org.assay.ledger.testing.Note;
import org.assay.ledger.testing.QuotaAdmission;
import org.assay.ledger.testing.TestLedger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Many submitters, and several sequencers on the same stores, as in several processes. */
class SequencerConcurrencyTest {
  @RepeatedTest(5)
  void aStatementSubmittedByManyAtOnceIsOneEntry() {
    TestLedger ledger = TestLedger.withQuota(1);
    Note note = note("mine", "n", 1, "lot");
    List<Sequencer<Note, String>> sequencers = List.of(ledger.sequencer(), ledger.sequencer());
    List<Callable<Outcome<String>>> tasks = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Sequencer<Note, String> sequencer = sequencers.get(i % 2);
      tasks.add(() -> ledger.submit(sequencer, note));
    }

    List<Outcome<String>> outcomes = TestLedger.together(tasks);

    // Each process may say that it is new, since it was when it was asked; of those that met in
    // one process, one is the first.
    List<Outcome<String>> first =
        outcomes.stream().filter(Outcome.Sequenced.class::isInstance).toList();
    assertThat(first).hasSizeBetween(1, sequencers.size());
    Ref ref = ((Outcome.Sequenced<String>) first.get(0)).ref();
    assertThat(outcomes).containsOnly(new Outcome.Sequenced<>(ref), new Outcome.Repeated<>(ref));
    assertThat(ledger.check().entries()).isEqualTo(1);
  }

  @RepeatedTest(3)
  void everyAcknowledgedStatementOfTwoProcessesIsInOneEntryAndNoQuotaIsExceeded() {
    int quota = 60;
    TestLedger ledger = TestLedger.withQuota(quota);
    List<Sequencer<Note, String>> sequencers = List.of(ledger.sequencer(), ledger.sequencer());
    List<Callable<Map<Note, Outcome<String>>>> tasks = new ArrayList<>();
    for (int writer = 0; writer < 16; writer++) {
      Sequencer<Note, String> sequencer = sequencers.get(writer % 2);
      String issuer = "mine" + writer;
      tasks.add(
          () -> {
            Map<Note, Outcome<String>> answers = new HashMap<>();
            for (int i = 0; i < 10; i++) {
              List<Note> batch =
                  List.of(
                      note(issuer, "n" + i, 1 + i % 3, "lot" + i % 3, "shared"),
                      note(issuer, "m" + i, 1, "own-" + issuer));
              List<Outcome<String>> outcomes = ledger.submit(sequencer, batch);
              answers.put(batch.get(0), outcomes.get(0));
              answers.put(batch.get(1), outcomes.get(1));
            }
            return answers;
          });
    }

    Map<Note, Outcome<String>> answers = new HashMap<>();
    TestLedger.together(tasks).forEach(answers::putAll);

    LedgerCheck.Replay replay = ledger.check();
    long acknowledged = 0;
    for (Map.Entry<Note, Outcome<String>> answer : answers.entrySet()) {
      Ref recorded = replay.statements().get(answer.getKey().statement());
      if (answer.getValue() instanceof Outcome.Sequenced<String> sequenced) {
        assertThat(recorded).isEqualTo(sequenced.ref());
        acknowledged++;
      } else {
        assertThat(answer.getValue()).isInstanceOf(Outcome.Refused.class);
        assertThat(recorded).isNull();
      }
    }
    assertThat(acknowledged).isEqualTo(replay.entries()).isGreaterThan(160);
    SubjectHead shared = replay.head(new Subject("shared"));
    assertThat(QuotaAdmission.taken(shared.state())).isBetween(quota - 2L, (long) quota);
  }

  @Test
  void submittersThatComeAgainAndAgainShareBlocksRatherThanOvertakeEachOther() {
    TestLedger ledger = TestLedger.empty();
    BlockStore slow =
        new ForwardingBlockStore(ledger.stores.blocks()) {
          @Override
          public Appended append(Block block) {
            LockSupport.parkNanos(2_000_000);
            return super.append(block);
          }
        };
    Sequencer<Note, String> sequencer =
        sequencer(
            slow,
            ledger.stores.index(),
            ledger,
            new QuotaAdmission(Long.MAX_VALUE / 2),
            TestLedger.SETTINGS);
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String issuer = "mine" + i;
      tasks.add(
          () -> {
            for (int n = 0; n < 12; n++) {
              ledger.submit(sequencer, note(issuer, "n" + n, 1, "lot-of-" + issuer));
            }
            return true;
          });
    }

    TestLedger.together(tasks);

    LedgerCheck.Replay replay = ledger.check();
    assertThat(replay.entries()).isEqualTo(16 * 12);
    // 12 or a few more; nearly as many as entries where whoever came first comes first again.
    assertThat(replay.blocks()).isLessThan(16 * 12 / 4);
  }

  @Test
  void submissionsThatMeetGoIntoOneBlock() {
    TestLedger ledger = TestLedger.empty();
    Sequencer<Note, String> sequencer = ledger.sequencer();
    FaultyStores.PausePoint first = ledger.stores.pauseBefore(Operation.BLOCK_APPEND, 1);
    List<Future<Outcome<String>>> answers = new ArrayList<>();
    answers.add(TestLedger.aside(() -> ledger.submit(sequencer, note("mine", "first", 1))));
    first.awaitReached();
    for (int i = 0; i < 8; i++) {
      Note note = note("mine", "n" + i, 1, "lot");
      answers.add(TestLedger.aside(() -> ledger.submit(sequencer, note)));
    }
    awaitStatements(ledger, 9);

    first.release();
    answers.forEach(TestLedger::result);

    LedgerCheck.Replay replay = ledger.check();
    assertThat(replay.entries()).isEqualTo(9);
    // All eight waited when the first was done, unless a thread was still on its way to the queue.
    assertThat(replay.blocks()).isLessThan(9);
  }

  private static void awaitStatements(TestLedger ledger, int count) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (ledger.statements.size() < count && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    pause(50);
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whoseBlockIsLostGoesBehindTheWinner() {
    TestLedger ledger = TestLedger.withQuota(10);
    Sequencer<Note, String> slow = ledger.sequencer();
    FaultyStores.PausePoint point = ledger.stores.pauseBefore(Operation.BLOCK_APPEND, 1);
    Future<Outcome<String>> late =
        TestLedger.aside(() -> ledger.submit(slow, note("slow", "n", 6, "lot")));
    point.awaitReached();

    ledger.submit(ledger.sequencer(), note("fast", "n", 6, "lot"));
    point.release();

    assertThat(TestLedger.result(late)).isEqualTo(new Outcome.Refused<>("lot has 4 left"));
    assertThat(ledger.check().entries()).isEqualTo(1);
  }

  @Test
  void whoFindsOthersAlwaysFasterIsToldToComeBack() {
    TestLedger ledger = TestLedger.empty();
    // Which knows nothing of the queue, and so takes nobody along.
    Sequencer<Note, String> fast = ledger.sequencer(new InMemoryPendingStore());
    SequencerSettings impatient = TestLedger.settings(4, Duration.ZERO, Duration.ofSeconds(20));
    Note unlucky = note("slow", "n", 1, "lot");
    ledger.submit(fast, note("fast", "first", 1, "lot"));
    // Just before each of its appends, somebody else's block gets there.
    int[] wins = {0};
    BlockStore rigged =
        new ForwardingBlockStore(ledger.stores.blocks()) {
          @Override
          public Appended append(Block block) {
            ledger.submit(fast, note("fast", "win" + wins[0]++, 1, "lot"));
            return super.append(block);
          }
        };
    ledger.statements.put(unlucky.bytes());
    Sequencer<Note, String> slow =
        sequencer(rigged, ledger.stores.index(), ledger, new QuotaAdmission(1_000), impatient);

    assertThatExceptionOfType(SequencerBusy.class)
        .isThrownBy(() -> slow.submit(List.of(unlucky)))
        .satisfies(busy -> assertThat(busy.retryAfter()).isPositive());

    // Once on its own, four times among those who wait.
    assertThat(wins[0]).isBetween(2, 5);
    assertThat(ledger.check().statements()).doesNotContainKey(unlucky.statement());
    assertThat(ledger.submit(fast, unlucky)).isInstanceOf(Outcome.Sequenced.class);
    ledger.check();
  }

  @Test
  void whoLosesPatienceInTheQueueIsToldToComeBackAndLeavesNothing() {
    TestLedger ledger = TestLedger.empty();
    Sequencer<Note, String> sequencer =
        ledger.sequencer(TestLedger.settings(4, Duration.ZERO, Duration.ofMillis(30)));
    FaultyStores.PausePoint point = ledger.stores.pauseBefore(Operation.BLOCK_APPEND, 1);
    Future<Outcome<String>> first =
        TestLedger.aside(() -> ledger.submit(sequencer, note("mine", "first", 1)));
    point.awaitReached();
    Note second = note("mine", "second", 1);

    assertThatExceptionOfType(SequencerBusy.class)
        .isThrownBy(() -> ledger.submit(sequencer, second));
    point.release();

    assertThat(TestLedger.result(first)).isInstanceOf(Outcome.Sequenced.class);
    assertThat(ledger.check().statements()).doesNotContainKey(second.statement());
  }

  /** A queue from which some are taken to be served while others take themselves back. */
  @Test
  void thoseWhoLosePatienceDoNotHarmThoseWhoDoNot() {
    TestLedger ledger = TestLedger.empty();
    Sequencer<Note, String> sequencer =
        ledger.sequencer(TestLedger.settings(50, Duration.ZERO, Duration.ofNanos(20_000)));
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int writer = 0; writer < 12; writer++) {
      String issuer = "mine" + writer;
      tasks.add(
          () -> {
            int busy = 0;
            for (int i = 0; i < 150; i++) {
              try {
                ledger.submit(sequencer, note(issuer, "n" + i, 1));
              } catch (SequencerBusy e) {
                busy++;
              }
            }
            return busy;
          });
    }

    int busy = TestLedger.together(tasks).stream().mapToInt(Integer::intValue).sum();

    // Of those who were told to come back some may be recorded, of the others all are.
    assertThat(ledger.check().entries()).isBetween(1_800L - busy, 1_800L);
    assertThat(busy).isPositive();
  }

  @Test
  void anErrorInOneSubmissionDoesNotLeaveOthersWaitingForEver() {
    TestLedger ledger = TestLedger.empty();
    Admission<Note, String> failing =
        new ForwardingAdmission(new QuotaAdmission(100)) {
          @Override
          public byte @Nullable [] fold(
              Note note, Subject subject, byte @Nullable [] before, Instant at) {
            if (note.id().startsWith("fatal")) {
              throw new StackOverflowError("as a domain's code may end");
            }
            return super.fold(note, subject, before, at);
          }
        };
    Sequencer<Note, String> sequencer =
        sequencer(
            ledger.stores.blocks(), ledger.stores.index(), ledger, failing, TestLedger.SETTINGS);
    FaultyStores.PausePoint point = ledger.stores.pauseBefore(Operation.BLOCK_APPEND, 1);
    Future<Outcome<String>> first =
        TestLedger.aside(() -> ledger.submit(sequencer, note("mine", "first", 1)));
    point.awaitReached();
    Future<Outcome<String>> innocent =
        TestLedger.aside(() -> ledger.submit(sequencer, note("mine", "innocent", 1)));
    Future<Outcome<String>> fatal =
        TestLedger.aside(() -> ledger.submit(sequencer, note("mine", "fatal", 1)));
    awaitStatements(ledger, 3);
    point.release();

    assertThat(TestLedger.result(first)).isInstanceOf(Outcome.Sequenced.class);
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> TestLedger.result(fatal))
        .withCauseInstanceOf(StackOverflowError.class);
    try {
      TestLedger.result(innocent);
    } catch (AssertionError sharedTheBlock) {
      assertThat(sharedTheBlock).hasCauseInstanceOf(StackOverflowError.class);
    }
    assertThat(ledger.submit(sequencer, note("mine", "later", 1)))
        .isInstanceOf(Outcome.Sequenced.class);
    ledger.check();
  }

  /**
   * Every note takes as much from X as from Y, and the rules refuse where the two differ, which
   * they never do. Yet who reads X, then waits for another's block, then reads Y, sees them differ.
   */
  @Test
  void aRefusalIsNotGivenOnHeadsThatNeverWereTogether() {
    Admission<Note, String> balanced =
        new ForwardingAdmission(new QuotaAdmission(1_000)) {
          @Override
          public Session<Note, String> open(View view) {
            return new Session<>() {
              @Override
              public Optional<String> objection(Note note, Instant at, States states) {
                long x = QuotaAdmission.taken(states.of(new Subject("X")));
                long y = QuotaAdmission.taken(states.of(new Subject("Y")));
                return x == y ? Optional.empty() : Optional.of(x + " is not " + y);
              }

              @Override
              public void admitted(Note note, Ref ref) {}
            };
          }
        };
    TestLedger ledger = TestLedger.withRules(balanced);
    Sequencer<Note, String> other = ledger.sequencer();
    ledger.submit(other, note("mine", "first", 1, "X", "Y"));
    boolean[] interfered = {false};
    IndexStore torn =
        new ForwardingIndexStore(ledger.stores.index()) {
          @Override
          public Map<Subject, SubjectHead> heads(Collection<Subject> subjects) {
            Map<Subject, SubjectHead> x = super.heads(Set.of(new Subject("X")));
            if (!interfered[0]) {
              interfered[0] = true;
              pause(100); // Long enough for the read of the next block, which goes on meanwhile.
              ledger.submit(other, note("mine", "meanwhile", 1, "X", "Y"));
            }
            Map<Subject, SubjectHead> all = new HashMap<>(super.heads(subjects));
            all.putAll(x);
            return all;
          }
        };
    Sequencer<Note, String> sequencer =
        sequencer(ledger.stores.blocks(), torn, ledger, balanced, TestLedger.SETTINGS);

    assertThat(ledger.submit(sequencer, note("mine", "n", 1, "X", "Y")))
        .isInstanceOf(Outcome.Sequenced.class);

    assertThat(ledger.check().entries()).isEqualTo(3);
  }

  private static Sequencer<Note, String> sequencer(
      BlockStore blocks,
      IndexStore index,
      TestLedger ledger,
      Admission<Note, String> admission,
      SequencerSettings settings) {
    AtomicInteger salts = new AtomicInteger();
    return new Sequencer<>(
        blocks,
        index,
        ledger.stores.statements(),
        ledger.stores.pending(),
        admission,
        () -> new Salt(ByteBuffer.allocate(Salt.LENGTH).putInt(salts.incrementAndGet()).array()),
        ledger.clock,
        task -> new Thread(task).start(),
        settings);
  }

  /** A block store in front of another. */
  private static class ForwardingBlockStore implements BlockStore {
    private final BlockStore store;

    ForwardingBlockStore(BlockStore store) {
      this.store = store;
    }

    @Override
    public Appended append(Block block) {
      return store.append(block);
    }

    @Override
    public Optional<Block> read(long number) {
      return store.read(number);
    }

    @Override
    public Map<Long, Block> readAll(Collection<Long> numbers) {
      return store.readAll(numbers);
    }
  }

  /** An index in front of another. */
  private static class ForwardingIndexStore implements IndexStore {
    private final IndexStore store;

    ForwardingIndexStore(IndexStore store) {
      this.store = store;
    }

    @Override
    public long applied() {
      return store.applied();
    }

    @Override
    public Map<Subject, SubjectHead> heads(Collection<Subject> subjects) {
      return store.heads(subjects);
    }

    @Override
    public Map<Digest, Ref> statements(Collection<Digest> identities) {
      return store.statements(identities);
    }

    @Override
    public List<SubjectHead.Chunk> chunks(Subject subject, long from) {
      return store.chunks(subject, from);
    }

    @Override
    public void apply(IndexUpdate update) {
      store.apply(update);
    }

    @Override
    public void scan(int segment, int segments, Consumer<IndexRow> rows) {
      store.scan(segment, segments, rows);
    }

    @Override
    public void clear() {
      store.clear();
    }

    @Override
    public IndexStore shut() {
      return store.shut();
    }

    @Override
    public void open(long block) {
      store.open(block);
    }
  }
}
