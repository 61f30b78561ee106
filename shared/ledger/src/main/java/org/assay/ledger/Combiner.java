package org.assay.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
    boolean hasLeft;
    enter(own);
    try {
      List<Place<C, R>> rest = places;
      PendingStore.Queue there = before;
      int lost = 0;
      for (int looks = 1; !rest.isEmpty(); looks++) {
        if (lost >= settings.maxAttempts() || System.nanoTime() > end) {
          throw new SequencerBusy("other writers were faster for too long", Duration.ofSeconds(1));
        }
        // The more wait, the seldomer each looks: they all read what the one who commits writes.
        BlockWriter.pause(
            settings.look().multipliedBy(1 + Math.min(there.waiting().size() / 8, 10)));
        CompletableFuture<PendingStore.Queue> now =
            CompletableFuture.supplyAsync(this::look, executor);
        boolean found = findRecorded(rest);
        there = Joined.result(now);
        if (!found && watch.isOver(there.turn(), own)) {
          PendingStore.Turn turn = new PendingStore.Turn(own.id() + "/" + looks);
          if (take(turn, there)) {
            // Looked at again, since whoever had the turn before may have refused some of them.
            lost += lead(turn, own, rest, look(), settings.maxAttempts() - lost);
          }
        }
        rest = unsettled(rest);
      }
    } finally {
      hasLeft = leave(List.of(own.id()));
    }
    if (!hasLeft && !places.stream().allMatch(Place::isRecorded)) {
      // Somebody may yet record what would be answered as refused.
      throw new StoreUnavailable("it is not known whether a refused submission still waits");
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
    Digest first = places.get(0).candidate().identity();
    // They are recorded together, most of the time, so one is asked for as long as it is not there.
    if (index.statements(List.of(first)).isEmpty()) {
      return false;
    }
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
    Map<String, List<Place<C, R>>> others = Map.of();
    try {
      long end = System.nanoTime() + settings.turn().toNanos();
      writer.lookAgain();
      others = others(own.id(), places, there);
      int lost = 0;
      do {
        if (tryBlock(places, others) == BlockWriter.Tried.SETTLED) {
          break;
        }
        lost++;
      } while (lost < maxAttempts && System.nanoTime() < end);
      return lost;
    } finally {
      tidy(others, there);
      release(turn);
    }
  }

  private BlockWriter.Tried tryBlock(
      List<Place<C, R>> places, Map<String, List<Place<C, R>>> others) {
    List<Place<C, R>> batch = new ArrayList<>(places);
    others.values().forEach(batch::addAll);
    try {
      return writer.tryBlock(batch, () -> true);
    } catch (RuntimeException e) {
      if (batch.size() == places.size()) {
        throw e;
      }
      // Maybe because of a lot that only others speak of: nobody fails for what is another's.
      writer.forget();
      List<Place<C, R>> own = unsettled(places);
      return own.isEmpty() ? BlockWriter.Tried.SETTLED : writer.tryBlock(own, () -> true);
    }
  }

  /** The places of others, by the names of their submissions, as many as a block has room for. */
  private Map<String, List<Place<C, R>>> others(
      String self, List<Place<C, R>> own, PendingStore.Queue there) {
    int room = settings.maxBlockEntries() - own.size();
    Map<String, List<Digest>> chosen = new LinkedHashMap<>();
    Set<Digest> digests = new LinkedHashSet<>();
    for (Pending pending : there.waiting()) {
      if (!pending.id().equals(self) && pending.statements().size() <= room) {
        room -= pending.statements().size();
        chosen.put(pending.id(), pending.statements());
        digests.addAll(pending.statements());
      }
    }
    Map<Digest, byte[]> bytes = bytes(digests, chosen.values());
    Map<String, List<Place<C, R>>> others = new LinkedHashMap<>();
    chosen.forEach(
        (id, each) -> {
          List<Place<C, R>> found = new ArrayList<>();
          for (Digest digest : each) {
            byte[] statement = bytes.get(digest);
            if (statement != null) {
              receive(statement).map(Place<C, R>::new).ifPresent(found::add);
            }
          }
          others.put(id, found);
        });
    return others;
  }

  /** The statements that can be read; one that is damaged keeps only its own submission waiting. */
  private Map<Digest, byte[]> bytes(Set<Digest> digests, Collection<List<Digest>> each) {
    if (digests.isEmpty()) {
      return Map.of();
    }
    try {
      return statements.getAll(digests);
    } catch (StoreUnavailable | IntegrityFault e) {
      Map<Digest, byte[]> found = new HashMap<>();
      for (List<Digest> some : each) {
        try {
          found.putAll(statements.getAll(some));
        } catch (IntegrityFault damaged) {
          // Its submitter finds out.
        } catch (StoreUnavailable away) {
          break;
        }
      }
      return found;
    }
  }

  private Optional<C> receive(byte[] statement) {
    try {
      return admission.receive(statement);
    } catch (RuntimeException | StackOverflowError e) {
      return Optional.empty(); // Its submitter finds out.
    }
  }

  /** Takes out of the queue those who have all they wait for. */
  private void tidy(Map<String, List<Place<C, R>>> others, PendingStore.Queue there) {
    List<String> done = new ArrayList<>();
    for (Pending pending : there.waiting()) {
      List<Place<C, R>> places = others.getOrDefault(pending.id(), List.of());
      if (places.size() == pending.statements().size()
          && places.stream().allMatch(Place::isRecorded)) {
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

  /** Who waits; those whose submitters must have given up long ago are taken out, and do not. */
  PendingStore.Queue look() {
    try {
      PendingStore.Queue there = queue.read();
      Duration longest = settings.patience().multipliedBy(2);
      Instant now = clock.instant();
      List<Pending> alive = new ArrayList<>();
      List<String> dead = new ArrayList<>();
      for (Pending pending : there.waiting()) {
        if (Duration.between(pending.since(), now).abs().compareTo(longest) <= 0) {
          alive.add(pending);
        } else {
          dead.add(pending.id());
        }
      }
      leave(dead);
      return new PendingStore.Queue(alive, there.turn());
    } catch (RuntimeException e) {
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

  /** Says whether they are known to be out. */
  private boolean leave(List<String> ids) {
    try {
      if (!ids.isEmpty()) {
        queue.leave(ids);
      }
      return true;
    } catch (StoreUnavailable e) {
      return false; // They are taken out when they have been there for too long.
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

    /**
     * @param own who asks; a turn of its own is one that it took without hearing of it
     */
    boolean isOver(Optional<PendingStore.Turn> turn, Pending own) {
      if (turn.isPresent() && turn.get().name().startsWith(own.id() + "/")) {
        return true;
      }
      long now = System.nanoTime();
      if (!turn.equals(seen)) {
        seen = turn;
        since = now;
      }
      return turn.isEmpty() || now - since > patience;
    }
  }
}
