package org.assay.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
  private final BlockStore blocks;
  private final IndexStore index;
  private final Admission<C, R> admission;
  private final Supplier<Salt> salts;
  private final Clock clock;
  private final Executor executor;
  private final SequencerSettings settings;

  private final Queue<Job<C, R>> waiting = new ConcurrentLinkedQueue<>();

  /**
   * Fair, so that whoever just got an answer and comes again does not overtake those who still wait
   * for theirs: it would find nobody but itself waiting, and commit a block of one.
   */
  private final ReentrantLock turn = new ReentrantLock(true);

  private final Tip<C, R> tip;

  /**
   * @param salts draws a new random salt each time, from a source that no snapshot of a process can
   *     repeat
   * @param executor for reads that go on at the same time
   */
  public Sequencer(
      BlockStore blocks,
      IndexStore index,
      StatementStore statements,
      Admission<C, R> admission,
      Supplier<Salt> salts,
      Clock clock,
      Executor executor,
      SequencerSettings settings) {
    this.blocks = blocks;
    this.index = index;
    this.admission = admission;
    this.salts = salts;
    this.clock = clock;
    this.executor = executor;
    this.settings = settings;
    this.tip = new Tip<>(blocks, index, new Applier<>(index, statements, admission));
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
      tip.forget();
      jobs.forEach(job -> job.fail(e));
    }
  }

  private void commit(List<Place<C, R>> places) {
    int from = 0;
    int attempts = 0;
    while (from < places.size()) {
      List<Place<C, R>> batch =
          places.subList(from, Math.min(places.size(), from + settings.maxBlockEntries()));
      int settled = tryBlock(batch);
      if (settled > 0) {
        from += settled;
        attempts = 0;
      } else if (++attempts >= settings.maxAttempts()) {
        throw new SequencerBusy(
            "other writers were faster " + attempts + " times", Duration.ofSeconds(1));
      } else {
        pause(attempts);
      }
    }
  }

  /**
   * One try at the next block; says how many of the places, from the first on, are settled: none if
   * it was lost.
   */
  private int tryBlock(List<Place<C, R>> batch) {
    Position before = tip.current();
    Set<Subject> subjects = new HashSet<>(admission.standing());
    Set<Digest> identities = new HashSet<>();
    for (Place<C, R> place : batch) {
      subjects.addAll(place.candidate.subjects());
      identities.add(place.candidate.identity());
      identities.addAll(place.candidate.references());
    }
    // The rows of every block up to `before` were written before these reads began, and if the
    // write below wins, there
    // were no others while they went on: so the heads are those at `before`, though no transaction
    // holds them together.
    CompletableFuture<Optional<Block>> next = at(() -> blocks.read(before.block() + 1));
    CompletableFuture<Map<Subject, SubjectHead>> heads = at(() -> index.heads(subjects));
    CompletableFuture<Map<Digest, Ref>> recorded = at(() -> index.statements(identities));
    Optional<Block> taken = join(next);
    if (taken.isPresent()) {
      tip.advance(taken.get());
      return 0;
    }
    Draft<C, R> draft = draft(before, join(heads), join(recorded));
    List<Outcome<R>> outcomes = new ArrayList<>();
    for (Place<C, R> place : batch) {
      Optional<Outcome<R>> outcome = draft.add(place.candidate);
      if (outcome.isEmpty()) {
        break;
      }
      outcomes.add(outcome.get());
    }
    if (draft.isEmpty() ? hasMoved(before, outcomes) : !commit(draft)) {
      return 0;
    }
    for (int i = 0; i < outcomes.size(); i++) {
      batch.get(i).settle(outcomes.get(i));
    }
    return outcomes.size();
  }

  /**
   * Whether refusals may rest on heads that never were together, because another block came while
   * they were read. Where a block is written, its write tells; where all is refused, none is.
   */
  private boolean hasMoved(Position before, List<Outcome<R>> outcomes) {
    if (outcomes.stream().noneMatch(outcome -> outcome instanceof Outcome.Refused<R>)) {
      return false;
    }
    Optional<Block> next = blocks.read(before.block() + 1);
    next.ifPresent(tip::advance);
    return next.isPresent();
  }

  private Draft<C, R> draft(
      Position before, Map<Subject, SubjectHead> heads, Map<Digest, Ref> recorded) {
    Admission.View view =
        new Admission.View() {
          @Override
          public Position position() {
            return before;
          }

          @Override
          public Optional<SubjectHead> standing(Subject subject) {
            return Optional.ofNullable(heads.get(subject));
          }
        };
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Instant at = now.isBefore(before.at()) ? before.at() : now;
    return new Draft<>(
        before, at, heads, recorded, admission, admission.open(view), salts, settings);
  }

  /** Writes the block; false if another block is in its place. */
  private boolean commit(Draft<C, R> draft) {
    Block own = draft.block();
    if (!isStored(own)) {
      return false;
    }
    boolean rowsWritten = false;
    try {
      index.apply(draft.update());
      rowsWritten = true;
    } catch (StoreUnavailable e) {
      // The block is what counts; whoever commits next finishes the rows first, maybe this very
      // process.
    }
    tip.committed(own, rowsWritten);
    return true;
  }

  /**
   * Whether the block is the one stored under its number. An unknown outcome is neither success nor
   * failure: the write may still be under way, so the same block is written again until there is an
   * answer to read.
   */
  private boolean isStored(Block own) {
    for (int attempt = 1; ; attempt++) {
      try {
        if (blocks.append(own) == BlockStore.Appended.STORED) {
          return true;
        }
        Block there =
            blocks
                .read(own.number())
                .orElseThrow(
                    () -> new IntegrityFault("block " + own.number() + " is taken, but missing"));
        if (there.equals(own)) {
          return true;
        }
        tip.advance(there);
        return false;
      } catch (StoreUnavailable e) {
        if (attempt >= settings.maxAttempts()) {
          throw e;
        }
        pause(attempt);
      }
    }
  }

  private void pause(int attempt) {
    long most = settings.backoff().toMillis() * Math.min(attempt, 10);
    if (most > 0) {
      try {
        Thread.sleep(ThreadLocalRandom.current().nextLong(most));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoreUnavailable("interrupted while waiting for other writers", e);
      }
    }
  }

  private <T> CompletableFuture<T> at(Supplier<T> read) {
    return CompletableFuture.supplyAsync(read, executor);
  }

  private static <T> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** One submission while it waits for its turn. */
  private static final class Job<C extends Candidate, R> {
    private final List<C> candidates;
    private final List<Place<C, R>> places;
    private volatile @Nullable Throwable failure;

    Job(List<C> candidates) {
      this.candidates = List.copyOf(candidates);
      this.places = this.candidates.stream().map(Place<C, R>::new).toList();
    }

    Stream<Place<C, R>> places() {
      return places.stream();
    }

    boolean isDone() {
      return failure != null || places.stream().allMatch(place -> place.outcome != null);
    }

    void fail(Throwable e) {
      if (!isDone()) {
        failure = e;
      }
    }

    List<Outcome<R>> outcomes() {
      Throwable failed = failure;
      if (failed instanceof RuntimeException exception) {
        throw exception;
      }
      if (failed instanceof Error error) {
        throw error;
      }
      return places.stream().map(Place::outcome).collect(Collectors.toUnmodifiableList());
    }
  }

  /** A candidate and what becomes of it. */
  private static final class Place<C extends Candidate, R> {
    private final C candidate;
    private volatile @Nullable Outcome<R> outcome;

    Place(C candidate) {
      this.candidate = candidate;
    }

    void settle(Outcome<R> result) {
      outcome = result;
    }

    Outcome<R> outcome() {
      Outcome<R> settled = outcome;
      if (settled == null) {
        throw new IllegalStateException("asked before it was settled");
      }
      return settled;
    }
  }
}
