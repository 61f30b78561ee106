package org.assay.ledger.tlog;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assay.ledger.Digest;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.LogStore;
import org.assay.ledger.RightEdge;

/**
 * The right edge of the public log: the entries of the bundle and the hashes of the tiles that are
 * not full yet. It grows by entries and yields the files that follow. Not thread-safe.
 */
final class LogEdge {
  private long size;
  private final List<byte[]> entries = new ArrayList<>();
  private final List<List<Digest>> levels = new ArrayList<>();

  /** The edge of the log without entries. */
  LogEdge() {}

  /**
   * Reads the edge of a log from its own files.
   *
   * @return empty if one of them is missing
   * @throws IntegrityFault if they are not those of the expected tree
   */
  static Optional<LogEdge> read(LogStore store, RightEdge expected) {
    LogEdge edge = new LogEdge();
    edge.size = expected.size();
    int inBundle = (int) (edge.size % TilePath.FULL);
    Map<String, byte[]> files = store.getAll(paths(edge.size));
    if (files.size() < paths(edge.size).size()) {
      return Optional.empty();
    }
    try {
      if (inBundle > 0) {
        edge.entries.addAll(
            EntryBundle.decode(
                files.getOrDefault(
                    new TilePath(TilePath.ENTRIES, edge.size / TilePath.FULL, inBundle).toString(),
                    new byte[0])));
      }
      for (int level = 0; edge.size >> (8 * level) > 0; level++) {
        long hashes = edge.size >> (8 * level);
        int width = (int) (hashes % TilePath.FULL);
        edge.levels.add(
            width == 0
                ? new ArrayList<>()
                : hashes(
                    files.getOrDefault(
                        new TilePath(level, hashes / TilePath.FULL, width).toString(),
                        new byte[0])));
      }
    } catch (IllegalArgumentException e) {
      throw new IntegrityFault(
          "the log's right edge at size " + expected.size() + " cannot be read", e);
    }
    edge.check(expected);
    return Optional.of(edge);
  }

  /** The partial files of a log of some size. */
  private static List<String> paths(long size) {
    List<String> paths = new ArrayList<>();
    int inBundle = (int) (size % TilePath.FULL);
    if (inBundle > 0) {
      paths.add(new TilePath(TilePath.ENTRIES, size / TilePath.FULL, inBundle).toString());
    }
    for (int level = 0; size >> (8 * level) > 0; level++) {
      long hashes = size >> (8 * level);
      int width = (int) (hashes % TilePath.FULL);
      if (width > 0) {
        paths.add(new TilePath(level, hashes / TilePath.FULL, width).toString());
      }
    }
    return paths;
  }

  private static List<Digest> hashes(byte[] tile) {
    List<Digest> hashes = new ArrayList<>();
    for (int at = 0; at < tile.length; at += Digest.LENGTH) {
      hashes.add(
          Digest.fromBytes(
              Arrays.copyOfRange(tile, at, Math.min(tile.length, at + Digest.LENGTH))));
    }
    return hashes;
  }

  private void check(RightEdge expected) {
    boolean leavesFit =
        levels.isEmpty()
            || entries.stream().map(MerkleTree::leafHash).toList().equals(levels.get(0));
    if (!leavesFit || !hasWidths() || !rightEdge().equals(expected)) {
      throw new IntegrityFault(
          "the log's right edge at size " + expected.size() + " is not that of its blocks");
    }
  }

  /** Whether each tile has as many hashes as belong to its path. */
  private boolean hasWidths() {
    return IntStream.range(0, levels.size())
        .allMatch(
            level -> levels.get(level).size() == (int) ((size >> (8 * level)) % TilePath.FULL));
  }

  /** The roots of the complete subtrees at the edge, the largest first. */
  private RightEdge rightEdge() {
    List<Digest> roots = new ArrayList<>();
    for (int level = levels.size() - 1; level >= 0; level--) {
      List<Digest> hashes = levels.get(level);
      int from = 0;
      for (int bit = 7; bit >= 0; bit--) {
        if ((hashes.size() & (1 << bit)) != 0) {
          roots.add(TileHashes.root(hashes.subList(from, from + (1 << bit))));
          from += 1 << bit;
        }
      }
    }
    return new RightEdge(size, roots);
  }

  /** Adds an entry; files that it makes full are put into the map. */
  void append(byte[] entry, Map<String, byte[]> full) {
    long index = size++;
    entries.add(entry);
    if (entries.size() == TilePath.FULL) {
      full.put(
          new TilePath(TilePath.ENTRIES, index / TilePath.FULL, TilePath.FULL).toString(),
          EntryBundle.encode(entries));
      entries.clear();
    }
    add(0, index, MerkleTree.leafHash(entry), full);
  }

  private void add(int level, long index, Digest hash, Map<String, byte[]> full) {
    if (levels.size() == level) {
      levels.add(new ArrayList<>());
    }
    List<Digest> hashes = levels.get(level);
    hashes.add(hash);
    if (hashes.size() == TilePath.FULL) {
      long number = index / TilePath.FULL;
      full.put(new TilePath(level, number, TilePath.FULL).toString(), tile(hashes));
      Digest above = TileHashes.root(hashes);
      hashes.clear();
      add(level + 1, number, above, full);
    }
  }

  /** The files that are not full at this size. */
  Map<String, byte[]> partial() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    if (!entries.isEmpty()) {
      files.put(
          new TilePath(TilePath.ENTRIES, size / TilePath.FULL, entries.size()).toString(),
          EntryBundle.encode(entries));
    }
    for (int level = 0; level < levels.size(); level++) {
      List<Digest> hashes = levels.get(level);
      if (!hashes.isEmpty()) {
        long number = (size >> (8 * level)) / TilePath.FULL;
        files.put(new TilePath(level, number, hashes.size()).toString(), tile(hashes));
      }
    }
    return files;
  }

  private static byte[] tile(List<Digest> hashes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    hashes.forEach(hash -> out.writeBytes(hash.toBytes()));
    return out.toByteArray();
  }

  long size() {
    return size;
  }
}
