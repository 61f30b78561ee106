package org.assay.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A parser, and what holds of it whatever it is given: it throws what it documents and nothing
 * else, what it accepts is written back as it was, and nothing counts as signed but what was.
 *
 * <p>Every build tries the seeds and some thousand mutations of them, the same ones each time; with
 * {@code -Pfuzz}, Jazzer looks for inputs that reach new code. What it finds is a file in {@code
 * src/test/resources/<package>/<class>Inputs}, which is a seed from then on.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ParserFuzz {
  /** No input here is so large that a parser may take longer. */
  private static final long MOST_NANOS = 5_000_000_000L;

  private long accepted;

  /** Inputs that are accepted, and some that nearly are. */
  protected abstract List<byte[]> seeds();

  /** Parses an input, and throws whatever says that a property does not hold. */
  protected abstract void check(byte[] input) throws Exception;

  /** How many mutations every build tries. */
  protected int mutations() {
    return 4_000;
  }

  @Test
  final void seedsAndTheirMutationsKeepTheProperties() {
    List<byte[]> all = allSeeds();
    all.forEach(seed -> run(seed, "a seed"));
    Mutations mutations = new Mutations(all, getClass().getName().hashCode());
    for (int i = 0; i < mutations(); i++) {
      run(mutations.next(), "mutation " + i);
    }
    // What refuses everything keeps all of its promises.
    assertThat(accepted).as("inputs that were accepted").isPositive();
  }

  @Tag("fuzz")
  @MethodSource("allSeeds")
  @FuzzTest // The last one, for Jazzer runs before those that come after it.
  final void whatReachesNewCodeKeepsTheProperties(byte[] input) throws Exception {
    check(input);
  }

  /** Those that are made, and those that are files. */
  final List<byte[]> allSeeds() {
    List<byte[]> all = new ArrayList<>(seeds());
    Path folder =
        Path.of("src/test/resources", getClass().getName().replace('.', '/').concat("Inputs"));
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          all.add(Files.readAllBytes(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return all;
  }

  // Whatever is thrown is the finding, and worth little without the input.
  @SuppressWarnings("IllegalCatch")
  private void run(byte[] input, String what) {
    long began = System.nanoTime();
    try {
      check(input);
    } catch (Throwable e) {
      throw new AssertionError(
          what
              + ": "
              + printable(e.toString())
              + "\nin base64: "
              + Base64.getEncoder().encodeToString(input)
              + "\nas text: "
              + printable(text(input)),
          e);
    }
    if (System.nanoTime() - began > MOST_NANOS) {
      throw new AssertionError(
          what + " takes too long: " + Base64.getEncoder().encodeToString(input));
    }
  }

  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}", ".");
  }

  /**
   * What a parser gives; empty where it throws what it documents.
   *
   * @throws Exception anything else that it throws
   */
  @SuppressWarnings("IllegalCatch")
  protected final <T> Optional<T> accepted(Class<? extends Exception> rejection, Callable<T> parser)
      throws Exception {
    try {
      T result = parser.call();
      accepted++;
      return Optional.of(result);
    } catch (Exception e) {
      if (rejection.isInstance(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  protected static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** As text, whether or not it is UTF-8. */
  protected static String text(byte[] input) {
    return new String(input, StandardCharsets.UTF_8);
  }
}
