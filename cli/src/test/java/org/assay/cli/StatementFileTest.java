package org.assay.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatementFileTest {
  @TempDir private Path folder;

  @Test
  void emptyLinesDoNotCountAndLinesKeepTheirNumbers() throws IOException {
    assertThat(read("a.b.c\r\n\n\r\nd.e.f\n\n")).containsExactly("1 a.b.c", "4 d.e.f");
    assertThat(read("a.b.c")).containsExactly("1 a.b.c");
    assertThat(read("\n\n")).isEmpty();
    assertThat(read("")).isEmpty();
  }

  @Test
  void linesAreReadWholeAcrossTheBuffer() throws IOException {
    String one = "x".repeat(65_535);
    String two = "y".repeat(65_536);
    String three = "z".repeat(200_000);
    assertThat(read(one + "\n" + two + "\n" + three + "\n"))
        .containsExactly("1 " + one, "2 " + two, "3 " + three);
  }

  @Test
  void aCharterOverSeveralLinesIsOneStatement() throws IOException {
    assertThat(read("{\n \"payload\": \"a\"\n}\n")).containsExactly("1 {\n \"payload\": \"a\"\n}");
    assertThat(read("{\"payload\":\"a\"}\n{\"payload\":\"b\"}\n"))
        .containsExactly("1 {\"payload\":\"a\"}", "2 {\"payload\":\"b\"}");
  }

  @Test
  void aLineThatIsTooLongIsMarkedAndNotKept() throws IOException {
    Path file = folder.resolve("long");
    Files.writeString(
        file,
        "x".repeat(StatementFile.MAX_STATEMENT)
            + "\n"
            + "y".repeat(3 * StatementFile.MAX_STATEMENT)
            + "\nz\n");
    try (StatementFile in = StatementFile.open(file)) {
      assertThat(in.next()).extracting(StatementFile.Line::isTooLong).isEqualTo(false);
      StatementFile.Line tooLong = requireNonNull(in.next());
      assertThat(tooLong.isTooLong()).isTrue();
      assertThat(tooLong.bytes().length).isLessThan(StatementFile.MAX_STATEMENT + 2);
      assertThat(in.next()).extracting(StatementFile.Line::line).isEqualTo(3);
      assertThat(in.next()).isNull();
    }
  }

  @Test
  void batchesKeepTheOrderAndBothLimits() throws IOException {
    assertThat(batches("a\nb\nc\nd\ne\n", 2, 100)).containsExactly("ab", "cd", "e");
    // Six bytes are two statements of two and their line ends.
    assertThat(batches("aa\nbb\ncc\n", 100, 6)).containsExactly("aabb", "cc");
    assertThat(batches("aa\nbbbbbbbbbb\ncc\n", 100, 6)).containsExactly("aa", "bbbbbbbbbb", "cc");
    assertThat(batches("", 2, 100)).isEmpty();
  }

  @Test
  void whatIsSkippedTakesNoRoomInABatch() throws IOException {
    Path file = Files.writeString(folder.resolve("skip"), "a\nb\nc\nd\n");
    try (StatementFile in = StatementFile.open(file)) {
      Batches batches = new Batches(in, line -> line == 1 || line == 3, 2, 100);
      assertThat(text(batches.next())).isEqualTo("bd");
      assertThat(batches.next()).isEmpty();
    }
  }

  private List<String> read(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), content);
    List<String> lines = new ArrayList<>();
    try (StatementFile in = StatementFile.open(file)) {
      for (StatementFile.Line line = in.next(); line != null; line = in.next()) {
        lines.add(line.line() + " " + new String(line.bytes(), StandardCharsets.UTF_8));
      }
    }
    return lines;
  }

  private List<String> batches(String content, int most, int mostBytes) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), content);
    List<String> all = new ArrayList<>();
    try (StatementFile in = StatementFile.open(file)) {
      Batches batches = new Batches(in, line -> false, most, mostBytes);
      for (var batch = batches.next(); !batch.isEmpty(); batch = batches.next()) {
        all.add(text(batch));
      }
    }
    return all;
  }

  private static String text(List<StatementFile.Line> batch) {
    StringBuilder text = new StringBuilder();
    batch.forEach(line -> text.append(new String(line.bytes(), StandardCharsets.UTF_8)));
    return text.toString();
  }
}
