package org.assay.ledger.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Temporary files that are used like memory: what must be known of all entries at once, such as
 * which statements there were, lies there instead of in the heap. The operating system keeps in
 * memory what it has room for. A file's name is gone as soon as it is open, so nothing is left
 * behind whatever happens. Not thread-safe.
 */
final class Scratch implements AutoCloseable {
  private final Path folder;
  private final List<FileChannel> open = new ArrayList<>();

  /**
   * @param folder where the temporary files are made
   */
  Scratch(Path folder) {
    this.folder = folder;
  }

  /** An empty file. */
  FileChannel file() {
    try {
      Path path = Files.createTempFile(folder, "assay-audit", ".tmp");
      FileChannel channel =
          FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
      Files.delete(path);
      open.add(channel);
      return channel;
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary file could be made in " + folder, e);
    }
  }

  /** A part of a file, which grows where it is shorter; it begins as zeros. */
  static ByteBuffer map(FileChannel file, long from, long bytes) {
    try {
      return file.map(FileChannel.MapMode.READ_WRITE, from, bytes).order(ByteOrder.nativeOrder());
    } catch (IOException e) {
      throw new UncheckedIOException("a temporary file could not be made larger", e);
    }
  }

  /** Gives the space of a file back. */
  void release(FileChannel file) {
    try {
      open.remove(file);
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a temporary file could not be closed", e);
    }
  }

  @Override
  public void close() {
    List.copyOf(open).forEach(this::release);
  }
}
