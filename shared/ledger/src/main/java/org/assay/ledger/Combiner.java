package org.assay.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * What a submission does when others are writing too: it joins a queue that all processes share,
 * and waits until somebody's block has its statements. One of those who wait has the turn: it
 * commits for all of them (flat combining; Hendler, Incze, Shavit and Tzafrir, SPAA 2010).
 *
 * <p>Only blocks count. The one who has the turn says nothing to the others: they find their
 * statements recorded, or take a turn of their own and find out why not. So its death, a lost queue
 * and a wrong clock cost time alone. Not thread-safe.
 */
final class Combiner<C extends Candidate, R> {
  private final BlockWriter<C, R> writer;
  private final PendingStore queue;
  private final IndexStore index;
  private final StatementStore statements;
  private final Admission<C, R> admission;
  private final Supplier<Salt> salts;
  private final Clock clock;
  private final Executor executor;
  private final SequencerSettings settings;

  Combiner(
      BlockWriter<C, R> writer,
      PendingStore queue,
      IndexStore index,
      StatementStore statements,
      Admission<C, R> admission,
      Supplier<Salt> salts,
      Clock clock,
      Executor executor,
      SequencerSettings settings) {
    this.writer = writer;
    this.queue = queue;
    this.index = index;
    this.statements = statements;
    this.admission = admission;
    this.salts = salts;
    this.clock = clock;
    this.executor = executor;
    this.settings = settings;
  }

  /**
   * Settles places among other writers.
   *
   * @param before the queue as it was seen last
   * @throws SequencerBusy if too many wait, or there was no end to waiting
   */
  void settle(List<Place<C, R>> places, PendingStore.Queue before) {
    if (before.statements() > settings.maxPending()) {
      throw new SequencerBusy(
          before.statements() + " statements are waiting", Duration.ofSeconds(2));
    }
    long end = System.nanoTime() + settings.patience().toNanos();
    Pending own = pending(places);
    Watch watch = new Watch(settings.turn());
    enter(own);
    try {
      List<Place<C, R>> rest = places;
      int lost = 0;
      for (int looks = 1; !rest.isEmpty(); looks++) {
        if (lost >= settings.maxAttempts() || System.nanoTime() > end) {
          throw new SequencerBusy("other writers were faster for too long", Duration.ofSeconds(1));
        }
        BlockWriter.pause(settings.look());
        CompletableFuture<PendingStore.Queue> now =
            CompletableFuture.supplyAsync(this::look, executor);
        if (!findRecorded(rest)) {
          PendingStore.Queue there = BlockWriter.join(now);
          if (watch.isOver(there.turn())) {
            PendingStore.Turn turn = new PendingStore.Turn(own.id() + "/" + looks);
            if (take(turn, there)) {
              lost += lead(turn, own, rest, there, settings.maxAttempts() - lost);
            }
          }
        }
        rest = unsettled(rest);
      }
    } finally {
      leave(List.of(own.id()));
    }
  }

  private Pending pending(List<Place<C, R>> places) {
    Set<Digest> digests = new LinkedHashSet<>();
    places.forEach(place -> digests.add(place.candidate().statement()));
    // A name that no snapshot of a process repeats, as a salt.
    String id = Digest.of(salts.get().toBytes()).hex().substring(0, 32);
    return new Pending(id, List.copyOf(digests), clock.instant());
  }

  /** Settles what others have recorded meanwhile; says whether there was something. */
  private boolean findRecorded(List<Place<C, R>> places) {
    return BlockWriter.settleRecorded(
        places,
        index.statements(places.stream().map(place -> place.candidate().identity()).toList()));
  }

  /** Commits own places and those of others; says how many blocks were lost on the way. */
  private int lead(
      PendingStore.Turn turn,
      Pending own,
      List<Place<C, R>> places,
      PendingStore.Queue there,
      int maxAttempts) {
    try {
      writer.lookAgain();
      Map<String, List<Place<C, R>>> others = others(own.id(), places, there);
      List<Place<C, R>> batch = new ArrayList<>(places);
      others.values().forEach(batch::addAll);
      long end = System.nanoTime() + settings.turn().toNanos();
      int lost = 0;
      while (lost < maxAttempts && System.nanoTime() < end) {
        if (writer.tryBlock(batch, () -> true) == BlockWriter.Tried.SETTLED) {
          break;
        }
        lost++;
      }
      tidy(others, there);
      return lost;
    } finally {
      release(turn);
    }
  }

  /** The places of others, by the names of their submissions, as many as a block has room for. */
  private Map<String, List<Place<C, R>>> others(
      String self, List<Place<C, R>> own, PendingStore.Queue there) {
    int room = settings.maxBlockEntries() - own.size();
    Map<String, List<Digest>> chosen = new HashMap<>();
    Set<Digest> digests = new LinkedHashSet<>();
    for (Pending pending : there.waiting()) {
      if (!pending.id().equals(self) && pending.statements().size() <= room) {
        room -= pending.statements().size();
        chosen.put(pending.id(), pending.statements());
        digests.addAll(pending.statements());
      }
    }
    if (digests.isEmpty()) {
      return Map.of();
    }
    Map<Digest, byte[]> bytes = statements.getAll(digests);
    Map<String, List<Place<C, R>>> others = new HashMap<>();
    chosen.forEach(
        (id, each) -> {
          List<Place<C, R>> found = new ArrayList<>();
          for (Digest digest : each) {
            byte[] statement = bytes.get(digest);
            if (statement != null) {
              admission.receive(statement).map(Place<C, R>::new).ifPresent(found::add);
            }
          }
          others.put(id, found);
        });
    return others;
  }

  /** Takes out of the queue those who have all they wait for, and those who wait no more. */
  private void tidy(Map<String, List<Place<C, R>>> others, PendingStore.Queue there) {
    Instant longAgo = clock.instant().minus(settings.patience().multipliedBy(2));
    List<String> done = new ArrayList<>();
    for (Pending pending : there.waiting()) {
      List<Place<C, R>> places = others.getOrDefault(pending.id(), List.of());
      boolean hasAll =
          places.size() == pending.statements().size()
              && places.stream().allMatch(Place::isRecorded);
      if (hasAll || pending.since().isBefore(longAgo)) {
        done.add(pending.id());
      }
    }
    leave(done);
  }

  private static <C extends Candidate, R> List<Place<C, R>> unsettled(
      Collection<Place<C, R>> places) {
    return places.stream().filter(place -> !place.isSettled()).toList();
  }

  // The queue is a convenience: where its store does not answer, everybody writes for themselves.

  PendingStore.Queue look() {
    try {
      return queue.read();
    } catch (StoreUnavailable e) {
      return PendingStore.Queue.EMPTY;
    }
  }

  private void enter(Pending pending) {
    try {
      queue.enter(pending);
    } catch (StoreUnavailable e) {
      // Then nobody takes it along, or somebody does: either is found in the index.
    }
  }

  private void leave(List<String> ids) {
    try {
      if (!ids.isEmpty()) {
        queue.leave(ids);
      }
    } catch (StoreUnavailable e) {
      // Whoever has the next turn tidies.
    }
  }

  private boolean take(PendingStore.Turn turn, PendingStore.Queue there) {
    try {
      return queue.take(turn, there.turn());
    } catch (StoreUnavailable e) {
      return true;
    }
  }

  private void release(PendingStore.Turn turn) {
    try {
      queue.release(turn);
    } catch (StoreUnavailable e) {
      // It ends by itself.
    }
  }

  /**
   * Tells when a turn has been held for too long, by the time that passes here: the clocks of two
   * machines need not agree.
   */
  private static final class Watch {
    private final long patience;
    private Optional<PendingStore.Turn> seen = Optional.empty();
    private long since;

    Watch(Duration patience) {
      this.patience = patience.toNanos();
    }

    boolean isOver(Optional<PendingStore.Turn> turn) {
      long now = System.nanoTime();
      if (!turn.equals(seen)) {
        seen = turn;
        since = now;
      }
      return turn.isEmpty() || now - since > patience;
    }
  }
}
