package org.assay.ledger;

import java.time.Instant;

/**
 * Where a ledger stands after a block: all that the next block needs to know of those before it.
 *
 * @param block the number of the last block; -1 where there is none
 * @param chain the SHA-256 of the last entry's bytes
 * @param edge the right edge of the Merkle tree
 * @param at the time of the last entry
 */
public record Position(long block, Digest chain, RightEdge edge, Instant at) {
  /** Where a ledger stands before its first block. */
  public static final Position START =
      new Position(-1, Digest.ZERO, RightEdge.EMPTY, Instant.EPOCH);

  /** How many entries there are. */
  public long size() {
    return edge.size();
  }
}
