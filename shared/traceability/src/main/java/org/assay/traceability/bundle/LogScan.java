package org.assay.traceability.bundle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assay.ledger.Digest;
import org.assay.ledger.Entry;
import org.assay.ledger.Link;
import org.assay.ledger.LogStore;
import org.assay.ledger.RightEdge;
import org.assay.ledger.StoreUnavailable;
import org.assay.ledger.tlog.EntryBundle;
import org.assay.ledger.tlog.TilePath;
import org.assay.traceability.bundle.BundleFinding.Code;
import org.jspecify.annotations.Nullable;

/**
 * Looks through every entry of the public log up to a bundle's checkpoint for those that are about
 * the bundle's subjects and are not in it: what links, which lead backwards, cannot show.
 *
 * @param found what was left out; null if nothing was
 */
record LogScan(@Nullable BundleFinding found, List<String> checked, List<String> notChecked) {
  LogScan {
    checked = List.copyOf(checked);
    notChecked = List.copyOf(notChecked);
  }

  static LogScan of(Shown shown, LogStore log) {
    Map<Digest, Integer> places = new HashMap<>();
    List<Set<Long>> known = new ArrayList<>();
    int[] more = new int[shown.subjects().size()];
    for (int i = 0; i < shown.subjects().size(); i++) {
      places.put(shown.subjects().get(i).tag(), i);
      known.add(new HashSet<>(shown.subjects().get(i).entries()));
    }
    RightEdge edge = RightEdge.EMPTY;
    BundleFinding found = null;
    for (byte[] bytes : new Entries(log, shown.checkpoint().size())) {
      long index = edge.size();
      edge = edge.append(bytes);
      for (Link link : links(bytes, index)) {
        Integer place = places.get(link.tag());
        if (place == null || known.get(place).contains(index)) {
          continue;
        }
        more[place]++;
        if (found == null && !shown.subjects().get(place).isFacility()) {
          found =
              new BundleFinding(
                  Code.LEFT_OUT,
                  "/subjects/" + place,
                  "entry "
                      + index
                      + " of the log is about "
                      + shown.subjects().get(place).subject()
                      + " and is not in the bundle");
        }
      }
    }
    if (!edge.root().equals(shown.checkpoint().root())) {
      throw new StoreUnavailable(
          "the entries that the log gives are not those under the bundle's checkpoint");
    }
    return result(shown, found, more);
  }

  private static LogScan result(Shown shown, @Nullable BundleFinding found, int[] more) {
    List<String> open = new ArrayList<>();
    for (int i = 0; i < more.length; i++) {
      Shown.About about = shown.subjects().get(i);
      if (about.isFacility() && more[i] > 0) {
        open.add(
            "what "
                + more[i]
                + " other entries that touch "
                + about.subject()
                + " say: most of them will be about other lots, but one may be about the facility");
      }
    }
    List<String> checked =
        found == null
            ? List.of(
                "nothing else is recorded of the lots and of the registry, under the tags that their salts give, in all "
                    + shown.checkpoint().size()
                    + " entries of the log")
            : List.of();
    return new LogScan(found, checked, open);
  }

  private static List<Link> links(byte[] bytes, long index) {
    try {
      Entry entry = Entry.decode(bytes);
      if (entry.index() == index) {
        return entry.links();
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new StoreUnavailable("what the log has as entry " + index + " is no such entry");
  }

  /** The entries of a log, one file after the other. */
  private record Entries(LogStore log, long size) implements Iterable<byte[]> {
    @Override
    public java.util.Iterator<byte[]> iterator() {
      return new java.util.Iterator<>() {
        private long next;
        private List<byte[]> file = List.of();

        @Override
        public boolean hasNext() {
          return next < size;
        }

        @Override
        public byte[] next() {
          if (!hasNext()) {
            throw new java.util.NoSuchElementException();
          }
          int within = (int) (next % TilePath.FULL);
          if (within == 0) {
            file = read(next);
          }
          next++;
          return file.get(within);
        }
      };
    }

    private List<byte[]> read(long index) {
      TilePath path = TilePath.bundleOf(index, size);
      // A log that grew since may have dropped what was not full then.
      Optional<byte[]> content =
          log.get(path.toString())
              .or(
                  () ->
                      log.get(
                          new TilePath(TilePath.ENTRIES, path.number(), TilePath.FULL).toString()));
      List<byte[]> entries;
      try {
        entries = EntryBundle.decode(content.orElse(new byte[0]));
      } catch (IllegalArgumentException e) {
        throw new StoreUnavailable("the log's file " + path + " is damaged", e);
      }
      if (entries.size() < path.width()) {
        throw new StoreUnavailable("the log's file " + path + " is missing or too short");
      }
      return entries;
    }
  }
}
