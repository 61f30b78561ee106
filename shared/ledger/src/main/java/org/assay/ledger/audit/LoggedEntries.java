package org.assay.ledger.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assay.ledger.Digest;
import org.assay.ledger.Entry;
import org.assay.ledger.LogStore;
import org.assay.ledger.tlog.EntryBundle;
import org.assay.ledger.tlog.TilePath;

/** Reads entries from the bundles of the public log. Thread-safe. */
final class LoggedEntries {
  private final LogStore log;
  private final long size;

  /**
   * @param size of the checkpoint, under which every bundle is there
   */
  LoggedEntries(LogStore log, long size) {
    this.log = log;
    this.size = size;
  }

  /**
   * The entries from one index up to another.
   *
   * @param chain the SHA-256 of the entry before the first
   * @return empty if they are not all there, or do not follow each other
   */
  Optional<List<byte[]>> range(long from, long to, Digest chain) {
    if (from >= to || to > size) {
      return Optional.empty();
    }
    List<byte[]> found = new ArrayList<>();
    Digest before = chain;
    for (long start = from; start < to; start = from + found.size()) {
      Optional<List<byte[]>> bundle = bundle(start);
      if (bundle.isEmpty()) {
        return Optional.empty();
      }
      int first = (int) (start % TilePath.FULL);
      int last = (int) Math.min(bundle.get().size(), first + to - start);
      for (byte[] bytes : bundle.get().subList(first, last)) {
        if (!follows(bytes, from + found.size(), before)) {
          return Optional.empty();
        }
        found.add(bytes);
        before = Digest.of(bytes);
      }
    }
    return Optional.of(found);
  }

  private static boolean follows(byte[] bytes, long index, Digest before) {
    try {
      Entry entry = Entry.decode(bytes);
      return entry.index() == index && entry.prev().equals(before);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The bundle that has an entry, whole. */
  private Optional<List<byte[]>> bundle(long index) {
    TilePath path = TilePath.bundleOf(index, size);
    try {
      return log.get(path.toString())
          .map(EntryBundle::decode)
          .filter(entries -> entries.size() == path.width());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** One entry. */
  Optional<EntrySource.Located> find(long index) {
    if (index < 0 || index >= size) {
      return Optional.empty();
    }
    return bundle(index)
        .flatMap(
            entries -> {
              try {
                Entry entry = Entry.decode(entries.get((int) (index % TilePath.FULL)));
                return Optional.of(
                    new EntrySource.Located(TilePath.bundleOf(index, size).toString(), -1, entry));
              } catch (IllegalArgumentException e) {
                return Optional.empty();
              }
            });
  }
}
