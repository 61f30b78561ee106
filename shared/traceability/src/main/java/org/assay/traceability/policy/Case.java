package org.assay.traceability.policy;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import org.assay.traceability.assurance.FacilityEvidence;
import org.assay.traceability.origin.Origin;
import org.assay.traceability.trace.Trace;
import org.jspecify.annotations.Nullable;

/**
 * What policies are asked to judge. What several rules ask of the same trace is worked out once.
 * Thread-safe.
 */
public final class Case {
  private final Trace trace;
  private final Origin origin;
  private final LocalDate on;
  private @Nullable Chain chain;
  private @Nullable FacilityEvidence facilities;

  /**
   * @param trace the answer about a lot, with all that it rests on
   * @param origin where its metals come from, as that trace has it
   * @param on the day for which the policies are to answer
   */
  public Case(Trace trace, Origin origin, LocalDate on) {
    this.trace = requireNonNull(trace);
    this.origin = requireNonNull(origin);
    this.on = requireNonNull(on);
  }

  public Trace trace() {
    return trace;
  }

  public Origin origin() {
    return origin;
  }

  public LocalDate on() {
    return on;
  }

  /** The way of the lot back to its mines. */
  synchronized Chain chain() {
    if (chain == null) {
      chain = Chain.of(this);
    }
    return chain;
  }

  /** What counts of all that was said of the facilities on the way. */
  synchronized FacilityEvidence facilities() {
    if (facilities == null) {
      facilities = FacilityEvidence.of(trace);
    }
    return facilities;
  }
}
