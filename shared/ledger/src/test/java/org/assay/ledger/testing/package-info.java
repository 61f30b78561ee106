/**
 * What tests of the ledger and of its stores share: stores in memory, faults, a tiny domain, the
 * contracts of the ports, and a check that replays a whole ledger.
 */
@org.jspecify.annotations.NullMarked
package org.assay.ledger.testing;
