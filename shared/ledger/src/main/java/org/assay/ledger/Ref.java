package org.assay.ledger;

import java.time.Instant;

/**
 * Where a statement is recorded.
 *
 * @param index the index of its entry
 * @param block the number of the block that holds the entry; {@link #NO_BLOCK} for those who have
 *     no blocks
 * @param at the entry's time
 * @param statement the digest of the statement's bytes
 */
public record Ref(long index, long block, Instant at, Digest statement) {
  /** In place of a block's number, for those who know an entry by a proof. */
  public static final long NO_BLOCK = -1;
}
