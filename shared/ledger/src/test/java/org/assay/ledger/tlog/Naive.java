package org.assay.ledger.tlog;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assay.ledger.Digest;
import org.assay.ledger.testing.NaiveMerkle;

/** Proofs and files word for word as RFC 9162 and C2SP tlog-tiles define them. */
final class Naive {
  private record Range(int start, int end) {}

  private final List<byte[]> entries;
  private final Map<Range, Digest> roots = new HashMap<>();

  Naive(List<byte[]> entries) {
    this.entries = entries;
  }

  /** MTH(D[start:end]) of RFC 9162 §2.1.1. */
  Digest root(int start, int end) {
    return roots.computeIfAbsent(
        new Range(start, end), range -> NaiveMerkle.root(entries.subList(start, end)));
  }

  /** PATH(index, D[start:end]) of RFC 9162 §2.1.3.1. */
  List<Digest> path(int index, int start, int end) {
    List<Digest> path = new ArrayList<>();
    int n = end - start;
    if (n > 1) {
      int k = Integer.highestOneBit(n - 1);
      if (index < k) {
        path.addAll(path(index, start, start + k));
        path.add(root(start + k, end));
      } else {
        path.addAll(path(index - k, start + k, end));
        path.add(root(start, start + k));
      }
    }
    return path;
  }

  /** SUBPROOF(m, D[start:end], isWhole) of RFC 9162 §2.1.4.1. */
  List<Digest> proof(int m, int start, int end, boolean isWhole) {
    List<Digest> proof = new ArrayList<>();
    int n = end - start;
    if (m == n) {
      if (!isWhole) {
        proof.add(root(start, end));
      }
      return proof;
    }
    int k = Integer.highestOneBit(n - 1);
    if (m <= k) {
      proof.addAll(proof(m, start, start + k, isWhole));
      proof.add(root(start + k, end));
    } else {
      proof.addAll(proof(m - k, start + k, end, false));
      proof.add(root(start, start + k));
    }
    return proof;
  }

  /** The hashes of complete subtrees. */
  SubtreeHashes subtrees() {
    return (level, index) -> root((int) (index << level), (int) ((index + 1) << level));
  }

  /** Every tile and bundle of the log at some size, by path. */
  Map<String, byte[]> files(int size) {
    Map<String, byte[]> files = new TreeMap<>();
    for (int start = 0; start < size; start += 256) {
      List<byte[]> some = entries.subList(start, Math.min(start + 256, size));
      ByteArrayOutputStream bundle = new ByteArrayOutputStream();
      for (byte[] entry : some) {
        bundle.write(entry.length / 256);
        bundle.write(entry.length % 256);
        bundle.writeBytes(entry);
      }
      files.put("tile/entries/" + number(start / 256, some.size()), bundle.toByteArray());
    }
    int level = 0;
    for (int leaves = 1; leaves <= size; leaves *= 256) {
      int hashes = size / leaves;
      for (int start = 0; start < hashes; start += 256) {
        int end = Math.min(start + 256, hashes);
        ByteArrayOutputStream tile = new ByteArrayOutputStream();
        for (int i = start; i < end; i++) {
          tile.writeBytes(root(i * leaves, (i + 1) * leaves).toBytes());
        }
        files.put("tile/" + level + "/" + number(start / 256, end - start), tile.toByteArray());
      }
      level++;
    }
    return files;
  }

  /** For logs of fewer than 256,000 entries. */
  private static String number(int number, int width) {
    String digits = Integer.toString(1000 + number).substring(1);
    return width == 256 ? digits : digits + ".p/" + width;
  }
}
