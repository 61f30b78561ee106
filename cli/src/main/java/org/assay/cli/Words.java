package org.assay.cli;

import java.util.Locale;

/** Small pieces of English. */
final class Words {
  private Words() {}

  /** Such as {@code 10,000}. */
  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Such as {@code 1 statement} and {@code 10,000 statements}. */
  static String count(long number, String thing) {
    return number(number) + " " + thing + (number == 1 ? "" : "s");
  }

  /** The text as a sentence: it begins with a capital letter and ends with a full stop. */
  static String sentence(String text) {
    if (text.isEmpty()) {
      return text;
    }
    // A lot id or a DID at the beginning keeps its spelling.
    int end = text.indexOf(' ') < 0 ? text.length() : text.indexOf(' ');
    boolean isName = text.substring(0, end).indexOf(':') >= 0;
    String begun =
        isName ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    return begun.endsWith(".") || begun.endsWith("!") || begun.endsWith("…") ? begun : begun + ".";
  }
}
