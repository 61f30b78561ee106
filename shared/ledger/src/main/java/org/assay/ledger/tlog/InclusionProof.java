package org.assay.ledger.tlog;

import java.util.List;
import org.assay.ledger.Digest;

/**
 * Shows that a leaf is in a tree.
 *
 * @param index the leaf's place
 * @param size how many leaves the tree has
 * @param path the hashes beside the way from the leaf to the root, the leaf's sibling first
 */
public record InclusionProof(long index, long size, List<Digest> path) {
  /** The most hashes that a proof can have: a size has 63 bits. */
  public static final int MAX_PATH = 63;

  /**
   * @throws IllegalArgumentException if the tree has no such leaf or the path is longer than any
   *     can be
   */
  public InclusionProof {
    path = List.copyOf(path);
    if (index < 0 || index >= size || path.size() > MAX_PATH) {
      throw new IllegalArgumentException(
          "no proof is for leaf " + index + " of " + size + " with " + path.size() + " hashes");
    }
  }

  /**
   * Whether a leaf with this hash is at the proof's place in the tree with this root (RFC 9162
   * §2.1.3.2). A path that is too short or too long does not hold, whatever it hashes to.
   */
  public boolean holds(Digest leafHash, Digest root) {
    long fn = index;
    long sn = size - 1;
    Digest r = leafHash;
    for (Digest p : path) {
      if (sn == 0) {
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) {
        r = MerkleTree.nodeHash(p, r);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        r = MerkleTree.nodeHash(r, p);
      }
      fn >>= 1;
      sn >>= 1;
    }
    return sn == 0 && r.equals(root);
  }
}
