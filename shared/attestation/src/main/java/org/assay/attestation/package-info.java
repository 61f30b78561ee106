/** What is said: attestations, the envelope that signs them, and the values they are made of. */
@org.jspecify.annotations.NullMarked
package org.assay.attestation;
