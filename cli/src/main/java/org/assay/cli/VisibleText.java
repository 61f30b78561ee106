package org.assay.cli;

/**
 * Makes text of others safe to show: whatever a terminal would obey or hide is shown as an escape,
 * so that a statement cannot repaint the verdict about it, or hide a part of itself.
 */
public final class VisibleText {
  /** The most characters of one text that are shown to a person. */
  static final int LONGEST = 1_000;

  private VisibleText() {}

  /**
   * The text with control characters (U+001B among them), line and paragraph separators, formatting
   * characters such as those that turn the direction of writing, unpaired surrogates and unassigned
   * characters as <code>\&#117;{1b}</code>; longer texts are cut off.
   */
  public static String of(String text) {
    StringBuilder shown = new StringBuilder();
    int count = 0;
    for (int i = 0; i < text.length(); ) {
      if (count++ == LONGEST) {
        return shown.append('…').toString();
      }
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (isVisible(c)) {
        shown.appendCodePoint(c);
      } else {
        shown.append("\\u{").append(Integer.toHexString(c)).append('}');
      }
    }
    return shown.toString();
  }

  /**
   * JSON in which such characters are escaped as JSON does it; the values are the same. Outside of
   * its strings, JSON has none but line ends.
   */
  static String ofJson(String json) {
    StringBuilder shown = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); ) {
      int c = json.codePointAt(i);
      int length = Character.charCount(c);
      if (c == '\n' || c == '\r' || isVisible(c)) {
        shown.appendCodePoint(c);
      } else {
        for (int unit = i; unit < i + length; unit++) {
          shown.append(String.format("\\u%04x", (int) json.charAt(unit)));
        }
      }
      i += length;
    }
    return shown.toString();
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          false;
      default -> true;
    };
  }
}
