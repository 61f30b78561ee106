package org.assay.ledger.audit;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assay.ledger.Digest;
import org.assay.ledger.Merkle;
import org.assay.ledger.RightEdge;
import org.assay.ledger.tlog.EntryBundle;
import org.assay.ledger.tlog.TilePath;

/**
 * The Merkle tree of a log as it grows, with the tiles and bundles that follow from it. Each node
 * is hashed once: the root of a full tile is the hash that is carried into the level above (C2SP
 * tlog-tiles). Not thread-safe.
 */
final class TreeGrowth {
  /** Takes in files that have become full. */
  interface Files {
    void full(TilePath path, byte[] content);
  }

  private static final int TILE_HEIGHT = 8;

  private final Digest[] edge = new Digest[Long.SIZE];
  private final List<List<Digest>> levels = new ArrayList<>();
  private final List<byte[]> bundle = new ArrayList<>();
  private final Files files;
  private long size;
  private boolean isWhole = true;

  TreeGrowth(Files files) {
    this.files = files;
  }

  /** Adds an entry, the hash of whose leaf is given. */
  void append(byte[] entry, Digest leaf) {
    if (isWhole) {
      bundle.add(entry);
      if (bundle.size() == TilePath.FULL) {
        files.full(
            new TilePath(TilePath.ENTRIES, size / TilePath.FULL, TilePath.FULL),
            EntryBundle.encode(bundle));
        bundle.clear();
      }
      add(0, leaf);
    }
    Digest carry = leaf;
    int height = 0;
    for (; (size >> height & 1) == 1; height++) {
      carry = Merkle.node(edge[height], carry);
      if (isWhole && (height + 1) % TILE_HEIGHT == 0) {
        add((height + 1) / TILE_HEIGHT, carry);
      }
    }
    edge[height] = carry;
    size++;
  }

  private void add(int level, Digest hash) {
    if (levels.size() == level) {
      levels.add(new ArrayList<>());
    }
    List<Digest> hashes = levels.get(level);
    hashes.add(hash);
    if (hashes.size() == TilePath.FULL) {
      long number = size >> (TILE_HEIGHT * (level + 1));
      files.full(new TilePath(level, number, TilePath.FULL), tile(hashes));
      hashes.clear();
    }
  }

  /** Goes on at another edge, because what lies between cannot be read; from here on no files. */
  void jump(RightEdge to) {
    isWhole = false;
    size = to.size();
    int at = 0;
    for (int height = Long.SIZE - 1; height >= 0; height--) {
      if ((size >> height & 1) == 1) {
        edge[height] = to.hashes().get(at++);
      }
    }
  }

  /** Whether every entry was there, so that files follow. */
  boolean isWhole() {
    return isWhole;
  }

  long size() {
    return size;
  }

  RightEdge edge() {
    List<Digest> hashes = new ArrayList<>();
    for (int height = Long.SIZE - 1; height >= 0; height--) {
      if ((size >> height & 1) == 1) {
        hashes.add(edge[height]);
      }
    }
    return new RightEdge(size, hashes);
  }

  /** The files that are not full at this size. */
  Map<TilePath, byte[]> partial() {
    Map<TilePath, byte[]> partial = new LinkedHashMap<>();
    if (!bundle.isEmpty()) {
      partial.put(
          new TilePath(TilePath.ENTRIES, size / TilePath.FULL, bundle.size()),
          EntryBundle.encode(bundle));
    }
    for (int level = 0; level < levels.size(); level++) {
      List<Digest> hashes = levels.get(level);
      if (!hashes.isEmpty()) {
        long number = (size >> (TILE_HEIGHT * level)) / TilePath.FULL;
        partial.put(new TilePath(level, number, hashes.size()), tile(hashes));
      }
    }
    return partial;
  }

  private static byte[] tile(List<Digest> hashes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(hashes.size() * Digest.LENGTH);
    hashes.forEach(hash -> out.writeBytes(hash.toBytes()));
    return out.toByteArray();
  }
}
