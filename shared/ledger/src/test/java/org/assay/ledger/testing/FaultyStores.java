package org.assay.ledger.testing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.assay.ledger.Block;
import org.assay.ledger.BlockStore;
import org.assay.ledger.Digest;
import org.assay.ledger.IndexRow;
import org.assay.ledger.IndexStore;
import org.assay.ledger.IndexUpdate;
import org.assay.ledger.Pending;
import org.assay.ledger.PendingStore;
import org.assay.ledger.Ref;
import org.assay.ledger.StatementStore;
import org.assay.ledger.StoreUnavailable;
import org.assay.ledger.Subject;
import org.assay.ledger.SubjectHead;

/**
 * Four stores before which calls fail, or wait, as a test wants it. Calls are counted for each
 * operation, from 1, over all threads. Thread-safe.
 */
public final class FaultyStores {
  /** What a fault can hit. */
  public enum Operation {
    STATEMENT_PUT,
    STATEMENT_GET,
    BLOCK_APPEND,
    BLOCK_READ,
    INDEX_APPLIED,
    INDEX_READ,
    INDEX_APPLY,
    INDEX_SCAN,
    INDEX_CLEAR,
    INDEX_SHUT,
    INDEX_OPEN,
    PENDING_READ,
    PENDING_WRITE
  }

  /** What goes wrong; the caller sees {@link StoreUnavailable} each time. */
  public enum Fault {
    /** The request was lost. */
    DID_NOT_HAPPEN,
    /** The request arrived, its answer was lost. */
    REPLY_LOST,
    /** Of {@link Operation#INDEX_APPLY} alone: all rows but the mark and every second head. */
    HALF_HAPPENED
  }

  private record Plan(int from, int to, Fault fault) {
    boolean hits(int call) {
      return from <= call && call <= to;
    }
  }

  private record Stop(int call, boolean before, PausePoint point) {}

  /** A call that waits until the test lets it go. */
  public static final class PausePoint {
    private static final int SECONDS = 20;

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** Waits until a call is here. */
    public void awaitReached() {
      await(reached, "no call came to the pause point");
    }

    /** Lets the call go on. */
    public void release() {
      released.countDown();
    }

    private void hold() {
      reached.countDown();
      await(released, "nobody let the paused call go on");
    }

    private static void await(CountDownLatch latch, String otherwise) {
      try {
        if (!latch.await(SECONDS, TimeUnit.SECONDS)) {
          throw new AssertionError(otherwise);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(otherwise, e);
      }
    }
  }

  private final BlockStore blocks;
  private final StatementStore statements;
  private final IndexStore index;
  private final PendingStore pending;
  private final Map<Operation, AtomicInteger> calls = new EnumMap<>(Operation.class);
  private final Map<Operation, List<Plan>> plans = new EnumMap<>(Operation.class);
  private final Map<Operation, List<Stop>> stops = new EnumMap<>(Operation.class);

  public FaultyStores(
      BlockStore blocks, StatementStore statements, IndexStore index, PendingStore pending) {
    this.blocks = blocks;
    this.statements = statements;
    this.index = index;
    this.pending = pending;
    for (Operation operation : Operation.values()) {
      calls.put(operation, new AtomicInteger());
      plans.put(operation, new ArrayList<>());
      stops.put(operation, new ArrayList<>());
    }
  }

  /** Lets some calls in a row fail, the first of them so many calls from now (1: the next one). */
  public synchronized void fail(Operation operation, Fault fault, int first, int inARow) {
    if (fault == Fault.HALF_HAPPENED && operation != Operation.INDEX_APPLY) {
      throw new IllegalArgumentException(operation + " happens whole or not at all");
    }
    int from = count(operation) + first;
    list(plans, operation).add(new Plan(from, from + inARow - 1, fault));
  }

  /** Lets the next call fail. */
  public void failNext(Operation operation, Fault fault) {
    fail(operation, fault, 1, 1);
  }

  /** Holds a call, so many from now, before it does anything. */
  public synchronized PausePoint pauseBefore(Operation operation, int call) {
    return pause(operation, call, true);
  }

  /** Holds a call, so many from now, when it has done everything but return. */
  public synchronized PausePoint pauseAfter(Operation operation, int call) {
    return pause(operation, call, false);
  }

  private PausePoint pause(Operation operation, int call, boolean before) {
    PausePoint point = new PausePoint();
    list(stops, operation).add(new Stop(count(operation) + call, before, point));
    return point;
  }

  /** No further call fails or waits. */
  public synchronized void heal() {
    plans.values().forEach(List::clear);
    stops.values().forEach(List::clear);
  }

  /** How many calls there were. */
  public int count(Operation operation) {
    return counter(operation).get();
  }

  private AtomicInteger counter(Operation operation) {
    AtomicInteger counter = calls.get(operation);
    if (counter == null) {
      throw new IllegalStateException("every operation has a counter");
    }
    return counter;
  }

  private static <T> List<T> list(Map<Operation, List<T>> lists, Operation operation) {
    List<T> list = lists.get(operation);
    if (list == null) {
      throw new IllegalStateException("every operation has a list");
    }
    return list;
  }

  private synchronized Optional<Fault> fault(Operation operation, int call) {
    return list(plans, operation).stream()
        .filter(plan -> plan.hits(call))
        .map(Plan::fault)
        .findFirst();
  }

  private synchronized List<PausePoint> stops(Operation operation, int call, boolean before) {
    return list(stops, operation).stream()
        .filter(stop -> stop.call() == call && stop.before() == before)
        .map(Stop::point)
        .toList();
  }

  private <T> T call(Operation operation, Supplier<T> whole, Runnable half) {
    int call = counter(operation).incrementAndGet();
    stops(operation, call, true).forEach(PausePoint::hold);
    Optional<Fault> fault = fault(operation, call);
    if (fault.isEmpty()) {
      T result = whole.get();
      stops(operation, call, false).forEach(PausePoint::hold);
      return result;
    }
    if (fault.get() == Fault.REPLY_LOST) {
      T lost = whole.get();
      throw new StoreUnavailable(operation + " call " + call + ": nobody heard " + lost);
    }
    if (fault.get() == Fault.HALF_HAPPENED) {
      half.run();
    }
    throw new StoreUnavailable(operation + " call " + call + ": " + fault.get());
  }

  private <T> T call(Operation operation, Supplier<T> whole) {
    return call(operation, whole, () -> {});
  }

  /** The block store, with its faults. */
  public BlockStore blocks() {
    return new BlockStore() {
      @Override
      public Appended append(Block block) {
        return call(Operation.BLOCK_APPEND, () -> blocks.append(block));
      }

      @Override
      public Optional<Block> read(long number) {
        return call(Operation.BLOCK_READ, () -> blocks.read(number));
      }

      @Override
      public Map<Long, Block> readAll(Collection<Long> numbers) {
        return call(Operation.BLOCK_READ, () -> blocks.readAll(numbers));
      }
    };
  }

  /** The statement store, with its faults. */
  public StatementStore statements() {
    return new StatementStore() {
      @Override
      public Digest put(byte[] statement) {
        return call(Operation.STATEMENT_PUT, () -> statements.put(statement));
      }

      @Override
      public void putAll(Collection<byte[]> all) {
        all.forEach(this::put);
      }

      @Override
      public Optional<byte[]> get(Digest digest) {
        return call(Operation.STATEMENT_GET, () -> statements.get(digest));
      }

      @Override
      public Map<Digest, byte[]> getAll(Collection<Digest> digests) {
        return call(Operation.STATEMENT_GET, () -> statements.getAll(digests));
      }
    };
  }

  /** The index, with its faults. */
  public IndexStore index() {
    return faulty(index);
  }

  private IndexStore faulty(IndexStore rows) {
    return new IndexStore() {
      @Override
      public long applied() {
        return call(Operation.INDEX_APPLIED, rows::applied);
      }

      @Override
      public Map<Subject, SubjectHead> heads(Collection<Subject> subjects) {
        return call(Operation.INDEX_READ, () -> rows.heads(subjects));
      }

      @Override
      public Map<Digest, Ref> statements(Collection<Digest> identities) {
        return call(Operation.INDEX_READ, () -> rows.statements(identities));
      }

      @Override
      public List<SubjectHead.Chunk> chunks(Subject subject, long from) {
        return call(Operation.INDEX_READ, () -> rows.chunks(subject, from));
      }

      @Override
      public void apply(IndexUpdate update) {
        call(
            Operation.INDEX_APPLY,
            () -> {
              rows.apply(update);
              return true;
            },
            () -> rows.apply(half(rows, update)));
      }

      @Override
      public void scan(int segment, int segments, Consumer<IndexRow> found) {
        call(
            Operation.INDEX_SCAN,
            () -> {
              rows.scan(segment, segments, found);
              return true;
            });
      }

      @Override
      public void clear() {
        call(
            Operation.INDEX_CLEAR,
            () -> {
              rows.clear();
              return true;
            });
      }

      @Override
      public IndexStore shut() {
        return call(Operation.INDEX_SHUT, () -> faulty(rows.shut()));
      }

      @Override
      public void open(long block) {
        call(
            Operation.INDEX_OPEN,
            () -> {
              rows.open(block);
              return true;
            });
      }
    };
  }

  /** The queue between processes, with its faults. */
  public PendingStore pending() {
    return new PendingStore() {
      @Override
      public Queue read() {
        return call(Operation.PENDING_READ, pending::read);
      }

      @Override
      public void enter(Pending waiting) {
        write(() -> pending.enter(waiting));
      }

      @Override
      public void leave(Collection<String> ids) {
        write(() -> pending.leave(ids));
      }

      @Override
      public boolean take(Turn turn, Optional<Turn> before) {
        return call(Operation.PENDING_WRITE, () -> pending.take(turn, before));
      }

      @Override
      public void release(Turn turn) {
        write(() -> pending.release(turn));
      }

      private void write(Runnable action) {
        call(
            Operation.PENDING_WRITE,
            () -> {
              action.run();
              return true;
            });
      }
    };
  }

  /** An update without every second head, under the mark that is there: the mark stays. */
  private static IndexUpdate half(IndexStore rows, IndexUpdate update) {
    List<SubjectHead> heads = new ArrayList<>();
    for (int i = 0; i < update.heads().size(); i += 2) {
      heads.add(update.heads().get(i));
    }
    return new IndexUpdate(rows.applied(), update.statements(), update.chunks(), heads);
  }
}
