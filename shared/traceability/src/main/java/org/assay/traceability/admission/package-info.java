/**
 * What keeps a statement out of the ledger although it is well formed: it contradicts what is
 * recorded already.
 */
@org.jspecify.annotations.NullMarked
package org.assay.traceability.admission;
