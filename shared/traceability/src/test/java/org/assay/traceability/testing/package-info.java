/** A small coalition and an exchange in memory, for tests on real signed statements. */
@org.jspecify.annotations.NullMarked
package org.assay.traceability.testing;
