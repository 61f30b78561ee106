package org.assay.ledger;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the blocks. This is the trusted part: whoever can rewrite it can fork the ledger.
 * Implementations are thread-safe.
 */
public interface BlockStore {
  /** What came of the conditional write. */
  enum Appended {
    /** The block is stored, and durable. */
    STORED,
    /**
     * There is a block of this number, which may be this very block if an earlier try arrived after
     * all.
     */
    TAKEN
  }

  /**
   * Stores a block if there is none of its number: the one write that decides what is in the
   * ledger.
   *
   * <p>It must not be tried again under the covers by an implementation or its client: a repeat of
   * a write that arrived is answered with {@link Appended#TAKEN}, which must be told apart by
   * reading.
   *
   * @throws StoreUnavailable if it is not known whether the block was stored
   */
  Appended append(Block block);

  /**
   * The block of a number; empty if there is none. Sees every {@link #append} that ended before.
   *
   * @throws StoreUnavailable if the store does not answer
   * @throws IntegrityFault if what is stored is no block
   */
  Optional<Block> read(long number);

  /**
   * The blocks of several numbers, those that there are, by number; as {@link #read}, in fewer
   * calls.
   */
  Map<Long, Block> readAll(Collection<Long> numbers);
}
