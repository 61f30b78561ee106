/**
 * Statements as they are submitted and recorded: an attestation in a compact JWS, or a charter that
 * many signed.
 */
@org.jspecify.annotations.NullMarked
package org.assay.traceability.statement;
