package org.assay.traceability.policy;

import java.time.LocalDate;
import org.assay.traceability.origin.Origin;
import org.assay.traceability.trace.Trace;

/**
 * What a policy is asked to judge.
 *
 * @param trace the answer about a lot, with all that it rests on
 * @param origin where its metals come from, as that trace has it
 * @param on the day for which the policy is to answer
 */
public record Case(Trace trace, Origin origin, LocalDate on) {}
