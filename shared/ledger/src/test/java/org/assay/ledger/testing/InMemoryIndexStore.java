package org.assay.ledger.testing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.assay.ledger.Digest;
import org.assay.ledger.IndexRow;
import org.assay.ledger.IndexStore;
import org.assay.ledger.IndexUpdate;
import org.assay.ledger.Ref;
import org.assay.ledger.StoreUnavailable;
import org.assay.ledger.Subject;
import org.assay.ledger.SubjectHead;

/**
 * Index rows in memory. Rows become visible one by one, as in a store without transactions, and
 * every one of them is held against what is there already: an {@link AssertionError} where a row
 * that is final would change. Thread-safe.
 */
public final class InMemoryIndexStore implements IndexStore {
  /** From here on a mark is that of an index that is shut, another one each time. */
  private static final long SHUT = Long.MAX_VALUE - 1_000_000;

  private static final AtomicLong NEXT_SHUT = new AtomicLong(SHUT);

  private final AtomicLong applied;
  private final ConcurrentMap<Digest, Ref> statements;
  private final ConcurrentMap<Subject, SubjectHead> heads;
  private final ConcurrentMap<Subject, NavigableMap<Long, SubjectHead.Chunk>> chunks;
  private final long shutBy;

  public InMemoryIndexStore() {
    this.applied = new AtomicLong(-1);
    this.statements = new ConcurrentHashMap<>();
    this.heads = new ConcurrentHashMap<>();
    this.chunks = new ConcurrentHashMap<>();
    this.shutBy = -1;
  }

  /** The same rows, for whoever shut them. */
  private InMemoryIndexStore(InMemoryIndexStore shut, long shutBy) {
    this.applied = shut.applied;
    this.statements = shut.statements;
    this.heads = shut.heads;
    this.chunks = shut.chunks;
    this.shutBy = shutBy;
  }

  /** All rows at one moment, to be compared. */
  public record Rows(
      long applied,
      Map<Digest, Ref> statements,
      Map<Subject, SubjectHead> heads,
      Map<Subject, Map<Long, SubjectHead.Chunk>> chunks) {}

  @Override
  public long applied() {
    long mark = applied.get();
    if (mark >= SHUT) {
      throw new StoreUnavailable("the index is shut");
    }
    return mark;
  }

  @Override
  public Map<Subject, SubjectHead> heads(Collection<Subject> subjects) {
    requireOpen();
    Map<Subject, SubjectHead> found = new HashMap<>();
    for (Subject subject : subjects) {
      SubjectHead head = heads.get(subject);
      if (head != null) {
        found.put(subject, head);
      }
    }
    return found;
  }

  @Override
  public Map<Digest, Ref> statements(Collection<Digest> identities) {
    requireOpen();
    Map<Digest, Ref> found = new HashMap<>();
    for (Digest identity : identities) {
      Ref ref = statements.get(identity);
      if (ref != null) {
        found.put(identity, ref);
      }
    }
    return found;
  }

  @Override
  public List<SubjectHead.Chunk> chunks(Subject subject, long from) {
    NavigableMap<Long, SubjectHead.Chunk> all = chunks.get(subject);
    return all == null ? List.of() : List.copyOf(all.tailMap(from, true).values());
  }

  @Override
  public void apply(IndexUpdate update) {
    requireMine();
    update.statements().forEach(this::statement);
    update.chunks().forEach(this::chunk);
    update.heads().forEach(this::head);
    applied.accumulateAndGet(update.block(), Math::max);
  }

  private void statement(Digest identity, Ref ref) {
    Ref there = statements.putIfAbsent(identity, ref);
    if (there != null && !there.equals(ref)) {
      throw new AssertionError("statement " + identity + " is at " + there + ", not at " + ref);
    }
  }

  private void chunk(SubjectHead.Chunk chunk) {
    SubjectHead.Chunk there =
        chunks
            .computeIfAbsent(chunk.subject(), subject -> new ConcurrentSkipListMap<>())
            .putIfAbsent(chunk.number(), chunk);
    if (there != null && !there.equals(chunk)) {
      throw new AssertionError(chunk.subject() + ": chunk " + chunk.number() + " changed");
    }
  }

  private void head(SubjectHead head) {
    heads.merge(
        head.subject(),
        head,
        (there, late) -> {
          if (there.count() == late.count() && !there.equals(late)) {
            throw new AssertionError(there + " and " + late + " count the same, but differ");
          }
          if (!there.salt().equals(late.salt())) {
            throw new AssertionError(there + ": its salt changed");
          }
          return there.count() < late.count() ? late : there;
        });
  }

  @Override
  public void scan(int segment, int segments, Consumer<IndexRow> rows) {
    Objects.checkIndex(segment, segments);
    List<IndexRow> all = new ArrayList<>();
    statements.forEach((identity, ref) -> all.add(new IndexRow.Statement(identity, ref)));
    chunks.values().forEach(of -> of.values().forEach(c -> all.add(new IndexRow.Chunk(c))));
    heads.values().forEach(head -> all.add(new IndexRow.Head(head)));
    long mark = applied.get();
    if (mark >= SHUT) {
      all.add(new IndexRow.Unreadable("the mark", "the index is shut"));
    } else if (mark >= 0) {
      all.add(new IndexRow.Mark(mark));
    }
    all.stream().filter(row -> Math.floorMod(row.hashCode(), segments) == segment).forEach(rows);
  }

  @Override
  public void clear() {
    requireMine();
    applied.updateAndGet(mark -> mark >= SHUT ? mark : -1);
    statements.clear();
    heads.clear();
    chunks.clear();
  }

  @Override
  public IndexStore shut() {
    long name = NEXT_SHUT.incrementAndGet();
    applied.set(name);
    return new InMemoryIndexStore(this, name);
  }

  private void requireMine() {
    if (shutBy >= 0 && applied.get() != shutBy) {
      throw new StoreUnavailable("another rebuild is at work");
    }
  }

  @Override
  public void open(long block) {
    requireMine();
    applied.set(block);
  }

  private void requireOpen() {
    if (shutBy < 0 && applied.get() >= SHUT) {
      throw new StoreUnavailable("the index is shut");
    }
  }

  /** Takes away what the store holds of a statement, as a fault would. */
  public void lose(Digest identity) {
    statements.remove(identity);
  }

  /** Takes away a subject's head, as a fault would. */
  public void lose(Subject subject) {
    heads.remove(subject);
  }

  /** All rows, once nobody writes any more. */
  public Rows rows() {
    Map<Subject, Map<Long, SubjectHead.Chunk>> copies = new TreeMap<>();
    chunks.forEach((subject, all) -> copies.put(subject, Map.copyOf(all)));
    return new Rows(applied.get(), Map.copyOf(statements), Map.copyOf(heads), copies);
  }

  /** Puts a row in the place of another, whatever is there: what an attacker would do. */
  public void tamper(IndexRow row) {
    if (row instanceof IndexRow.Statement statement) {
      statements.put(statement.identity(), statement.ref());
    } else if (row instanceof IndexRow.Chunk chunk) {
      chunks
          .computeIfAbsent(chunk.chunk().subject(), subject -> new ConcurrentSkipListMap<>())
          .put(chunk.chunk().number(), chunk.chunk());
    } else if (row instanceof IndexRow.Head head) {
      heads.put(head.head().subject(), head.head());
    } else if (row instanceof IndexRow.Mark mark) {
      applied.set(mark.block());
    }
  }

  /** Loses a row. */
  public void drop(IndexRow row) {
    boolean isGone =
        row instanceof IndexRow.Statement statement
            ? statements.remove(statement.identity()) != null
            : row instanceof IndexRow.Chunk chunk
                ? chunks
                        .getOrDefault(chunk.chunk().subject(), new ConcurrentSkipListMap<>())
                        .remove(chunk.chunk().number())
                    != null
                : row instanceof IndexRow.Head head && heads.remove(head.head().subject()) != null;
    if (!isGone) {
      throw new AssertionError(row + " is not there");
    }
  }
}
