package org.assay.traceability.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assay.traceability.trace.Check;
import org.assay.traceability.trace.Finding;
import org.assay.traceability.trace.Recorded;

/**
 * Collects what a rule comes upon, and concludes: what is against it makes it FAIL, else what is
 * missing makes it UNKNOWN, and only then does it PASS. Not thread-safe.
 */
final class Conclusion {
  /** A sentence that nobody reads to its end says less than one that stops. */
  private static final int MOST_TOLD = 3;

  private final String rule;
  private final String question;
  private final Map<Long, Recorded> used = new TreeMap<>();
  private final Set<String> faults = new LinkedHashSet<>();
  private final Set<String> missing = new LinkedHashSet<>();
  private final Set<String> doubts = new LinkedHashSet<>();
  private final Set<Check.Figure> numbers = new LinkedHashSet<>();

  /**
   * @param question what is to be told, in words that follow "it cannot be told whether"
   */
  Conclusion(String rule, String question) {
    this.rule = rule;
    this.question = question;
  }

  /** It rests on a statement. */
  void uses(Recorded recorded) {
    used.put(recorded.ref().index(), recorded);
  }

  /** A number was compared. */
  void number(String name, BigDecimal value, String unit) {
    numbers.add(new Check.Figure(name, value, unit));
  }

  /** Something speaks against it. */
  void fails(String why) {
    faults.add(why);
  }

  /** Something is missing that it would take to say more. */
  void lacks(String what) {
    missing.add(what);
  }

  /** Something is worth a look and decides nothing. */
  void warns(String why) {
    doubts.add(why);
  }

  /** All that was come upon elsewhere: what it lacks is missing here too. */
  void takes(Found found) {
    found.used().forEach(this::uses);
    found.faults().forEach(this::fails);
    found.missing().forEach(this::lacks);
    found.doubts().forEach(this::warns);
  }

  /**
   * The finding.
   *
   * @param holds the sentence if nothing is against it and nothing missing
   */
  Finding finding(String holds) {
    Check.Result result;
    String sentence;
    if (!faults.isEmpty()) {
      result = Check.Result.FAIL;
      sentence = told(faults);
    } else if (!missing.isEmpty()) {
      result = Check.Result.UNKNOWN;
      sentence = "it cannot be told whether " + question + ": missing is " + told(missing);
    } else if (!doubts.isEmpty()) {
      result = Check.Result.WARN;
      sentence = holds + ", but " + told(doubts);
    } else {
      result = Check.Result.PASS;
      sentence = holds;
    }
    return new Finding(
        rule,
        result,
        List.copyOf(used.values()),
        List.copyOf(missing),
        List.copyOf(numbers),
        sentence);
  }

  private static String told(Set<String> all) {
    List<String> told = new ArrayList<>(all);
    int more = told.size() - MOST_TOLD;
    return String.join("; ", told.subList(0, Math.min(MOST_TOLD, told.size())))
        + (more > 0 ? "; and " + more + " more" : "");
  }
}
