package org.assay.ledger.tlog;

import java.util.ArrayList;
import java.util.List;
import org.assay.ledger.Digest;

/**
 * Shows that a tree grew out of a smaller one without a change.
 *
 * @param oldSize how many leaves the smaller tree has, one at least
 * @param newSize how many the larger one has
 * @param path the hashes that lead to both roots
 */
public record ConsistencyProof(long oldSize, long newSize, List<Digest> path) {
  /** The most hashes that a proof can have. */
  public static final int MAX_PATH = 64;

  /**
   * @throws IllegalArgumentException if the sizes are out of order or the path is longer than any
   *     can be
   */
  public ConsistencyProof {
    path = List.copyOf(path);
    if (oldSize < 1 || oldSize > newSize || path.size() > MAX_PATH) {
      throw new IllegalArgumentException(
          "no proof is from " + oldSize + " to " + newSize + " with " + path.size() + " hashes");
    }
  }

  /** Whether the tree with the old root grew into the one with the new root (RFC 9162 §2.1.4.2). */
  public boolean holds(Digest oldRoot, Digest newRoot) {
    if (oldSize == newSize) {
      return path.isEmpty() && oldRoot.equals(newRoot);
    }
    if (path.isEmpty()) {
      return false;
    }
    List<Digest> steps = new ArrayList<>(path);
    if (Long.bitCount(oldSize) == 1) {
      steps.add(0, oldRoot);
    }
    long fn = oldSize - 1;
    long sn = newSize - 1;
    while ((fn & 1) == 1) {
      fn >>= 1;
      sn >>= 1;
    }
    Digest fr = steps.get(0);
    Digest sr = steps.get(0);
    for (Digest c : steps.subList(1, steps.size())) {
      if (sn == 0) {
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) {
        fr = MerkleTree.nodeHash(c, fr);
        sr = MerkleTree.nodeHash(c, sr);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        sr = MerkleTree.nodeHash(sr, c);
      }
      fn >>= 1;
      sn >>= 1;
    }
    return sn == 0 && fr.equals(oldRoot) && sr.equals(newRoot);
  }
}
