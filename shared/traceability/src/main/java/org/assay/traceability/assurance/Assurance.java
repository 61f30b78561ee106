package org.assay.traceability.assurance;

import java.time.LocalDate;
import java.util.List;
import org.assay.traceability.origin.Origin;
import org.assay.traceability.trace.Finding;
import org.assay.traceability.trace.Trace;

/**
 * How well the answer about a lot is assured: shown beside the verdict, which none of it decides.
 *
 * @param on the day of evaluation
 * @param facilities what counts of that which was said of the facilities in the chain
 * @param findings of the rules F1 to F5, in order
 */
public record Assurance(LocalDate on, FacilityEvidence facilities, List<Finding> findings) {
  public Assurance {
    findings = List.copyOf(findings);
  }

  /** The assurance of a trace, with the limits that hold where nobody asks for others. */
  public static Assurance of(Trace trace, Origin origin, LocalDate on) {
    FacilityEvidence facilities = FacilityEvidence.of(trace);
    return new Assurance(
        on,
        facilities,
        List.of(
            WeakestAssessor.judge(trace, facilities),
            WeakestCustody.judge(trace, origin),
            VerifiedShare.judge(trace),
            OpenIssues.judge(trace),
            EvidenceAge.judge(trace, facilities, on)));
  }
}
