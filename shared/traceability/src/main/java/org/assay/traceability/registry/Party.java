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
 * @param mandates when it was a member and for which countries, oldest first; empty for one that
 *     never was
 * @param keys all that it ever had, oldest first
 */
public record Party(
    Did did,
    String name,
    @Nullable Did registrar,
    Set<CountryCode> countries,
    List<Mandate> mandates,
    List<RegisteredKey> keys) {
  public Party {
    countries = Set.copyOf(countries);
    mandates = List.copyOf(mandates);
    keys = List.copyOf(keys);
  }

  /** Whether it is a member for an entry at this index. */
  public boolean isMember(long index) {
    return mandates.stream().anyMatch(mandate -> mandate.term().holds(index));
  }

  /** Whether it is a member that speaks for all of the countries, for an entry at this index. */
  boolean speaksFor(Set<CountryCode> countries, long index) {
    return mandates.stream()
        .anyMatch(
            mandate -> mandate.term().holds(index) && mandate.countries().containsAll(countries));
  }

  /** Whether it ever was a member. */
  boolean wasMember() {
    return !mandates.isEmpty();
  }

  /** The index of the entry that first made its keys known; until then, a did:key is its own. */
  long registeredAt() {
    return keys.stream().mapToLong(key -> key.term().from()).min().orElse(Long.MAX_VALUE);
  }

  /** Whether it ever registered an authority whose certificates carry its keys. */
  boolean signsWithCertificates() {
    return keys.stream()
        .anyMatch(
            key -> key.method().material() instanceof VerificationMethod.CertificateAuthority);
  }

  Party with(List<RegisteredKey> other) {
    return new Party(did, name, registrar, countries, mandates, other);
  }
}
