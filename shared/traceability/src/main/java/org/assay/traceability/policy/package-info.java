/**
 * Judges the trace and the origin of a lot by the policies of the ledger: each rule in a file of
 * its own, each verdict a pure function of the ledger's entries, the policy's version and a day.
 */
@org.jspecify.annotations.NullMarked
package org.assay.traceability.policy;
