package org.assay.local.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.assay.local.EmbeddedAws;
import org.jspecify.annotations.Nullable;

/**
 * The embedded AWS that the test classes of one JVM share, each with tables and buckets of its own:
 * to start one for each class would cost more than most of their tests. Whoever kills it, restarts
 * it or looks into its folder starts one apart. Thread-safe.
 */
final class SharedAws {
  private static @Nullable EmbeddedAws running;

  private SharedAws() {}

  /** The environment of a deployment whose names nobody else uses. */
  static Map<String, String> fresh() throws IOException, InterruptedException {
    return new FreshStores(environment()).environment();
  }

  /** Where it is; it starts when that is asked first, and ends with the JVM. */
  static synchronized Map<String, String> environment() throws IOException, InterruptedException {
    EmbeddedAws aws = running;
    if (aws == null) {
      Path folder = Files.createTempDirectory("assay-shared-aws");
      aws = EmbeddedAws.start(folder);
      EmbeddedAws started = aws;
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(started, folder)));
      running = aws;
    }
    return aws.environment();
  }

  private static void end(EmbeddedAws aws, Path folder) {
    try {
      aws.close();
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted((one, other) -> other.compareTo(one)).forEach(SharedAws::delete);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
