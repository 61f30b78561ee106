package org.assay.ledger;

/**
 * The two hashes of a Merkle tree (RFC 9162 §2.1.1); their prefixes keep a leaf from passing as a
 * node.
 */
public final class Merkle {
  /** The root of the tree without leaves: the hash of nothing. */
  public static final Digest EMPTY_ROOT = Digest.of();

  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};

  private Merkle() {}

  /** The hash of a leaf: SHA-256(0x00 ‖ entry). */
  public static Digest leaf(byte[] entry) {
    return Digest.of(LEAF, entry);
  }

  /** The hash of a node: SHA-256(0x01 ‖ left ‖ right). */
  public static Digest node(Digest left, Digest right) {
    return Digest.of(NODE, left.shared(), right.shared());
  }
}
