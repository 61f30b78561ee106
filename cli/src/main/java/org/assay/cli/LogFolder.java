package org.assay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.assay.ledger.StoreUnavailable;
import org.assay.ledger.tlog.TilePath;

/** A copy of a public log in a folder. */
final class LogFolder extends ReadOnlyLog {
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
}
