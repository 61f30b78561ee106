package org.assay.cli.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.assay.local.LocalExchange;
import org.jspecify.annotations.Nullable;

/**
 * The exchange that the story is told through, and the folder that it is in. Closing it twice, or
 * from a thread that ends the process, does no harm.
 */
final class Stage implements AutoCloseable {
  private final LocalExchange exchange;
  private final Path folder;
  private final boolean isTemporary;
  private boolean isClosed;

  private Stage(LocalExchange exchange, Path folder, boolean isTemporary) {
    this.exchange = exchange;
    this.folder = folder;
    this.isTemporary = isTemporary;
  }

  /**
   * Starts an exchange.
   *
   * @param data the folder that keeps it; null for a new one that goes when this is closed
   */
  static Stage open(@Nullable Path data, int port, PrintStream log)
      throws IOException, InterruptedException {
    Path folder = data == null ? Files.createTempDirectory("assay-demo-") : data;
    try {
      return new Stage(LocalExchange.embedded(folder, port, log), folder, data == null);
    } catch (IOException | InterruptedException | RuntimeException e) {
      if (data == null) {
        delete(folder);
      }
      throw e;
    }
  }

  LocalExchange exchange() {
    return exchange;
  }

  Path folder() {
    return folder;
  }

  /** Whether the folder goes when this is closed. */
  boolean isTemporary() {
    return isTemporary;
  }

  @Override
  public synchronized void close() throws IOException {
    if (isClosed) {
      return;
    }
    isClosed = true;
    exchange.close();
    if (isTemporary) {
      delete(folder);
    }
  }

  private static void delete(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
