/**
 * The answer about a lot. {@link org.assay.traceability.trace.EvidenceReader} gathers what the
 * ledger holds of it, and {@link org.assay.traceability.trace.Tracer} judges that, as a pure
 * function.
 */
@org.jspecify.annotations.NullMarked
package org.assay.traceability.trace;
