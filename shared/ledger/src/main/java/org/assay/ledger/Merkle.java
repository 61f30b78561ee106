package org.assay.ledger;

/**
 * The two hashes of a Merkle tree (RFC 9162 §2.1.1); their prefixes keep a leaf from passing as a
 * node.
 */
final class Merkle {
  /** The root of the tree without leaves: the hash of nothing. */
  static final Digest EMPTY_ROOT = Digest.of();

  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};

  private Merkle() {}

  static Digest leaf(byte[] entry) {
    return Digest.of(LEAF, entry);
  }

  static Digest node(Digest left, Digest right) {
    return Digest.of(NODE, left.shared(), right.shared());
  }
}
