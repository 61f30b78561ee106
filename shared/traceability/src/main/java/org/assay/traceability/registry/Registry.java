package org.assay.traceability.registry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assay.attestation.Accreditation;
import org.assay.attestation.Attestation;
import org.assay.attestation.Charter;
import org.assay.attestation.CountryCode;
import org.assay.attestation.Did;
import org.assay.attestation.IdentityAnchor;
import org.assay.attestation.Policy;
import org.assay.attestation.Revocation;
import org.assay.attestation.jws.KeyId;
import org.assay.attestation.jws.VerificationMethod;
import org.assay.ledger.Digest;
import org.assay.ledger.Ref;
import org.assay.traceability.statement.AttestationStatement;
import org.assay.traceability.statement.CharterStatement;
import org.assay.traceability.statement.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Who is known and who may say what, as the statements of the ledger's registry subject say it, in
 * their order. It keeps what was, not only what is: from the newest registry follows who could sign
 * at any entry before.
 *
 * <p>Not thread-safe while it is written to; a registry that is shared is never written to, but
 * {@linkplain #copy copied}.
 */
public final class Registry {
  private final Map<Did, Party> parties;
  private final Map<Did, List<Grant>> grants;
  private final Map<Digest, Withdrawal> withdrawals;
  private final Map<CertificateOf, List<Withdrawal>> revokedCertificates;
  private final Map<String, List<RegisteredPolicy>> policies;
  private @Nullable Charter charter;
  private long size;

  /** A certificate as one that vouches for an issuer: nobody revokes it for another. */
  private record CertificateOf(Did issuer, Digest certificate) {}

  /** The registry of a ledger without entries. */
  public Registry() {
    this(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), null, 0);
  }

  private Registry(
      Map<Did, Party> parties,
      Map<Did, List<Grant>> grants,
      Map<Digest, Withdrawal> withdrawals,
      Map<CertificateOf, List<Withdrawal>> revokedCertificates,
      Map<String, List<RegisteredPolicy>> policies,
      @Nullable Charter charter,
      long size) {
    this.parties = new LinkedHashMap<>(parties);
    this.grants = new HashMap<>(grants);
    this.withdrawals = new HashMap<>(withdrawals);
    this.revokedCertificates = new HashMap<>(revokedCertificates);
    this.policies = new TreeMap<>(policies);
    this.charter = charter;
    this.size = size;
  }

  /** A registry of its own with the same content. */
  public Registry copy() {
    return new Registry(parties, grants, withdrawals, revokedCertificates, policies, charter, size);
  }

  /** How many statements made it what it is. */
  public long size() {
    return size;
  }

  /** The charter in force; empty before entry 0. */
  public Optional<Charter> charter() {
    return Optional.ofNullable(charter);
  }

  /** Everybody who was ever registered, in the order in which they first were. */
  public Collection<Party> parties() {
    return List.copyOf(parties.values());
  }

  /** A party by its name. */
  public Optional<Party> party(Did did) {
    return Optional.ofNullable(parties.get(did));
  }

  /** The accreditations that a party was ever given, oldest first. */
  public List<Grant> grants(Did accredited) {
    return grants.getOrDefault(accredited, List.of());
  }

  /** Every version of every policy that was ever recorded, by name and then by version. */
  public List<RegisteredPolicy> policies() {
    return policies.values().stream().flatMap(List::stream).toList();
  }

  /** The versions of a policy that were ever recorded, in order. */
  public List<RegisteredPolicy> versions(String policyId) {
    return policies.getOrDefault(policyId, List.of());
  }

  /** Whether a version of a policy was not revoked, and is believed to be its issuer's. */
  public boolean stands(RegisteredPolicy policy) {
    return withdrawal(policy.ref().statement()).isEmpty()
        && !isDisavowed(policy.signedWith(), policy.ref().at());
  }

  /** How a statement was revoked; empty if it was not. */
  public Optional<Withdrawal> withdrawal(Digest statement) {
    return Optional.ofNullable(withdrawals.get(statement));
  }

  /**
   * How a certificate was revoked as one that vouches for an issuer, oldest first.
   *
   * @param certificate the SHA-256 of its DER form
   */
  List<Withdrawal> certificateRevocations(Did issuer, Digest certificate) {
    return revokedCertificates.getOrDefault(new CertificateOf(issuer, certificate), List.of());
  }

  /** A registered key by its name. */
  public Optional<RegisteredKey> key(KeyId id) {
    return party(id.did())
        .flatMap(
            party -> party.keys().stream().filter(key -> key.method().id().equals(id)).findFirst());
  }

  /**
   * Whether what a key signed at a time is no longer believed: because it was compromised by then,
   * or because the key that brought it was.
   */
  boolean isDisavowed(KeyId signer, Instant at) {
    // From key to key that introduced it, to the charter. Not by recursion: each change of keys is
    // a step. And each key once: a did:key signs before it is registered, so two may have
    // introduced each other.
    Set<KeyId> seen = new HashSet<>();
    KeyId next = signer;
    Instant when = at;
    while (next != null && seen.add(next)) {
      RegisteredKey known = key(next).orElse(null);
      if (known == null) {
        return false;
      }
      if (known.term().isDisavowed(when)) {
        return true;
      }
      next = known.introducedBy();
      when = known.introducedAt();
    }
    return false;
  }

  /** The accreditation that let the accreditor of another give it; empty where a member did. */
  private Optional<Grant> above(Grant grant) {
    Digest parent = grant.parent();
    return parent == null
        ? Optional.empty()
        : grants(grant.accreditor()).stream()
            .filter(above -> above.statement().equals(parent))
            .findFirst();
  }

  /** An accreditation, the one above it, and so on up to the one that a member gave. */
  List<Grant> chain(Grant grant) {
    List<Grant> chain = new ArrayList<>();
    Optional<Grant> next = Optional.of(grant);
    while (next.isPresent()) {
      chain.add(next.get());
      next = above(next.get());
    }
    return chain;
  }

  /**
   * Whether an accreditation is in force for some countries at an entry: it, each that it rests on,
   * and at the root a member that speaks for these countries.
   */
  boolean isInForce(Grant grant, Set<CountryCode> countries, long index, Instant at) {
    List<Grant> chain = chain(grant);
    Grant root = chain.get(chain.size() - 1);
    return chain.stream().allMatch(each -> each.isInForce(index, at))
        && root.parent() == null
        && speaksFor(root.accreditor(), countries, index);
  }

  /** Whether a party is a member that speaks for all of the countries at an entry. */
  boolean speaksFor(Did did, Set<CountryCode> countries, long index) {
    return party(did).filter(party -> party.speaksFor(countries, index)).isPresent();
  }

  /**
   * Whether an accreditation, and each that it rests on, is still believed to have been given by
   * its accreditor.
   */
  boolean isBelieved(Grant grant) {
    return chain(grant).stream()
        .noneMatch(each -> isDisavowed(each.signedWith(), each.recordedAt()));
  }

  /**
   * Takes in a statement of the registry subject. It is not judged here: whoever calls this has
   * judged it, or reads it from a ledger whose writers did.
   */
  public void record(Statement statement, Ref ref) {
    if (statement instanceof CharterStatement signed) {
      record(signed.charter(), ref);
    } else if (statement instanceof AttestationStatement signed) {
      Attestation said = signed.credential().subject();
      if (said instanceof IdentityAnchor anchor) {
        record(anchor, signed, ref);
      } else if (said instanceof Accreditation accreditation) {
        record(accreditation, signed, ref);
      } else if (said instanceof Revocation revocation) {
        record(revocation, signed, ref);
      } else if (said instanceof Policy policy) {
        RegisteredPolicy next =
            new RegisteredPolicy(
                policy, signed.credential().issuer(), signed.jws().header().kid(), ref);
        policies.merge(
            policy.policyId(),
            List.of(next),
            (before, more) -> Stream.concat(before.stream(), more.stream()).toList());
      }
    }
    size++;
  }

  private void record(Charter next, Ref ref) {
    Set<Did> stay = new HashSet<>();
    for (Charter.Member member : next.members()) {
      stay.add(member.did());
      Party before = parties.get(member.did());
      List<Mandate> mandates = before == null ? List.of() : before.mandates();
      parties.put(
          member.did(),
          new Party(
              member.did(),
              member.name(),
              null,
              member.countries(),
              Mandate.renewed(mandates, member.countries(), ref.index()),
              keys(before, member.verificationMethod(), null, ref)));
    }
    for (Party party : List.copyOf(parties.values())) {
      if (party.wasMember() && !stay.contains(party.did())) {
        parties.put(
            party.did(),
            new Party(
                party.did(),
                party.name(),
                party.registrar(),
                party.countries(),
                Mandate.ended(party.mandates(), ref.index()),
                ended(party.keys(), ref)));
      }
    }
    charter = next;
  }

  private static List<RegisteredKey> ended(List<RegisteredKey> keys, Ref ref) {
    return keys.stream().map(key -> key.with(key.term().endedBy(ref.index()))).toList();
  }

  /** The keys after a statement that names the whole set: those that it leaves out end. */
  private static List<RegisteredKey> keys(
      @Nullable Party before, List<VerificationMethod> named, @Nullable KeyId by, Ref ref) {
    List<RegisteredKey> keys = new ArrayList<>();
    Set<KeyId> known = new HashSet<>();
    Set<KeyId> stay = new HashSet<>();
    named.forEach(method -> stay.add(method.id()));
    if (before != null) {
      for (RegisteredKey key : before.keys()) {
        known.add(key.method().id());
        keys.add(
            stay.contains(key.method().id()) ? key : key.with(key.term().endedBy(ref.index())));
      }
    }
    for (VerificationMethod method : named) {
      if (!known.contains(method.id())) {
        keys.add(new RegisteredKey(method, by, ref.at(), Term.since(ref.index())));
      }
    }
    return keys;
  }

  private void record(IdentityAnchor anchor, AttestationStatement signed, Ref ref) {
    Party before = parties.get(anchor.did());
    KeyId by = signed.jws().header().kid();
    Did issuer = signed.credential().issuer();
    Party own = before != null && issuer.equals(anchor.did()) ? before : null;
    parties.put(
        anchor.did(),
        new Party(
            anchor.did(),
            // Who changes its own keys does not change what it is called, nor who vouches for that.
            own != null ? own.name() : anchor.registeredName(),
            own != null ? own.registrar() : issuer,
            own != null ? own.countries() : Set.of(anchor.country()),
            before == null ? List.of() : before.mandates(),
            keys(before, anchor.verificationMethod(), by, ref)));
  }

  private void record(Accreditation accreditation, AttestationStatement signed, Ref ref) {
    Instant validUntil = signed.credential().validUntil();
    if (validUntil == null) {
      throw new IllegalArgumentException("an accreditation has an end; its schema requires it");
    }
    Optional<Grant> parent = Authority.grantThatAllows(this, signed, ref.index(), ref.at());
    Grant grant =
        new Grant(
            signed.statement(),
            signed.credential().id(),
            signed.credential().issuer(),
            signed.jws().header().kid(),
            ref.at(),
            accreditation,
            signed.credential().validFrom(),
            validUntil,
            parent.map(Grant::statement).orElse(null),
            parent.map(Grant::depth).orElse(0) + 1,
            Term.since(ref.index()));
    List<Grant> all = new ArrayList<>(grants(accreditation.accredited()));
    all.add(grant);
    grants.put(accreditation.accredited(), List.copyOf(all));
  }

  private void record(Revocation revocation, AttestationStatement signed, Ref ref) {
    Withdrawal withdrawal =
        new Withdrawal(signed.credential().issuer(), revocation, ref.index(), ref.at());
    Revocation.Target target = revocation.target();
    if (target instanceof Revocation.StatementTarget statement) {
      Digest digest = Digest.fromHex(statement.digest().hex());
      withdrawals.putIfAbsent(digest, withdrawal);
      grants.replaceAll(
          (accredited, all) ->
              all.stream()
                  .map(
                      grant ->
                          grant.statement().equals(digest)
                              ? grant.with(
                                  grant
                                      .term()
                                      .revokedBy(ref.index(), revocation.compromisedSince()))
                              : grant)
                  .toList());
    } else if (target instanceof Revocation.KeyTarget key) {
      party(key.key().did())
          .ifPresent(
              party ->
                  parties.put(party.did(), party.with(revoked(party, key.key(), revocation, ref))));
    } else if (target instanceof Revocation.CertificateTarget certificate) {
      // All of them count, since a later one may tell of an earlier compromise.
      revokedCertificates.merge(
          new CertificateOf(certificate.issuer(), Digest.fromHex(certificate.certificate().hex())),
          List.of(withdrawal),
          (before, more) -> Stream.concat(before.stream(), more.stream()).toList());
    }
  }

  private static List<RegisteredKey> revoked(
      Party party, KeyId id, Revocation revocation, Ref ref) {
    return party.keys().stream()
        .map(
            key ->
                key.method().id().equals(id)
                    ? key.with(key.term().revokedBy(ref.index(), revocation.compromisedSince()))
                    : key)
        .toList();
  }
}
