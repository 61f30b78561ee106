package org.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProgressTest {
  private final Shell shell = new Shell();
  private long seconds;

  @Test
  void aScreenShowsABarOnOneLine() {
    Progress progress = new Progress(shell.terminal(true), 200, 100, this::nanoTime);
    progress.at(100, 0);
    seconds = 10;
    progress.at(150, 3);
    progress.end();
    assertThat(shell.err())
        .isEqualTo(
            "\r[############------------] 50 %  100 of 200  0/s  0 refused"
                + "\r[##################------] 75 %  150 of 200  5/s  3 refused  11 s left"
                + System.lineSeparator());
  }

  @Test
  void elsewhereThereIsALineNowAndThenAndNoControlCharacter() {
    Progress progress = new Progress(shell.terminal(false), 1000, 0, this::nanoTime);
    for (int i = 1; i <= 12; i++) {
      seconds = i;
      progress.at(i * 10L, 0);
    }
    progress.end();
    assertThat(shell.err().lines()).hasSize(2).allMatch(line -> line.contains("10/s"));
    assertThat(shell.err()).doesNotContain("\r[");
  }

  private long nanoTime() {
    return seconds * 1_000_000_000L;
  }
}
