package org.assay.ledger.tlog;

import java.util.ArrayList;
import java.util.List;
import org.assay.ledger.Digest;
import org.assay.ledger.Merkle;

/** Roots and proofs of a Merkle tree (RFC 9162 §2.1), from the hashes of its complete subtrees. */
public final class MerkleTree {
  private final SubtreeHashes hashes;

  public MerkleTree(SubtreeHashes hashes) {
    this.hashes = hashes;
  }

  /** The hash of a leaf: SHA-256(0x00 ‖ entry). */
  public static Digest leafHash(byte[] entry) {
    return Merkle.leaf(entry);
  }

  /** The hash of a node: SHA-256(0x01 ‖ left ‖ right). */
  public static Digest nodeHash(Digest left, Digest right) {
    return Merkle.node(left, right);
  }

  /** The root of the tree over the first leaves (RFC 9162 §2.1.1). */
  public Digest root(long size) {
    return size == 0 ? Merkle.EMPTY_ROOT : range(0, size);
  }

  /**
   * Shows that a leaf is in the tree over the first leaves (RFC 9162 §2.1.3.1).
   *
   * @throws IllegalArgumentException if the tree has no such leaf
   */
  public InclusionProof inclusion(long index, long size) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("a tree of " + size + " leaves has no leaf " + index);
    }
    List<Digest> path = new ArrayList<>();
    long start = 0;
    long end = size;
    while (end - start > 1) {
      long middle = start + split(end - start);
      if (index < middle) {
        path.add(0, range(middle, end));
        end = middle;
      } else {
        path.add(0, range(start, middle));
        start = middle;
      }
    }
    return new InclusionProof(index, size, path);
  }

  /**
   * Shows that the tree over the first leaves begins with a smaller one (RFC 9162 §2.1.4.1).
   *
   * @throws IllegalArgumentException if the smaller tree is empty or larger
   */
  public ConsistencyProof consistency(long oldSize, long newSize) {
    if (oldSize < 1 || oldSize > newSize) {
      throw new IllegalArgumentException(
          "no tree of " + oldSize + " leaves grows into one of " + newSize);
    }
    List<Digest> path = new ArrayList<>();
    long start = 0;
    long end = newSize;
    boolean isWhole = true;
    while (end != oldSize) {
      long middle = start + split(end - start);
      if (oldSize <= middle) {
        path.add(0, range(middle, end));
        end = middle;
      } else {
        path.add(0, range(start, middle));
        start = middle;
        isWhole = false;
      }
    }
    if (!isWhole) {
      path.add(0, range(start, end));
    }
    return new ConsistencyProof(oldSize, newSize, path);
  }

  /** The largest power of two below a number of leaves. */
  private static long split(long leaves) {
    return Long.highestOneBit(leaves - 1);
  }

  /** The root over a range that begins where a subtree of its size would. */
  private Digest range(long start, long end) {
    List<Digest> complete = new ArrayList<>();
    long from = start;
    while (from < end) {
      long leaves = Long.highestOneBit(end - from);
      int level = Long.numberOfTrailingZeros(leaves);
      complete.add(hashes.of(level, from >> level));
      from += leaves;
    }
    Digest root = complete.get(complete.size() - 1);
    for (int i = complete.size() - 2; i >= 0; i--) {
      root = nodeHash(complete.get(i), root);
    }
    return root;
  }
}
