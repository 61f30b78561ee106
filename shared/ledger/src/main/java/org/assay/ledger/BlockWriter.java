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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Writes blocks: judges candidates against the ledger as it stands, and tries to be the one who
 * writes the next block with those that are admitted. Not thread-safe.
 */
final class BlockWriter<C extends Candidate, R> {
  /** What came of a try. */
  enum Tried {
    /** Some of the places are settled. */
    SETTLED,
    /** Nothing: the ledger was further than this process knew, which is cured. */
    BEHIND,
    /** Nothing: another block came first, or it was not free. */
    LOST
  }

  private final BlockStore blocks;
  private final IndexStore index;
  private final Admission<C, R> admission;
  private final Supplier<Salt> salts;
  private final Clock clock;
  private final Executor executor;
  private final SequencerSettings settings;
  private final Tip<C, R> tip;

  BlockWriter(
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

  /** Forgets everything: what is known here may not be what is stored. */
  void forget() {
    tip.forget();
  }

  /** Looks for the end of the ledger before the next try, as others have moved it. */
  void lookAgain() {
    tip.lookAgain();
  }

  /**
   * One try at the next block, with as many of the places, from the first on, as it has room for.
   *
   * @param places at least one; none of them settled
   * @param isFree asked when all is read, and before anything is judged; if it is not, only those
   *     that are recorded already are settled, and nothing is written
   */
  Tried tryBlock(List<Place<C, R>> places, BooleanSupplier isFree) {
    List<Place<C, R>> batch =
        places.subList(0, Math.min(places.size(), settings.maxBlockEntries()));
    Position before = tip.current();
    Set<Subject> subjects = new HashSet<>(admission.standing());
    Set<Digest> identities = new HashSet<>();
    for (Place<C, R> place : batch) {
      subjects.addAll(place.candidate().subjects());
      identities.add(place.candidate().identity());
      identities.addAll(place.candidate().references());
    }
    // The rows of every block up to `before` were written before these reads began, and if the
    // write below wins, there were no others while they went on: so the heads are those at
    // `before`, though no transaction holds them together.
    CompletableFuture<Optional<Block>> next = at(() -> blocks.read(before.block() + 1));
    CompletableFuture<Map<Subject, SubjectHead>> heads = at(() -> index.heads(subjects));
    CompletableFuture<Map<Digest, Ref>> recorded = at(() -> index.statements(identities));
    Optional<Block> taken = Joined.result(next);
    if (taken.isPresent()) {
      tip.advance(taken.get());
      return Tried.BEHIND;
    }
    if (!isFree.getAsBoolean()) {
      return settleRecorded(batch, Joined.result(recorded)) ? Tried.SETTLED : Tried.LOST;
    }
    return write(batch, before, Joined.result(heads), Joined.result(recorded));
  }

  private Tried write(
      List<Place<C, R>> batch,
      Position before,
      Map<Subject, SubjectHead> heads,
      Map<Digest, Ref> recorded) {
    settleRecorded(batch, recorded);
    List<Place<C, R>> judged =
        batch.stream().filter(place -> !place.isSettled()).collect(Collectors.toList());
    if (judged.isEmpty()) {
      return Tried.SETTLED;
    }
    int toJudge = judged.size();
    List<Outcome<R>> outcomes = new ArrayList<>();
    Draft<C, R> draft = draft(before, heads, recorded);
    for (int i = 0; i < judged.size(); i++) {
      Optional<Outcome<R>> outcome;
      try {
        outcome = draft.add(judged.get(i).candidate());
      } catch (RuntimeException | StackOverflowError e) {
        // Whoever shares the block must not suffer for one that cannot be judged: begin again
        // without it, since it may have left the draft half changed.
        judged.remove(i).fail(e);
        draft = draft(before, heads, recorded);
        outcomes.clear();
        i = -1;
        continue;
      }
      if (outcome.isEmpty()) {
        break;
      }
      outcomes.add(outcome.get());
    }
    boolean lost = draft.isEmpty() ? hasMoved(before, outcomes) : !commit(draft);
    if (!lost) {
      for (int i = 0; i < outcomes.size(); i++) {
        judged.get(i).settle(outcomes.get(i));
      }
    }
    if (judged.size() < toJudge) {
      tip.forget(); // Maybe because of what is known here.
    }
    return lost && judged.size() == batch.size() ? Tried.LOST : Tried.SETTLED;
  }

  /** Settles those places whose identities are recorded; says whether there was one. */
  static <C extends Candidate, R> boolean settleRecorded(
      List<Place<C, R>> places, Map<Digest, Ref> recorded) {
    boolean any = false;
    Set<Digest> seen = new HashSet<>();
    for (Place<C, R> place : places) {
      Ref ref = recorded.get(place.candidate().identity());
      if (ref == null) {
        place.foundAbsent();
      } else {
        place.settle(
            ref.statement().equals(place.candidate().statement())
                ? found(place, ref, seen)
                : new Outcome.Conflicting<>(ref));
        any = true;
      }
    }
    return any;
  }

  /** The outcome of a place whose very statement is recorded; of several in a row, one is new. */
  private static <C extends Candidate, R> Outcome<R> found(
      Place<C, R> place, Ref ref, Set<Digest> seen) {
    return place.wasAbsent() && seen.add(ref.statement())
        ? new Outcome.Sequenced<>(ref)
        : new Outcome.Repeated<>(ref);
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
    long end = System.nanoTime() + settings.patience().toNanos();
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
        if (attempt >= settings.maxAttempts() || System.nanoTime() > end) {
          throw e;
        }
        pause(settings.backoff().multipliedBy(Math.min(attempt, 10)));
      }
    }
  }

  /** Waits a random time up to the one given, so that those who lost together do not meet again. */
  static void pause(Duration most) {
    long millis = most.toMillis();
    if (millis > 0) {
      try {
        Thread.sleep(ThreadLocalRandom.current().nextLong(millis) + 1);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoreUnavailable("interrupted while waiting for other writers", e);
      }
    }
  }

  private <T> CompletableFuture<T> at(Supplier<T> read) {
    return CompletableFuture.supplyAsync(read, executor);
  }
}
