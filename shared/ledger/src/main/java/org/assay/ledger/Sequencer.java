package org.assay.ledger;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Gives statements their places in the ledger. Any number of these, in any number of processes, may
 * work on one ledger: they agree through {@link BlockStore#append} alone. Thread-safe; submissions
 * that meet in one process go into one block.
 *
 * <p>The statements' bytes must be in the {@link StatementStore} before they are submitted here.
 *
 * @param <C> the domain's candidate
 * @param <R> why the domain refuses one
 */
public final class Sequencer<C extends Candidate, R> {
  private final Executor executor;
  private final SequencerSettings settings;
  private final BlockWriter<C, R> writer;
  private final Combiner<C, R> combiner;

  private final Queue<Job<C, R>> waiting = new ConcurrentLinkedQueue<>();

  /**
   * Fair, so that whoever just got an answer and comes again does not overtake those who still wait
   * for theirs: it would find nobody but itself waiting, and commit a block of one.
   */
  private final ReentrantLock turn = new ReentrantLock(true);

  /**
   * @param pending where submissions of several processes meet
   * @param salts draws a new random salt each time, from a source that no snapshot of a process can
   *     repeat
   * @param executor for reads that go on at the same time
   */
  public Sequencer(
      BlockStore blocks,
      IndexStore index,
      StatementStore statements,
      PendingStore pending,
      Admission<C, R> admission,
      Supplier<Salt> salts,
      Clock clock,
      Executor executor,
      SequencerSettings settings) {
    this.executor = executor;
    this.settings = settings;
    this.writer =
        new BlockWriter<>(blocks, index, statements, admission, salts, clock, executor, settings);
    this.combiner =
        new Combiner<>(
            writer, pending, index, statements, admission, salts, clock, executor, settings);
  }

  /**
   * Records those candidates that may be recorded, in their order.
   *
   * @return what became of each, in the same order
   * @throws SequencerBusy if others were faster too often
   * @throws StoreUnavailable if a store did not answer; some of the candidates may be recorded, and
   *     submitting them all again tells which
   * @throws IntegrityFault if the ledger is damaged
   */
  public List<Outcome<R>> submit(List<C> candidates) {
    if (candidates.isEmpty()) {
      return List.of();
    }
    Job<C, R> job = new Job<>(candidates);
    waiting.add(job);
    awaitTurn(job);
    try {
      while (!job.isDone()) {
        serve(takeWaiting());
      }
    } finally {
      turn.unlock();
    }
    return job.outcomes();
  }

  private void awaitTurn(Job<C, R> job) {
    boolean mine = false;
    try {
      mine = turn.tryLock(settings.patience().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!mine) {
      waiting.remove(job);
      throw new SequencerBusy("too many submissions are waiting", settings.patience());
    }
  }

  /** The waiting submissions, as many as one block may hold, one at least if any wait. */
  private List<Job<C, R>> takeWaiting() {
    List<Job<C, R>> jobs = new ArrayList<>();
    int room = settings.maxBlockEntries();
    for (Job<C, R> next = waiting.peek(); next != null; next = waiting.peek()) {
      if (!jobs.isEmpty() && next.candidates.size() > room) {
        break;
      }
      if (waiting.remove(next)) { // Else its submitter lost patience just now, and took it back.
        room -= next.candidates.size();
        jobs.add(next);
      }
    }
    return jobs;
  }

  private void serve(List<Job<C, R>> jobs) {
    try {
      commit(jobs.stream().flatMap(Job::places).toList());
    } catch (RuntimeException | Error e) {
      // An Error too: these jobs wait in no queue any more, so nobody else would ever end them.
      writer.forget();
      jobs.forEach(job -> job.fail(e));
    }
  }

  private void commit(List<Place<C, R>> places) {
    List<Place<C, R>> rest = places;
    for (int behind = 0; !rest.isEmpty(); ) {
      CompletableFuture<PendingStore.Queue> queue =
          CompletableFuture.supplyAsync(combiner::look, executor);
      // Where nobody else is writing, the block is written at once, and the queue costs one read
      // beside the others.
      switch (writer.tryBlock(rest, () -> Joined.result(queue).waiting().isEmpty())) {
        case SETTLED -> rest = rest.stream().filter(place -> !place.isSettled()).toList();
        case BEHIND -> {
          if (++behind >= settings.maxAttempts()) {
            throw new SequencerBusy("the ledger grows too fast", Duration.ofSeconds(1));
          }
          writer.lookAgain();
        }
        case LOST -> {
          combiner.settle(rest, Joined.result(queue));
          return;
        }
      }
    }
  }

  /** One submission while it waits for its turn. */
  private static final class Job<C extends Candidate, R> {
    private final List<C> candidates;
    private final List<Place<C, R>> places;

    Job(List<C> candidates) {
      this.candidates = List.copyOf(candidates);
      this.places = this.candidates.stream().map(Place<C, R>::new).toList();
    }

    Stream<Place<C, R>> places() {
      return places.stream();
    }

    boolean isDone() {
      return places.stream().allMatch(Place::isSettled);
    }

    void fail(Throwable e) {
      places.forEach(place -> place.fail(e));
    }

    List<Outcome<R>> outcomes() {
      return places.stream().map(Place::outcome).toList();
    }
  }
}
