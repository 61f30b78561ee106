package org.assay.ledger.testing;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.assay.ledger.Admission;
import org.assay.ledger.Block;
import org.assay.ledger.Outcome;
import org.assay.ledger.PendingStore;
import org.assay.ledger.Salt;
import org.assay.ledger.Sequencer;
import org.assay.ledger.SequencerSettings;

/**
 * A ledger of notes in memory, whose stores fail where a test wants it, and whose salts and clock
 * are the same in every run. Each {@link #sequencer()} is as good as a process of its own.
 */
public final class TestLedger {
  /** Little waiting, so that tests are fast. */
  public static final SequencerSettings SETTINGS =
      settings(200, Duration.ofMillis(2), Duration.ofSeconds(20));

  private static final ExecutorService EXECUTOR =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "test-ledger");
            thread.setDaemon(true);
            return thread;
          });

  public final InMemoryBlockStore blocks = new InMemoryBlockStore();
  public final InMemoryStatementStore statements = new InMemoryStatementStore();
  public final InMemoryIndexStore index = new InMemoryIndexStore();
  public final InMemoryPendingStore pending = new InMemoryPendingStore();
  public final FaultyStores stores = new FaultyStores(blocks, statements, index, pending);
  public final SettableClock clock = new SettableClock(Instant.parse("2026-11-24T08:00:00.123Z"));

  private final Admission<Note, String> admission;
  private final AtomicLong nextSalt = new AtomicLong();

  private TestLedger(Admission<Note, String> admission) {
    this.admission = admission;
  }

  /** Settings with other bounds of patience; among processes, little time passes. */
  public static SequencerSettings settings(int maxAttempts, Duration backoff, Duration patience) {
    return new SequencerSettings(
        380_000,
        1_000,
        maxAttempts,
        backoff,
        patience,
        Duration.ofMillis(2),
        Duration.ofMillis(500),
        4_000);
  }

  /** An empty ledger whose subjects give all that anybody wants. */
  public static TestLedger empty() {
    return withQuota(Long.MAX_VALUE / 2);
  }

  /** An empty ledger with a quota for each subject. */
  public static TestLedger withQuota(long quota) {
    return new TestLedger(new QuotaAdmission(quota));
  }

  /** An empty ledger with other rules. */
  public static TestLedger withRules(Admission<Note, String> admission) {
    return new TestLedger(admission);
  }

  /** A new process that knows nothing but the stores. */
  public Sequencer<Note, String> sequencer() {
    return sequencer(SETTINGS);
  }

  /** As {@link #sequencer()}, with other bounds. */
  public Sequencer<Note, String> sequencer(SequencerSettings settings) {
    return sequencer(settings, stores.pending());
  }

  /** As {@link #sequencer()}, with a queue of its own. */
  public Sequencer<Note, String> sequencer(PendingStore queue) {
    return sequencer(SETTINGS, queue);
  }

  private Sequencer<Note, String> sequencer(SequencerSettings settings, PendingStore queue) {
    return new Sequencer<>(
        stores.blocks(),
        stores.index(),
        stores.statements(),
        queue,
        admission,
        salts(),
        clock,
        EXECUTOR,
        settings);
  }

  private Supplier<Salt> salts() {
    return () ->
        new Salt(
            ByteBuffer.allocate(Salt.LENGTH)
                .putLong(0x5a17_5a17_5a17_5a17L)
                .putLong(nextSalt.getAndIncrement())
                .array());
  }

  /** Stores statements and submits them together. */
  public List<Outcome<String>> submit(Sequencer<Note, String> sequencer, List<Note> notes) {
    stores.statements().putAll(notes.stream().map(Note::bytes).toList());
    return sequencer.submit(notes);
  }

  /** Stores a statement and submits it alone. */
  public Outcome<String> submit(Sequencer<Note, String> sequencer, Note note) {
    return submit(sequencer, List.of(note)).get(0);
  }

  /**
   * Ends all faults, lets a new process finish what others left behind, and checks everything; see
   * {@link LedgerCheck}.
   */
  public LedgerCheck.Replay check() {
    stores.heal();
    Optional<Block> last = Optional.empty();
    for (Optional<Block> next = blocks.read(0); next.isPresent(); ) {
      last = next;
      next = blocks.read(next.get().number() + 1);
    }
    if (last.isPresent()) {
      Note recorded = Note.parse(statement(last.get()));
      Outcome<String> again = sequencer().submit(List.of(recorded)).get(0);
      if (!(again instanceof Outcome.Repeated<String>)) {
        throw new AssertionError("what is recorded was answered with " + again);
      }
    }
    return LedgerCheck.verify(blocks, statements, index, admission);
  }

  private byte[] statement(Block block) {
    return statements
        .get(block.entries().get(0).statement())
        .orElseThrow(() -> new AssertionError(block + ": its first statement is missing"));
  }

  /** Runs tasks at the same time, on a thread each, and gives what each returned. */
  public static <T> List<T> together(List<Callable<T>> tasks) {
    CountDownLatch start = new CountDownLatch(1);
    List<Future<T>> futures = new ArrayList<>();
    for (Callable<T> task : tasks) {
      futures.add(
          EXECUTOR.submit(
              () -> {
                start.await();
                return task.call();
              }));
    }
    start.countDown();
    return futures.stream().map(TestLedger::result).toList();
  }

  /** Runs a task on another thread. */
  public static <T> Future<T> aside(Callable<T> task) {
    return EXECUTOR.submit(task);
  }

  /** What a task returned; its failure as it was. */
  public static <T> T result(Future<T> future) {
    try {
      return future.get(25, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError("a task failed", e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("a task hangs", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
