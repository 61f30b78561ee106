package org.assay.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Splits a file of statements into requests, in its order, by count and by bytes. */
final class Batches {
  private final StatementFile file;
  private final IntPredicate isSkipped;
  private final int most;
  private final int mostBytes;
  private StatementFile.@Nullable Line carried;

  /**
   * @param isSkipped lines that are left out, by number
   * @param most the most statements of one request
   * @param mostBytes the most bytes of one request, line ends included; one statement that has more
   *     goes alone
   */
  Batches(StatementFile file, IntPredicate isSkipped, int most, int mostBytes) {
    this.file = file;
    this.isSkipped = isSkipped;
    this.most = most;
    this.mostBytes = mostBytes;
  }

  /** The next request; empty at the end. */
  List<StatementFile.Line> next() throws IOException {
    List<StatementFile.Line> batch = new ArrayList<>();
    long bytes = 0;
    for (StatementFile.Line line = take(); line != null; line = take()) {
      long size = line.bytes().length + 1L;
      if (!batch.isEmpty() && bytes + size > mostBytes) {
        carried = line;
        break;
      }
      batch.add(line);
      bytes += size;
      if (batch.size() == most) {
        break;
      }
    }
    return batch;
  }

  private StatementFile.@Nullable Line take() throws IOException {
    StatementFile.Line line = carried;
    if (line != null) {
      carried = null;
      return line;
    }
    do {
      line = file.next();
    } while (line != null && isSkipped.test(line.line()));
    return line;
  }
}
