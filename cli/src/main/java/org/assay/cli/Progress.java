package org.assay.cli;

import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Tells how far an upload is: a bar that is drawn over where somebody looks, now and then a line
 * otherwise.
 */
final class Progress {
  private static final long REDRAW_NANOS = 100_000_000L;
  private static final long LINE_NANOS = 5_000_000_000L;
  private static final int WIDTH = 24;

  private final Terminal terminal;
  private final LongSupplier nanoTime;
  private final long total;
  private final long before;
  private final long began;
  private long shown;
  private int drawn;

  /**
   * @param total how many statements there are
   * @param before how many of them an earlier run recorded
   * @param nanoTime as {@link System#nanoTime}
   */
  Progress(Terminal terminal, long total, long before, LongSupplier nanoTime) {
    this.terminal = terminal;
    this.total = total;
    this.before = before;
    this.nanoTime = nanoTime;
    this.began = nanoTime.getAsLong();
    this.shown = began;
  }

  /**
   * @param done how many have an answer, those of an earlier run included
   * @param refused how many of them are refused
   */
  void at(long done, long refused) {
    long now = nanoTime.getAsLong();
    if (terminal.errIsScreen()) {
      if (done == total || now - shown >= REDRAW_NANOS || drawn == 0) {
        shown = now;
        draw(text(done, refused, now));
      }
    } else if (now - shown >= LINE_NANOS && done < total) {
      shown = now;
      terminal.say(text(done, refused, now));
    }
  }

  private String text(long done, long refused, long now) {
    double seconds = Math.max(1e-3, (now - began) / 1e9);
    long rate = Math.round((done - before) / seconds);
    StringBuilder text = new StringBuilder();
    if (terminal.errIsScreen()) {
      int filled = (int) (WIDTH * done / Math.max(1, total));
      text.append('[').append("#".repeat(filled)).append("-".repeat(WIDTH - filled)).append("] ");
    }
    text.append(
        String.format(
            Locale.ROOT,
            "%d %%  %,d of %,d  %,d/s  %,d refused",
            100 * done / Math.max(1, total),
            done,
            total,
            rate,
            refused));
    if (rate > 0 && done < total) {
      text.append(String.format(Locale.ROOT, "  %,d s left", (total - done) / rate + 1));
    }
    return text.toString();
  }

  private void draw(String text) {
    terminal.err().print("\r" + text + " ".repeat(Math.max(0, drawn - text.length())));
    terminal.err().flush();
    drawn = text.length();
  }

  /** Ends the line of the bar, so that what comes next has one of its own. */
  void end() {
    if (drawn > 0) {
      terminal.err().println();
      drawn = 0;
    }
  }
}
