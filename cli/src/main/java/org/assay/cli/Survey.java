package org.assay.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.assay.ledger.Digest;
import org.jspecify.annotations.Nullable;

/**
 * What is in a file of statements: how many, and enough of the digest of each to tell whether a
 * result is about it. Eight bytes a line are kept, however long the lines are.
 */
final class Survey {
  private long[] digests = new long[1024];
  private int lines;
  private int statements;

  private Survey() {}

  static Survey of(Path file) throws IOException {
    Survey survey = new Survey();
    try (StatementFile in = StatementFile.open(file)) {
      for (StatementFile.Line line = in.next(); line != null; line = in.next()) {
        survey.add(line);
      }
    }
    return survey;
  }

  private void add(StatementFile.Line line) {
    if (line.line() > digests.length) {
      digests = Arrays.copyOf(digests, Math.max(line.line(), digests.length * 2));
    }
    digests[line.line() - 1] = beginning(Digest.of(line.bytes()).hex());
    lines = line.line();
    statements++;
  }

  /** How many statements there are. */
  int statements() {
    return statements;
  }

  /** How many lines there are, up to that of the last statement. */
  int lines() {
    return lines;
  }

  /** Whether the statement with the digest, of 64 hexadecimal digits, is on the line. */
  boolean has(long line, @Nullable String digest) {
    return digest != null
        && line >= 1
        && line <= lines
        && Digest.isHex(digest)
        && digests[(int) line - 1] == beginning(digest);
  }

  private static long beginning(String digest) {
    return ByteBuffer.wrap(java.util.HexFormat.of().parseHex(digest, 0, 16)).getLong();
  }
}
