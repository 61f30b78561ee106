/**
 * The signed envelope: JWS (RFC 7515), the keys that sign it and the certificates that vouch for
 * them.
 */
@org.jspecify.annotations.NullMarked
package org.assay.attestation.jws;
