package org.assay.ledger.testing;

import java.util.List;
import org.assay.ledger.Digest;

/** The Merkle tree hash word for word as RFC 9162 §2.1.1 defines it, to compare others with. */
public final class NaiveMerkle {
  private static final byte[] LEAF = {0};
  private static final byte[] NODE = {1};

  private NaiveMerkle() {}

  /** MTH of entries. */
  public static Digest root(List<byte[]> entries) {
    int n = entries.size();
    if (n == 0) {
      return Digest.of();
    }
    if (n == 1) {
      return Digest.of(LEAF, entries.get(0));
    }
    int k = Integer.highestOneBit(n - 1);
    return Digest.of(
        NODE, root(entries.subList(0, k)).toBytes(), root(entries.subList(k, n)).toBytes());
  }
}
