package org.assay.ledger.audit;

import java.util.List;
import java.util.Optional;

/**
 * What an audit looked at and what it found.
 *
 * @param size how many entries were replayed
 * @param published how many of them are under the checkpoint; -1 where there is none
 * @param counts how many of everything were looked at
 * @param unchecked what was not looked at
 * @param findings the first findings, in the ledger's order
 * @param findingsTotal how many findings there are, also those that are not kept
 * @param unfinished why the audit could not be brought to its end; empty if it was
 */
public record AuditReport(
    long size,
    long published,
    Counts counts,
    List<Unchecked> unchecked,
    List<Finding> findings,
    long findingsTotal,
    Optional<String> unfinished) {
  /**
   * How many things were looked at.
   *
   * @param blocks blocks
   * @param entries entries
   * @param statements statements whose bytes, signatures and authority were judged
   * @param files tiles and entry bundles that were compared
   * @param rows rows of the index that were compared
   */
  public record Counts(long blocks, long entries, long statements, long files, long rows) {}

  /** What an audit comes to. */
  public enum Verdict {
    /** It came to its end and found nothing. */
    CLEAN,
    /** It found something, whether or not it came to its end. */
    FINDINGS,
    /** It did not come to its end, and found nothing until then. */
    UNFINISHED
  }

  public AuditReport {
    unchecked = List.copyOf(unchecked);
    findings = List.copyOf(findings);
  }

  /** What it comes to. */
  public Verdict verdict() {
    if (findingsTotal > 0) {
      return Verdict.FINDINGS;
    }
    return unfinished.isPresent() ? Verdict.UNFINISHED : Verdict.CLEAN;
  }
}
