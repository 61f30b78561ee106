package org.assay.cli;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.assay.ledger.LogStore;

/** A public log that is read and not written. */
abstract class ReadOnlyLog implements LogStore {
  @Override
  public final Map<String, byte[]> getAll(Collection<String> paths) {
    Map<String, byte[]> found = new HashMap<>();
    paths.forEach(path -> get(path).ifPresent(content -> found.put(path, content)));
    return found;
  }

  @Override
  public final void put(String path, byte[] content) {
    throw new UnsupportedOperationException("a reader does not write");
  }

  @Override
  public final void putAll(Map<String, byte[]> contents) {
    throw new UnsupportedOperationException("a reader does not write");
  }

  @Override
  public final void putCheckpoint(byte[] note) {
    throw new UnsupportedOperationException("a reader does not write");
  }
}
