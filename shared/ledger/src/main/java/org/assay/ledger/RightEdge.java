package org.assay.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * What a Merkle tree must remember in order to grow: the roots of the complete subtrees on its
 * right edge, the largest first, one for each bit that is set in its size (RFC 9162 §2.1.2 splits a
 * tree so). Immutable.
 *
 * @param size how many leaves the tree has
 * @param hashes the roots, as many as the size has bits set
 */
public record RightEdge(long size, List<Digest> hashes) {
  /** The edge of the tree without leaves. */
  public static final RightEdge EMPTY = new RightEdge(0, List.of());

  /**
   * @throws IllegalArgumentException if the size is negative or the number of hashes does not fit
   *     it
   */
  public RightEdge {
    hashes = List.copyOf(hashes);
    if (size < 0 || hashes.size() != Long.bitCount(size)) {
      throw new IllegalArgumentException(
          "an edge of size " + size + " does not have " + hashes.size() + " hashes");
    }
  }

  /** The edge after one more leaf, whose content is the given bytes. */
  public RightEdge append(byte[] entry) {
    List<Digest> grown = new ArrayList<>(hashes);
    Digest carry = Merkle.leaf(entry);
    for (long full = size; (full & 1) == 1; full >>= 1) {
      carry = Merkle.node(grown.remove(grown.size() - 1), carry);
    }
    grown.add(carry);
    return new RightEdge(size + 1, grown);
  }

  /** The root of the whole tree; SHA-256 of nothing where it is empty. */
  public Digest root() {
    if (hashes.isEmpty()) {
      return Merkle.EMPTY_ROOT;
    }
    Digest root = hashes.get(hashes.size() - 1);
    for (int i = hashes.size() - 2; i >= 0; i--) {
      root = Merkle.node(hashes.get(i), root);
    }
    return root;
  }
}
