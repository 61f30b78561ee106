package org.assay.traceability.registry;

import java.util.List;
import java.util.Set;
import org.assay.attestation.CountryCode;
import org.assay.attestation.Did;
import org.assay.attestation.jws.VerificationMethod;
import org.jspecify.annotations.Nullable;

/**
 * Whoever can sign: a member of the charter, or a party that was registered by an identity anchor.
 *
 * @param did its name
 * @param name what people call it
 * @param registrar who registered it; null for a member, which the charter names
 * @param countries for a member those in whose name it speaks, else the one where it is registered
 * @param membership when it was a member; null for one that never was
 * @param keys all that it ever had, oldest first
 */
public record Party(
    Did did,
    String name,
    @Nullable Did registrar,
    Set<CountryCode> countries,
    @Nullable Term membership,
    List<RegisteredKey> keys) {
  public Party {
    countries = Set.copyOf(countries);
    keys = List.copyOf(keys);
  }

  /** Whether it is a member for an entry at this index. */
  public boolean isMember(long index) {
    return membership != null
        && membership.from() < index
        && (membership.until() == null || index < membership.until());
  }

  /** Whether it ever registered an authority whose certificates carry its keys. */
  boolean signsWithCertificates() {
    return keys.stream()
        .anyMatch(
            key -> key.method().material() instanceof VerificationMethod.CertificateAuthority);
  }

  Party with(List<RegisteredKey> other) {
    return new Party(did, name, registrar, countries, membership, other);
  }
}
