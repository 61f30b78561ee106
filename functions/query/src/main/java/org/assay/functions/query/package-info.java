/**
 * Answers questions: the trace of a lot, the concentration of a portfolio, a statement, the
 * members, and whether the service is well.
 */
@org.jspecify.annotations.NullMarked
package org.assay.functions.query;
