package org.assay.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Holds the rows that are derived from blocks and statements, so that a statement or a subject is
 * found without a replay. Losing it costs time and nothing else. Implementations are thread-safe.
 */
public interface IndexStore {
  /**
   * The number of a block all of whose rows, and those of every block before, are written; -1 if
   * there is none.
   */
  long applied();

  /**
   * The heads of several subjects, those that there are. Sees every {@link #apply} that ended
   * before.
   */
  Map<Subject, SubjectHead> heads(Collection<Subject> subjects);

  /**
   * Where statements are recorded, by identity, those that are. Sees every {@link #apply} that
   * ended before.
   */
  Map<Digest, Ref> statements(Collection<Digest> identities);

  /** The full chunks of a subject from a number on, in order. */
  List<SubjectHead.Chunk> chunks(Subject subject, long from);

  /**
   * Writes the rows of a block, and marks it as applied after them.
   *
   * <p>Rows that do not become visible together do so in this order: statements and chunks, then
   * heads, then the mark. A head that counts a block's entries is taken to mean that the chunks
   * filled by them are written, by whoever finishes the rows of a writer that stopped half way; and
   * the mark, that all rows are.
   *
   * <p>May be called again for the same block, or late for a block long past: a head is replaced
   * only by one that counts more entries, and the mark only by a higher one.
   *
   * @throws StoreUnavailable if it is not known whether all rows were written
   */
  void apply(IndexUpdate update);

  /**
   * Passes every row that is there, the mark among them, to whoever asks, in no order. A row that
   * cannot be read is passed as one, and keeps no other from being passed. Rows that are written
   * meanwhile may or may not be among them.
   *
   * @param segment which part of the rows is passed, from 0; each row is in one of the parts
   * @param segments how many parts there are, so that as many may be read at once
   * @param rows called in the caller's thread
   * @throws IndexOutOfBoundsException if there is no such part
   * @throws StoreUnavailable if not every row was passed
   */
  void scan(int segment, int segments, Consumer<IndexRow> rows);

  /**
   * Removes every row and the mark, also those that cannot be read. A shut index stays shut.
   *
   * <p>A writer that is at work meanwhile would take a row that is gone for one that never was, and
   * record what does not follow from the ledger, which nothing can undo: an index that writers may
   * use must be {@linkplain #shut shut} first.
   *
   * @throws StoreUnavailable if rows may be left; calling it again removes them
   */
  void clear();

  /**
   * Shuts the index, in every process and until somebody {@linkplain #open opens} it: the mark is
   * gone, no {@link #apply} sets another, and {@link #applied}, {@link #heads} and {@link
   * #statements} throw {@link StoreUnavailable}, so that no writer commits and nobody is told less
   * than there is. What was read before may still be acted upon.
   *
   * <p>It may be shut already, by somebody who stopped half way, or who is still at work: then
   * theirs is taken over, and their {@link #clear}, {@link #apply} and {@link #open} throw from now
   * on.
   *
   * @return the index as whoever shut it works with it: its {@link #heads} and {@link #statements}
   *     are those that are there
   * @throws StoreUnavailable if it is not known whether the index is shut
   */
  IndexStore shut();

  /**
   * Opens a shut index whose rows are written; of an index that is open, sets the mark.
   *
   * @param block the number of the last block, all of whose rows, and those of every block before,
   *     are written; -1 if there is none
   * @throws StoreUnavailable if it is not known whether the index is open
   */
  void open(long block);
}
