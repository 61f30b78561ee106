/**
 * The audit: replays everything that is stored against the signed checkpoint, in one stream whose
 * memory does not grow with the ledger, and names each object that is not what it must be. What may
 * be said in a ledger it asks a {@link org.assay.ledger.audit.Judge}.
 */
@org.jspecify.annotations.NullMarked
package org.assay.ledger.audit;
