/** Tests of the public log. */
@org.jspecify.annotations.NullMarked
package org.assay.ledger.tlog;
