/** A coalition for the tests of the functions, and a ledger in memory for those without stores. */
@org.jspecify.annotations.NullMarked
package org.assay.functions.gateway.testing;
