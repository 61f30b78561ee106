package org.assay.ledger.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.assay.ledger.LogStore;
import org.assay.ledger.tlog.EntryBundle;
import org.assay.ledger.tlog.TilePath;

/**
 * Compares the public log's files with those that follow from the entries. Not thread-safe; the
 * files are read elsewhere.
 */
final class LogFiles {
  private static final int AT_ONCE = 16;

  private final LogStore log;
  private final boolean hasBundles;
  private final Tasks<List<Mismatch>> comparing;
  private final Map<TilePath, byte[]> waiting = new LinkedHashMap<>();
  private final List<Mismatch> mismatches = new ArrayList<>();
  private final int most;
  private long compared;

  /**
   * A file that is not what it must be.
   *
   * @param index of the first entry that differs, or of the first under the tile
   */
  record Mismatch(TilePath path, long index, String sentence) {}

  /**
   * @param hasBundles whether entry bundles are compared too; not where they are what is replayed
   * @param most how many mismatches are kept
   */
  LogFiles(LogStore log, boolean hasBundles, Executor executor, int parallelism, int most) {
    this.log = log;
    this.hasBundles = hasBundles;
    this.comparing = new Tasks<>(executor, parallelism + 1);
    this.most = most;
  }

  void expect(TilePath path, byte[] content) {
    if (path.level() == TilePath.ENTRIES && !hasBundles) {
      return;
    }
    waiting.put(path, content);
    if (waiting.size() >= AT_ONCE) {
      compare();
    }
  }

  private void compare() {
    Map<TilePath, byte[]> expected = new LinkedHashMap<>(waiting);
    waiting.clear();
    compared += expected.size();
    if (comparing.isFull()) {
      keep(comparing.next());
    }
    comparing.start(() -> compare(expected));
  }

  private List<Mismatch> compare(Map<TilePath, byte[]> expected) {
    Map<String, byte[]> stored =
        log.getAll(expected.keySet().stream().map(TilePath::toString).toList());
    List<Mismatch> found = new ArrayList<>();
    expected.forEach(
        (path, content) -> {
          byte[] there = stored.get(path.toString());
          long first = firstEntry(path);
          if (there == null) {
            found.add(new Mismatch(path, first, "it is missing"));
          } else if (!Arrays.equals(there, content)) {
            found.add(
                new Mismatch(
                    path,
                    path.level() == TilePath.ENTRIES ? first + difference(there, content) : first,
                    "its bytes are not those that follow from the entries"));
          }
        });
    return found;
  }

  private static long firstEntry(TilePath path) {
    return path.level() == TilePath.ENTRIES
        ? path.number() * TilePath.FULL
        : (path.number() * TilePath.FULL) << (8 * path.level());
  }

  private static int difference(byte[] stored, byte[] expected) {
    List<byte[]> right = EntryBundle.decode(expected);
    int at = 0;
    int i = 0;
    while (i < right.size()) {
      int end = at + 2 + right.get(i).length;
      if (end > stored.length || !Arrays.equals(stored, at, end, expected, at, end)) {
        break;
      }
      at = end;
      i++;
    }
    return Math.min(i, right.size() - 1);
  }

  private void keep(List<Mismatch> found) {
    for (Mismatch mismatch : found) {
      if (mismatches.size() < most) {
        mismatches.add(mismatch);
      }
    }
  }

  /** Ends the comparison; gives the first mismatches. */
  List<Mismatch> finish() {
    if (!waiting.isEmpty()) {
      compare();
    }
    while (!comparing.isEmpty()) {
      keep(comparing.next());
    }
    return mismatches;
  }

  void abandon() {
    comparing.settle();
  }

  /** How many files were compared. */
  long compared() {
    return compared;
  }
}
