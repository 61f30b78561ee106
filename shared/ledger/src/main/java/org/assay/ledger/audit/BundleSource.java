package org.assay.ledger.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.assay.ledger.Digest;
import org.assay.ledger.Entry;
import org.assay.ledger.LogStore;
import org.assay.ledger.tlog.EntryBundle;
import org.assay.ledger.tlog.TilePath;
import org.jspecify.annotations.Nullable;

/** Entries from the bundles of the public log, for whoever can read no blocks. */
final class BundleSource implements EntrySource {
  private static final int BUNDLES_AHEAD = 8;

  private final LogStore log;
  private final long size;
  private final Findings findings;
  private final LoggedEntries entries;
  private final Tasks<Read> reading;
  private long toRead;
  private long next;
  private Digest chain = Digest.ZERO;
  private @Nullable Entry last;

  /** A bundle as it was read; without entries where it cannot be. */
  private record Read(TilePath path, List<byte[]> encoded, List<Entry> entries, String wrong) {}

  BundleSource(LogStore log, long size, Findings findings, Executor executor) {
    this.log = log;
    this.size = size;
    this.findings = findings;
    this.entries = new LoggedEntries(log, size);
    this.reading = new Tasks<>(executor, BUNDLES_AHEAD);
  }

  @Override
  public @Nullable Run next() {
    while (!reading.isFull() && toRead < size) {
      TilePath path = TilePath.bundleOf(toRead, size);
      toRead += path.width();
      reading.start(() -> read(path));
    }
    if (reading.isEmpty()) {
      return null;
    }
    Read read = reading.next();
    String object = read.path().toString();
    String wrong =
        read.wrong().isEmpty() ? objection(read.entries(), read.encoded()) : read.wrong();
    if (!wrong.isEmpty()) {
      // Without its entries no root follows; what is behind could not be held against anything.
      findings.add(object, next, Invariant.I8, wrong);
      reading.settle();
      return null;
    }
    next += read.path().width();
    chain = Digest.of(read.encoded().get(read.encoded().size() - 1));
    last = read.entries().get(read.entries().size() - 1);
    return new Run(object, -1, read.encoded(), read.entries(), null, null, false);
  }

  private Read read(TilePath path) {
    Optional<byte[]> content = log.get(path.toString());
    if (content.isEmpty()) {
      return new Read(path, List.of(), List.of(), "it is missing");
    }
    try {
      List<byte[]> encoded = EntryBundle.decode(content.get());
      List<Entry> decoded = new ArrayList<>(encoded.size());
      for (byte[] bytes : encoded) {
        decoded.add(Entry.decode(bytes));
      }
      return new Read(
          path,
          encoded,
          decoded,
          encoded.size() == path.width() ? "" : "it has " + encoded.size() + " entries");
    } catch (IllegalArgumentException e) {
      return new Read(path, List.of(), List.of(), "it cannot be read: " + e.getMessage());
    }
  }

  private String objection(List<Entry> read, List<byte[]> encoded) {
    Digest before = chain;
    Entry previous = last;
    for (int i = 0; i < read.size(); i++) {
      Entry entry = read.get(i);
      if (entry.index() != next + i
          || !entry.prev().equals(before)
          || (previous != null && entry.at().isBefore(previous.at()))) {
        return "entry " + (next + i) + " does not follow the one before";
      }
      before = Digest.of(encoded.get(i));
      previous = entry;
    }
    return "";
  }

  @Override
  public Optional<Located> find(long index) {
    return entries.find(index);
  }
}
