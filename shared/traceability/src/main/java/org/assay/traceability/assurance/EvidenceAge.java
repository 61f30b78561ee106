package org.assay.traceability.assurance;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.traceability.trace.Check;
import org.assay.traceability.trace.Finding;
import org.assay.traceability.trace.Recorded;
import org.assay.traceability.trace.Trace;
import org.assay.traceability.trace.Trusted;

/**
 * Rule F5: how old the newest evidence is, by the day on which it was said, on a day of evaluation.
 * What is evidence: the statements about the lots of the chain, and those about its facilities that
 * count. What is said only after the day of evaluation is left out.
 */
public final class EvidenceAge {
  static final String ID = "F5";

  /** The most days that evidence is not old, where nobody asks for less: a year of audits. */
  private static final int MOST_DAYS = 366;

  private EvidenceAge() {}

  /** What is shown: what is older than a year is worth a look. */
  static Finding judge(Trace trace, FacilityEvidence facilities, LocalDate on) {
    return judge(trace, facilities, on, MOST_DAYS, Check.Result.WARN);
  }

  /**
   * Judges the evidence about the lot of a trace.
   *
   * @param on the day of evaluation
   * @param mostDays how many days it may be old
   * @param older what an older one makes of it, WARN or FAIL
   */
  public static Finding judge(
      Trace trace, FacilityEvidence facilities, LocalDate on, long mostDays, Check.Result older) {
    Optional<Recorded> newest =
        evidence(trace, facilities).values().stream()
            .filter(recorded -> !said(recorded).isAfter(on))
            .max(
                Comparator.comparing(EvidenceAge::said)
                    .thenComparing(recorded -> recorded.ref().index()));
    if (newest.isEmpty()) {
      return new Finding(
          ID,
          Check.Result.UNKNOWN,
          List.of(),
          List.of("a statement that holds, said by " + on),
          List.of(),
          "nothing that was said by " + on + " holds");
    }
    long days = ChronoUnit.DAYS.between(said(newest.get()), on);
    return new Finding(
        ID,
        days <= mostDays ? Check.Result.PASS : older,
        List.of(newest.get()),
        List.of(),
        List.of(
            new Check.Figure("age", BigDecimal.valueOf(days), "d"),
            new Check.Figure("at most", BigDecimal.valueOf(mostDays), "d")),
        "on "
            + on
            + " the newest evidence, the "
            + newest.get().said().type().typeName()
            + " of "
            + newest.get().issuer()
            + ", is "
            + Sentences.count(days, "day")
            + " old");
  }

  private static Map<Long, Recorded> evidence(Trace trace, FacilityEvidence facilities) {
    Trusted trusted = new Trusted(trace);
    Map<Long, Recorded> all = new LinkedHashMap<>();
    trace
        .evidence()
        .upstream()
        .values()
        .forEach(
            lot ->
                lot.statements().stream()
                    .filter(trusted::relies)
                    .forEach(each -> all.put(each.ref().index(), each)));
    for (FacilityEvidence.Site site : facilities.sites()) {
      for (FacilityEvidence.Use use : site.uses()) {
        for (FacilityEvidence.Row row : use.rows()) {
          if (row.countsFor() > 0) {
            all.put(row.said().recorded().ref().index(), row.said().recorded());
          }
        }
      }
    }
    return all;
  }

  private static LocalDate said(Recorded recorded) {
    return SiteEvent.day(recorded.credential().validFrom());
  }
}
