/** Tests of masses and grades. */
@org.jspecify.annotations.NullMarked
package org.assay.attestation.quantity;
