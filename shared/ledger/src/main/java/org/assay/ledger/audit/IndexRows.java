package org.assay.ledger.audit;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.assay.ledger.Block;
import org.assay.ledger.BlockStore;
import org.assay.ledger.Candidate;
import org.assay.ledger.Digest;
import org.assay.ledger.Entry;
import org.assay.ledger.IndexRow;
import org.assay.ledger.IndexStore;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.Ref;
import org.assay.ledger.StatementStore;
import org.assay.ledger.Subject;
import org.assay.ledger.SubjectHead;
import org.jspecify.annotations.Nullable;

/**
 * Compares the index rows with what follows from the entries. One scan finds whatever does not add
 * up; only that is then looked at row by row, and read afresh, since a writer may have moved a
 * place from one row to another while the scan went on. Thread-safe while it scans.
 */
final class IndexRows<C extends Candidate> {
  /** How many suspects are looked at one by one. */
  private static final int MOST = 1_000;

  private static final int ROWS_BETWEEN_STOPS = 1_000;

  private final IndexStore index;
  private final BlockStore blocks;
  private final StatementStore statements;
  private final Judge<C> judge;
  private final Replay<C> replay;
  private final EntrySource source;
  private final Findings findings;
  private final long newestBlock;
  private final BooleanSupplier stop;

  private final Set<Subject> suspects = new LinkedHashSet<>();
  private final Set<Digest> suspectStatements = new LinkedHashSet<>();
  private final Map<String, Long> ahead = new LinkedHashMap<>();
  private boolean isBehind;
  private long rows;
  private boolean isOverfull;

  IndexRows(
      IndexStore index,
      BlockStore blocks,
      StatementStore statements,
      Judge<C> judge,
      Replay<C> replay,
      EntrySource source,
      Findings findings,
      BooleanSupplier stop) {
    this.index = index;
    this.blocks = blocks;
    this.statements = statements;
    this.judge = judge;
    this.replay = replay;
    this.source = source;
    this.findings = findings;
    this.newestBlock = replay.newestBlock();
    this.stop = stop;
  }

  /** Reads all rows. */
  void check(Executor executor, int parallelism) {
    long mark;
    try {
      mark = index.applied();
    } catch (IntegrityFault e) {
      mark = newestBlock - 1; // Which the audit has told when it began.
    }
    if (mark < newestBlock - 1) {
      findings.add(
          "index row applied",
          -1,
          Invariant.I7,
          "it says that all rows up to block "
              + mark
              + " are written, but block "
              + newestBlock
              + " is there, before which those up to "
              + (newestBlock - 1)
              + " had to be");
    }
    isBehind = mark < newestBlock;
    Tasks<Integer> scans = new Tasks<>(executor, parallelism);
    for (int i = 0; i < parallelism; i++) {
      int segment = i;
      scans.start(
          () -> {
            index.scan(segment, parallelism, this::row);
            return segment;
          });
    }
    try {
      while (!scans.isEmpty()) {
        scans.next();
      }
    } finally {
      scans.settle();
    }
    review();
  }

  private synchronized void row(IndexRow row) {
    rows++;
    if (rows % ROWS_BETWEEN_STOPS == 0 && stop.getAsBoolean()) {
      throw new Stopped("it was stopped after " + rows + " index rows");
    }
    if (row instanceof IndexRow.Statement statement) {
      statement(statement.identity(), statement.ref());
    } else if (row instanceof IndexRow.Chunk chunk) {
      chunk(chunk.chunk());
    } else if (row instanceof IndexRow.Head head) {
      head(head.head());
    } else if (row instanceof IndexRow.Mark mark) {
      if (mark.block() > newestBlock) {
        ahead("index row applied", mark.block());
      }
    } else if (row instanceof IndexRow.Unreadable unreadable) {
      findings.add(
          "index row " + unreadable.key(),
          -1,
          Invariant.I7,
          "it cannot be read: " + unreadable.why());
    }
  }

  /** Notes a row that speaks of what was recorded after the replay, if anything was. */
  private void ahead(String object, long block) {
    if (ahead.size() < MOST) {
      ahead.put(object, block);
    }
  }

  private void suspect(Subject subject) {
    if (suspects.size() < MOST) {
      suspects.add(subject);
    } else {
      isOverfull |= !suspects.contains(subject);
    }
  }

  private void suspect(Digest identity) {
    if (suspectStatements.size() < MOST) {
      suspectStatements.add(identity);
    } else {
      isOverfull |= !suspectStatements.contains(identity);
    }
  }

  private void statement(Digest identity, Ref ref) {
    if (!replay.identities().meet(identity, ref)) {
      suspect(identity);
    }
  }

  private void chunk(SubjectHead.Chunk chunk) {
    Optional<Histories.Known> known = replay.histories().known(chunk.subject());
    if (known.isEmpty()) {
      suspect(chunk.subject());
      return;
    }
    places(known.get(), chunk.number() * SubjectHead.CHUNK, chunk.refs());
  }

  private void head(SubjectHead head) {
    replay.histories().learn(head.subject(), head.salt().tag(head.subject()));
    Optional<Histories.Known> known = replay.histories().known(head.subject());
    if (known.isEmpty() || objection(head, known.get()) != null) {
      suspect(head.subject());
    }
    if (known.isPresent()) {
      replay.histories().metHead(known.get());
      places(known.get(), head.chunks() * SubjectHead.CHUNK, head.recent());
    }
  }

  private void places(Histories.Known known, long seq, List<Ref> refs) {
    for (int i = 0; i < refs.size(); i++) {
      Ref ref = refs.get(i);
      if (ref.index() < replay.size() && !replay.doubts().has(ref.index())) {
        replay.histories().met(known, seq + i, ref);
      }
    }
  }

  /** What is wrong with a head itself; null if nothing is. */
  private @Nullable String objection(SubjectHead head, Histories.Known known) {
    if (!replay.histories().hasTag(known, head.salt().tag(head.subject()))) {
      return "its salt is not the one under which the subject's tag is in the entries";
    }
    if (head.count() > known.count() && head.lastIndex() >= replay.size()) {
      ahead("index row " + name(head.subject()), -1);
      return null;
    }
    if (!known.hasPlaces()) {
      return null;
    }
    if (head.count() != known.count() || head.lastIndex() != known.last()) {
      return "it counts "
          + head.count()
          + " entries, the last at "
          + head.lastIndex()
          + ", but there are "
          + known.count()
          + ", the last at "
          + known.last();
    }
    if (known.hasState() && !Arrays.equals(head.state(), known.state())) {
      return "what it keeps of the subject is not what follows from its statements";
    }
    return null;
  }

  private void review() {
    replay
        .histories()
        .unbalanced(
            position -> {
              if (!isExempt(replay.histories().lastAt(position))) {
                named(replay.histories().lastAt(position), replay.histories().tagAt(position))
                    .ifPresent(this::suspect);
              }
            });
    replay
        .identities()
        .unmet(
            entry -> {
              if (!isExempt(entry) && suspectStatements.size() < MOST) {
                candidate(entry).ifPresent(candidate -> suspect(candidate.identity()));
              }
            });
    suspects.forEach(this::review);
    suspectStatements.forEach(this::review);
    if (isOverfull) {
      findings.add(
          "index rows",
          -1,
          Invariant.I7,
          "more than "
              + MOST
              + " subjects or statements have rows that do not add up; the rest"
              + " was not looked at");
    }
    if (!ahead.isEmpty()
        && !findings.has("block " + (newestBlock + 1))
        && Slot.read(blocks, newestBlock + 1).isAbsent()) {
      ahead
          .keySet()
          .forEach(
              object ->
                  findings.add(
                      object,
                      -1,
                      Invariant.I7,
                      "it speaks of entries behind the last block, which is " + newestBlock));
    }
  }

  /** Whether the rows of an entry may not be written yet, because its block is the newest. */
  private boolean isExempt(long entry) {
    return isBehind && entry >= replay.newestFirst();
  }

  private Optional<C> candidate(long entry) {
    return source.find(entry).flatMap(found -> read(found.entry()));
  }

  private Optional<C> read(Entry entry) {
    try {
      return statements.get(entry.statement()).map(judge::read);
    } catch (IntegrityFault e) {
      return Optional.empty(); // A finding already.
    }
  }

  /** The subject of a tag, which one of its entries leads to. */
  private Optional<Subject> named(long entry, RunKey.Key tag) {
    if (suspects.size() >= MOST) {
      isOverfull = true;
      return Optional.empty();
    }
    return source
        .find(entry)
        .flatMap(
            found ->
                read(found.entry())
                    .flatMap(
                        candidate -> {
                          List<Subject> subjects = candidate.subjects();
                          for (int i = 0;
                              i < Math.min(subjects.size(), found.entry().links().size());
                              i++) {
                            if (replay.histories().isAt(tag, found.entry().links().get(i).tag())) {
                              return Optional.of(subjects.get(i));
                            }
                          }
                          return Optional.empty();
                        }));
  }

  private static String name(Subject subject) {
    return "subject#" + subject + " head";
  }

  private static String name(Subject subject, long chunk) {
    return "subject#" + subject + " chunk#" + chunk;
  }

  private void review(Digest identity) {
    String object = "index row statement#" + identity;
    long at = replay.identities().index(identity);
    Ref row;
    try {
      row = index.statements(List.of(identity)).get(identity);
    } catch (IntegrityFault e) {
      findings.add(object, at, Invariant.I7, "it cannot be read: " + e.getMessage());
      return;
    }
    if (at < 0) {
      if (row != null && row.index() < replay.size()) {
        if (!isUnreadable(row)) {
          findings.add(object, row.index(), Invariant.I7, "no entry has this statement");
        }
      } else if (row != null) {
        ahead(object, row.block());
      }
    } else if (row == null) {
      findings.add(object, at, Invariant.I7, "it is missing");
    } else if (!replay.identities().meet(identity, row)) {
      findings.add(object, at, Invariant.I7, "it does not say where the statement is");
    }
  }

  /** Whether a row leads to an entry whose statement cannot be read, which is a finding already. */
  private boolean isUnreadable(Ref row) {
    return source
        .find(row.index())
        .filter(found -> found.entry().statement().equals(row.statement()))
        .filter(found -> read(found.entry()).isEmpty())
        .isPresent();
  }

  private void review(Subject subject) {
    String object = "index row " + name(subject);
    Optional<Histories.Known> found = replay.histories().known(subject);
    try {
      SubjectHead head = index.heads(List.of(subject)).get(subject);
      if (found.isEmpty()) {
        if (head != null && head.lastIndex() >= replay.size()) {
          ahead(object, -1);
        } else {
          stray(subject, head);
        }
        return;
      }
      Histories.Known known = found.get();
      if (isExempt(known.last())) {
        return;
      }
      if (head == null) {
        findings.add(object, known.last(), Invariant.I7, "it is missing");
        chunks(subject, known, known.count());
        return;
      }
      String wrong = objection(head, known);
      if (wrong == null) {
        wrong = wrongPlace(known, head.chunks() * SubjectHead.CHUNK, head.recent());
      }
      if (wrong != null) {
        findings.add(object, known.last(), Invariant.I7, wrong);
      }
      chunks(subject, known, Math.max(known.count(), head.count()));
    } catch (IntegrityFault e) {
      if (!findings.has(object)) {
        findings.add(
            object,
            found.map(Histories.Known::last).orElse(-1L),
            Invariant.I7,
            "it cannot be read: " + e.getMessage());
      }
    }
  }

  private void stray(Subject subject, @Nullable SubjectHead head) {
    if (head != null) {
      findings.add("index row " + name(subject), -1, Invariant.I7, "no entry touches its subject");
    }
    for (SubjectHead.Chunk chunk : index.chunks(subject, 0)) {
      findings.add(
          "index row " + name(subject, chunk.number()),
          -1,
          Invariant.I7,
          "no entry touches its subject");
    }
  }

  private void chunks(Subject subject, Histories.Known known, long count) {
    if (!known.hasPlaces()) {
      return;
    }
    Set<Long> missing = new HashSet<>();
    for (long number = 0; number < known.count() / SubjectHead.CHUNK; number++) {
      missing.add(number);
    }
    for (SubjectHead.Chunk chunk : index.chunks(subject, 0)) {
      missing.remove(chunk.number());
      String object = "index row " + name(subject, chunk.number());
      String wrong =
          chunk.number() >= count / SubjectHead.CHUNK
              ? "the subject does not have so many entries"
              : wrongPlace(known, chunk.number() * SubjectHead.CHUNK, chunk.refs());
      if (wrong != null) {
        findings.add(object, chunk.refs().get(0).index(), Invariant.I7, wrong);
      }
    }
    missing.stream()
        .sorted()
        .forEach(
            number ->
                findings.add(
                    "index row " + name(subject, number), -1, Invariant.I7, "it is missing"));
  }

  /** What is wrong with the places in a row, each held against its block; null if nothing is. */
  private @Nullable String wrongPlace(Histories.Known known, long seq, List<Ref> refs) {
    Map<Long, Slot> read = new HashMap<>();
    for (int i = 0; i < refs.size(); i++) {
      Ref ref = refs.get(i);
      if (ref.index() >= replay.size() || replay.doubts().has(ref.index())) {
        continue;
      }
      if (!isAt(ref, seq + i, known, read.computeIfAbsent(ref.block(), this::slot).block())) {
        return "the place of the subject's entry "
            + (seq + i)
            + " is not entry "
            + ref.index()
            + " of block "
            + ref.block();
      }
    }
    return null;
  }

  private Slot slot(long number) {
    return number < 0 ? new Slot(number, null, null) : Slot.read(blocks, number);
  }

  private boolean isAt(Ref ref, long seq, Histories.Known known, @Nullable Block block) {
    if (block == null) {
      return false;
    }
    long at = ref.index() - block.entries().get(0).index();
    if (at < 0 || at >= block.entries().size()) {
      return false;
    }
    Entry entry = block.entries().get((int) at);
    return entry.at().equals(ref.at())
        && entry.statement().equals(ref.statement())
        && entry.links().stream()
            .anyMatch(
                link -> link.seq() == seq && replay.histories().isAt(known.tag(), link.tag()));
  }

  long rows() {
    return rows;
  }

  /** Whether the rows of the newest block may not be written yet. */
  boolean isBehind() {
    return isBehind;
  }
}
