package org.assay.ledger.testing;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.assay.ledger.Digest;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.LogStore;
import org.assay.ledger.tlog.EntryBundle;
import org.assay.ledger.tlog.TilePath;

/**
 * A public log in memory. A file whose path is none of the log's, or that has more or fewer hashes
 * or entries than its path says, is an {@link AssertionError}, which no store has to notice.
 * Thread-safe.
 */
public final class InMemoryLogStore implements LogStore {
  private final ConcurrentMap<String, byte[]> files = new ConcurrentHashMap<>();

  @Override
  public void put(String path, byte[] content) {
    TilePath tile =
        TilePath.parse(path).orElseThrow(() -> new AssertionError(path + " is no file of a log"));
    if (width(tile, content) != tile.width()) {
      throw new AssertionError(path + " was written with " + content.length + " bytes");
    }
    byte[] there = files.putIfAbsent(path, content.clone());
    if (there != null && !Arrays.equals(there, content)) {
      throw new IntegrityFault(path + " is there with other bytes");
    }
  }

  private static int width(TilePath path, byte[] content) {
    if (path.level() == TilePath.ENTRIES) {
      return EntryBundle.decode(content).size();
    }
    return content.length % Digest.LENGTH == 0 ? content.length / Digest.LENGTH : -1;
  }

  @Override
  public void putAll(Map<String, byte[]> contents) {
    contents.forEach(this::put);
  }

  @Override
  public void putCheckpoint(byte[] note) {
    files.put(CHECKPOINT, note.clone());
  }

  @Override
  public Optional<byte[]> get(String path) {
    return Optional.ofNullable(files.get(path)).map(byte[]::clone);
  }

  @Override
  public Map<String, byte[]> getAll(Collection<String> paths) {
    Map<String, byte[]> found = new TreeMap<>();
    paths.forEach(path -> get(path).ifPresent(content -> found.put(path, content)));
    return found;
  }

  /** Everything, the checkpoint too, by path. */
  public Map<String, byte[]> all() {
    return getAll(files.keySet());
  }

  /** Loses a file. */
  public void drop(String path) {
    if (files.remove(path) == null) {
      throw new AssertionError(path + " is not there");
    }
  }

  /** Puts other bytes in the place of a file. */
  public void tamper(String path, byte[] content) {
    files.put(path, content.clone());
  }
}
