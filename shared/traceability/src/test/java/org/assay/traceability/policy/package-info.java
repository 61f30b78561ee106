/** Policies and their rules, on chains of real signed statements. */
@org.jspecify.annotations.NullMarked
package org.assay.traceability.policy;
