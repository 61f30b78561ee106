package org.assay.traceability.policy;

import java.time.LocalDate;
import java.util.Set;
import org.assay.attestation.Did;
import org.assay.attestation.Facility;
import org.assay.attestation.LotConversion;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.Mineral;
import org.assay.traceability.trace.Recorded;

/**
 * Something that was done to material on its way.
 *
 * @param recorded the statement
 * @param facility where
 * @param operator who did it
 * @param day when it was finished, in UTC where it is told to the millisecond
 * @param minerals what went in and came out
 */
record Work(
    Recorded recorded, Facility facility, Did operator, LocalDate day, Set<Mineral> minerals) {
  Work {
    minerals = Set.copyOf(minerals);
  }

  /** Whether it is the extraction of a lot. */
  boolean isMining() {
    return recorded.said() instanceof LotOrigin;
  }

  /** Whether something was made of something else, and not merely divided or put together. */
  boolean isProcessing() {
    return recorded.said() instanceof LotConversion made && !made.isHandling();
  }
}
