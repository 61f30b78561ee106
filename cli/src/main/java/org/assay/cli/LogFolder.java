package org.assay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.assay.ledger.LogStore;
import org.assay.ledger.StoreUnavailable;
import org.assay.ledger.tlog.TilePath;

/** A copy of a public log in a folder. */
final class LogFolder implements LogStore {
  private final Path folder;

  LogFolder(Path folder) {
    this.folder = folder;
  }

  @Override
  public Optional<byte[]> get(String path) {
    if (!path.equals(CHECKPOINT) && TilePath.parse(path).isEmpty()) {
      return Optional.empty();
    }
    Path file = folder.resolve(path);
    try {
      return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    } catch (IOException e) {
      throw new StoreUnavailable(file + ": " + UserFiles.reason(e), e);
    }
  }

  @Override
  public Map<String, byte[]> getAll(Collection<String> paths) {
    Map<String, byte[]> found = new HashMap<>();
    paths.forEach(path -> get(path).ifPresent(content -> found.put(path, content)));
    return found;
  }

  @Override
  public void put(String path, byte[] content) {
    throw new UnsupportedOperationException("a reader does not write");
  }

  @Override
  public void putAll(Map<String, byte[]> contents) {
    throw new UnsupportedOperationException("a reader does not write");
  }

  @Override
  public void putCheckpoint(byte[] note) {
    throw new UnsupportedOperationException("a reader does not write");
  }
}
