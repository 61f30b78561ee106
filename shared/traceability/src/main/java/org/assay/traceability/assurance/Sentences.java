package org.assay.traceability.assurance;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.assay.attestation.quantity.Rational;
import org.assay.traceability.trace.Trace;

/** Pieces of what findings say. */
final class Sentences {
  /** The most things that one sentence lists. */
  private static final int MOST = 8;

  private Sentences() {}

  /** The things, with commas; what is too much for a sentence is counted. */
  static String list(Collection<String> things) {
    List<String> distinct = things.stream().distinct().toList();
    if (distinct.size() <= MOST) {
      return String.join(", ", distinct);
    }
    return String.join(", ", distinct.subList(0, MOST))
        + " and "
        + (distinct.size() - MOST)
        + " more";
  }

  /** What is not known of the way of a lot, each in words. */
  static List<String> gaps(Trace trace) {
    List<String> gaps = new ArrayList<>();
    trace.missing().stream().sorted().forEach(lot -> gaps.add("where " + lot + " comes from"));
    int past = trace.evidence().notFollowed().size();
    if (past > 0) {
      gaps.add(count(past, "lot") + " past the limit of this trace");
    }
    return gaps;
  }

  /** Such as {@code 1 mine} and {@code 2 mines}. */
  static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  /** A share in percent, with at most four decimals. */
  static String percent(Rational share) {
    return plain(share.times(Rational.of(100)).toDecimal(4)) + " %";
  }

  static String plain(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }
}
