package org.assay.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Where a command writes: results to {@code out}, all else to {@code err}.
 *
 * @param out results, UTF-8
 * @param err progress and messages, UTF-8
 * @param outInColour whether a person looks at {@code out} who does not mind colour
 * @param errIsScreen whether a person looks at {@code err}, on which a line can be written over
 */
public record Terminal(PrintStream out, PrintStream err, boolean outInColour, boolean errIsScreen) {
  /**
   * The streams of this process. The launcher tells which of them are terminals, which Java can't
   * find out for each.
   *
   * @param environment for {@code NO_COLOR} (no-color.org) and {@code TERM}
   */
  static Terminal ofProcess(Map<String, String> environment) {
    boolean isDumb = "dumb".equals(environment.get("TERM"));
    boolean mayColour = !isDumb && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Terminal(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        mayColour && Boolean.getBoolean("assay.terminal.out"),
        !isDumb && Boolean.getBoolean("assay.terminal.err"));
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /** A message for a person, beside the results. */
  public void say(String message) {
    err.println(message);
  }
}
