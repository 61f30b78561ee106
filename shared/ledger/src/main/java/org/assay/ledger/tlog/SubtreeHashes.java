package org.assay.ledger.tlog;

import org.assay.ledger.Digest;

/** The hashes of the complete subtrees of a tree. */
public interface SubtreeHashes {
  /**
   * The root of the complete subtree over the leaves from {@code index << level} up to {@code
   * (index + 1) << level}.
   *
   * @param level 0 for a leaf, up to 62
   */
  Digest of(int level, long index);
}
