package org.assay.traceability.registry;

import java.time.Instant;
import java.util.Set;
import org.assay.attestation.Accreditation;
import org.assay.attestation.AttestationType;
import org.assay.attestation.CountryCode;
import org.assay.attestation.Did;
import org.assay.attestation.Mineral;
import org.assay.attestation.jws.KeyId;
import org.assay.ledger.Digest;
import org.jspecify.annotations.Nullable;

/**
 * An accreditation that is in the ledger.
 *
 * @param statement its digest
 * @param id what its issuer calls it
 * @param accreditor its issuer
 * @param signedWith the key that signed it
 * @param recordedAt the time of its entry
 * @param scope what it allows, to whom
 * @param validFrom from when on
 * @param validUntil until when, exclusive
 * @param parent the accreditation that let the accreditor give it; null where a member gave it
 * @param depth how many accreditations it is away from a member: 1 where a member gave it
 * @param term the entries for which it is in the ledger and not revoked
 */
public record Grant(
    Digest statement,
    String id,
    Did accreditor,
    KeyId signedWith,
    Instant recordedAt,
    Accreditation scope,
    Instant validFrom,
    Instant validUntil,
    @Nullable Digest parent,
    int depth,
    Term term) {
  /** How far from a member an accreditation may be. */
  public static final int MAX_DEPTH = 3;

  Grant with(Term other) {
    return new Grant(
        statement,
        id,
        accreditor,
        signedWith,
        recordedAt,
        scope,
        validFrom,
        validUntil,
        parent,
        depth,
        other);
  }

  boolean covers(AttestationType type) {
    return scope.types().contains(type);
  }

  boolean covers(AttestationType type, CountryCode country) {
    return covers(type) && scope.countries().contains(country);
  }

  boolean covers(AttestationType type, CountryCode country, Set<Mineral> minerals) {
    return covers(type, country) && scope.minerals().containsAll(minerals);
  }

  /** Whether all that another accreditation allows is allowed by this one. */
  boolean contains(Accreditation other) {
    return scope.types().containsAll(other.types())
        && scope.countries().containsAll(other.countries())
        && scope.minerals().containsAll(other.minerals());
  }

  boolean isInForce(long index, Instant at) {
    return term.covers(index, at) && !at.isBefore(validFrom) && at.isBefore(validUntil);
  }
}
