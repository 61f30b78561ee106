/**
 * Answers questions: the trace of a lot, a statement, the members, and whether the service is well.
 */
@org.jspecify.annotations.NullMarked
package org.assay.functions.query;
