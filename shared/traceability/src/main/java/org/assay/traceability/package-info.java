/**
 * What follows from what was said and recorded. {@code statement} reads recorded bytes, {@code
 * registry} says who may say what, {@code admission} keeps out what contradicts the ledger, and
 * {@code trace} answers for a lot.
 */
@org.jspecify.annotations.NullMarked
package org.assay.traceability;
