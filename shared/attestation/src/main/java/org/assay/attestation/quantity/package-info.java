/** Exact masses and grades, with the basis and unit that each needs to mean anything. */
@org.jspecify.annotations.NullMarked
package org.assay.attestation.quantity;
