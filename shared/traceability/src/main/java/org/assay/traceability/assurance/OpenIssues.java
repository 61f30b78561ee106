package org.assay.traceability.assurance;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assay.attestation.Challenge;
import org.assay.attestation.Incident;
import org.assay.attestation.IssueState;
import org.assay.attestation.Severity;
import org.assay.traceability.trace.Check;
import org.assay.traceability.trace.Finding;
import org.assay.traceability.trace.Recorded;
import org.assay.traceability.trace.Trace;
import org.assay.traceability.trace.Trusted;

/**
 * Rule F4: incidents that are not closed and statements that are disputed, at the lots of the chain
 * and its facilities. Of an incident the newest word of its issuer counts; a challenge counts until
 * its issuer revokes it. Where the chain is not whole, nothing open is not the same as nothing.
 */
public final class OpenIssues {
  static final String ID = "F4";

  private OpenIssues() {}

  /** What is shown: any of them is worth a look. */
  static Finding judge(Trace trace) {
    return judge(trace, Severity.values()[0], Check.Result.WARN);
  }

  /**
   * Judges what is open about the lot of a trace.
   *
   * @param least incidents that are less severe are left out; disputes have no severity
   * @param open what an open one makes of it, WARN or FAIL
   */
  public static Finding judge(Trace trace, Severity least, Check.Result open) {
    Trusted trusted = new Trusted(trace);
    Map<List<String>, Recorded> newest = new LinkedHashMap<>();
    Set<String> inChain = new HashSet<>();
    List<Recorded> disputes = new ArrayList<>();
    for (Recorded recorded : trace.evidence().statements()) {
      if (trusted.relies(recorded)) {
        inChain.add(recorded.ref().statement().hex());
      }
      if (recorded.said() instanceof Incident incident && trusted.relies(recorded)) {
        newest.put(List.of(recorded.issuer().value(), incident.incidentNumber()), recorded);
      }
    }
    for (Recorded recorded : trace.evidence().statements()) {
      if (recorded.said() instanceof Challenge challenge
          && trusted.relies(recorded)
          && inChain.contains(challenge.target().digest().hex())) {
        disputes.add(recorded);
      }
    }
    List<Recorded> incidents =
        newest.values().stream()
            .filter(
                each ->
                    each.said() instanceof Incident incident
                        && incident.state() != IssueState.CLOSED
                        && incident.severity().compareTo(least) >= 0)
            .toList();
    return finding(trace, incidents, disputes, open);
  }

  private static Finding finding(
      Trace trace, List<Recorded> incidents, List<Recorded> disputes, Check.Result found) {
    List<Recorded> open = new ArrayList<>(incidents);
    open.addAll(disputes);
    List<String> missing = Sentences.gaps(trace);
    Check.Result result =
        !open.isEmpty() ? found : missing.isEmpty() ? Check.Result.PASS : Check.Result.UNKNOWN;
    return new Finding(
        ID,
        result,
        open,
        missing,
        List.of(
            new Check.Figure("open incidents", BigDecimal.valueOf(incidents.size()), ""),
            new Check.Figure("disputes", BigDecimal.valueOf(disputes.size()), "")),
        open.isEmpty()
            ? (missing.isEmpty()
                ? "no incident is open and nothing is disputed"
                : "no incident is known to be open, but the chain is not whole")
            : "open: " + Sentences.list(open.stream().map(OpenIssues::name).toList()));
  }

  private static String name(Recorded recorded) {
    if (recorded.said() instanceof Incident incident) {
      return "incident "
          + incident.incidentNumber()
          + " ("
          + incident.category().code()
          + ", "
          + incident.severity().code()
          + ", "
          + incident.state().code()
          + ")";
    }
    Challenge challenge = (Challenge) recorded.said();
    return "the dispute of a statement of "
        + challenge.target().issuer()
        + " by "
        + recorded.issuer();
  }
}
