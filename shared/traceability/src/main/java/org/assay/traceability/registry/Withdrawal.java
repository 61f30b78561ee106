package org.assay.traceability.registry;

import java.time.Instant;
import org.assay.attestation.Did;
import org.assay.attestation.Revocation;

/**
 * A statement that was revoked: by whom, why, and with which entry. It stays in the ledger; it is
 * no longer relied on.
 */
public record Withdrawal(Did by, Revocation revocation, long index, Instant at) {}
