/** Tests of the ledger. */
@org.jspecify.annotations.NullMarked
package org.assay.ledger;
