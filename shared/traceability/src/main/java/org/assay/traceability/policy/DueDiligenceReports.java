package org.assay.traceability.policy;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.assay.attestation.DueDiligenceReport;
import org.assay.attestation.IssueState;
import org.assay.attestation.StepStatus;
import org.assay.traceability.trace.Recorded;

/** What the due diligence reports of the facilities on the way say. */
final class DueDiligenceReports {
  private DueDiligenceReports() {}

  /**
   * The report of each place of work on the way. A day is covered by a report of its period, else
   * by the newest one before.
   *
   * @param most how long before the day the newest one may have ended
   * @param list which list of areas it should be held against
   */
  static Found find(Case subject, Chain chain, Months most, AreaList list) {
    Found.Builder found = new Found.Builder();
    for (Work work : chain.work()) {
      Optional<Recorded> report = report(subject, chain, work, most);
      if (report.isEmpty()) {
        found.lacks(
            "a due diligence report that covers "
                + work.facility().name()
                + " on "
                + work.day()
                + ", or of at most "
                + most
                + " before");
      } else {
        found.uses(report.get());
        judge(found, (DueDiligenceReport) report.get().said(), work.facility().name());
        list.compare(found, (DueDiligenceReport) report.get().said(), work);
      }
    }
    return found.build();
  }

  /** The report that covers a day of work: the newest one of its time, empty if there is none. */
  static Optional<Recorded> report(Case subject, Chain chain, Work work, Months most) {
    return chain
        .about(work.facility())
        .filter(
            each ->
                each.said() instanceof DueDiligenceReport report
                    && !Collections.disjoint(report.minerals(), work.minerals())
                    && !report.periodFrom().isAfter(work.day())
                    && !report.periodTo().isAfter(subject.on())
                    && !report.periodTo().isBefore(work.day().minusMonths(most.count())))
        // Of equally new ones the one that was recorded last.
        .reduce(
            (one, other) ->
                Comparator.comparing(
                                (Recorded each) -> ((DueDiligenceReport) each.said()).periodTo())
                            .compare(other, one)
                        >= 0
                    ? other
                    : one);
  }

  /** Holds the five steps and the red flags of a report about somebody. */
  static void judge(Found.Builder found, DueDiligenceReport report, String about) {
    for (DueDiligenceReport.Step step : report.steps()) {
      String told = "step " + step.step().code() + " of the due diligence of " + about;
      if (step.status() == StepStatus.NOT_IMPLEMENTED) {
        found.fails(told + " is not carried out");
      } else if (step.status() == StepStatus.PARTIAL) {
        found.warns(told + " is carried out in part");
      }
    }
    List<DueDiligenceReport.RedFlag> open =
        report.redFlags().stream()
            .filter(flag -> flag.state() == IssueState.OPEN && flag.mitigation() == null)
            .toList();
    for (DueDiligenceReport.RedFlag flag : open) {
      found.fails(
          "a red flag at "
              + about
              + " is open and nothing is done about it: "
              + flag.description());
    }
  }
}
