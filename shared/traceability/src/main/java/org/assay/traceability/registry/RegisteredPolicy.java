package org.assay.traceability.registry;

import org.assay.attestation.Did;
import org.assay.attestation.Policy;
import org.assay.attestation.jws.KeyId;
import org.assay.ledger.Ref;

/**
 * A version of a policy, and where it is recorded.
 *
 * @param policy what it asks
 * @param issuer the member whose it is
 * @param signedWith the key that signed it
 * @param ref its statement and its entry
 */
public record RegisteredPolicy(Policy policy, Did issuer, KeyId signedWith, Ref ref) {}
