/** Tests of the audit: whatever is tampered with is found and named. */
@org.jspecify.annotations.NullMarked
package org.assay.ledger.audit;
