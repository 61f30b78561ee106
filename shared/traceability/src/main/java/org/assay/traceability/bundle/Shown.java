package org.assay.traceability.bundle;

import java.util.List;
import org.assay.ledger.Digest;
import org.assay.ledger.Subject;
import org.assay.ledger.tlog.Checkpoint;
import org.assay.traceability.statement.AttestationStatement;

/**
 * Which entries of the log a bundle has.
 *
 * @param checkpoint as of which
 * @param subjects in the order of the bundle
 */
record Shown(Checkpoint checkpoint, List<About> subjects) {
  /**
   * Of one subject.
   *
   * @param tag under which the log has it
   * @param entries the indexes of all entries of the bundle that touch it, rising
   */
  record About(Subject subject, Digest tag, List<Long> entries) {
    About {
      entries = List.copyOf(entries);
    }

    boolean isFacility() {
      return AttestationStatement.isFacility(subject);
    }
  }

  Shown {
    subjects = List.copyOf(subjects);
  }
}
