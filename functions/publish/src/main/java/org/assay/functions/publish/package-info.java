/** Brings the public log up to the ledger: after each commit, and on a schedule as a sweep. */
@org.jspecify.annotations.NullMarked
package org.assay.functions.publish;
