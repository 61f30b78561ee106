package org.assay.traceability.trace;

import java.util.List;

/**
 * What a rule found.
 *
 * @param id the rule's id, which is public and stays
 * @param result what came of it
 * @param used the statements that it rests on
 * @param missing what it would have taken to say more, each in words
 * @param numbers what was compared
 * @param sentence what was found, for a person
 */
public record Finding(
    String id,
    Check.Result result,
    List<Recorded> used,
    List<String> missing,
    List<Check.Figure> numbers,
    String sentence) {
  public Finding {
    used = List.copyOf(used);
    missing = List.copyOf(missing);
    numbers = List.copyOf(numbers);
  }

  /**
   * As a check of a trace.
   *
   * @param about the lot, facility or issuer that it is about
   * @param isMandatory whether the verdict rests on it
   */
  public Check toCheck(Check.Rule rule, String about, boolean isMandatory) {
    return new Check(
        rule,
        id,
        result,
        isMandatory,
        about,
        used.stream().map(recorded -> recorded.ref().statement()).toList(),
        missing,
        numbers,
        sentence);
  }

  /** The same, where nothing that it finds is enough to fail a lot. */
  public Finding atMostAWarning() {
    return result == Check.Result.FAIL
        ? new Finding(id, Check.Result.WARN, used, missing, numbers, sentence)
        : this;
  }
}
