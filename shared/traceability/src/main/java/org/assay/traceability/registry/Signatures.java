package org.assay.traceability.registry;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.Charter;
import org.assay.attestation.Did;
import org.assay.attestation.Reason;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Rejection;
import org.assay.attestation.jws.CertificatePath;
import org.assay.attestation.jws.CompactJws;
import org.assay.attestation.jws.DidKey;
import org.assay.attestation.jws.GeneralJws;
import org.assay.attestation.jws.JwsHeader;
import org.assay.attestation.jws.KeyId;
import org.assay.attestation.jws.VerificationKey;
import org.assay.attestation.jws.VerificationMethod;
import org.assay.ledger.Digest;
import org.assay.traceability.statement.CharterStatement;

/** Checks signatures against the keys that were registered at an entry. */
public final class Signatures {
  private Signatures() {}

  /**
   * Checks the signature of a statement, before anything of its payload is read.
   *
   * @param index the index of its entry, or the one that it would get
   * @param at the time of that entry
   * @return the registered key, or certificate authority, that vouches for it
   * @throws RejectedException if the key is not registered, is not one that could sign at that
   *     entry, or did not make the signature
   */
  public static VerificationMethod verify(Registry registry, CompactJws jws, long index, Instant at)
      throws RejectedException {
    JwsHeader header = jws.header();
    VerificationMethod method = method(registry, header.kid(), index, at);
    if (!jws.isSignedBy(key(registry, method, header, index, at))) {
      throw Rejection.of(
              Reason.BAD_SIGNATURE,
              "the signature is not one of " + header.kid() + " over these bytes")
          .remedy(
              "send the bytes exactly as they were signed, and name in kid the key that signed"
                  + " them")
          .toException();
    }
    return method;
  }

  /**
   * The key, or certificate authority, that vouches for a signer at an entry: all of {@link
   * #verify} but the signature itself, for statements whose signature was checked against a
   * registry that may have been older.
   *
   * @throws RejectedException as {@link #verify}
   */
  public static VerificationMethod standing(
      Registry registry, JwsHeader header, long index, Instant at) throws RejectedException {
    VerificationMethod method = method(registry, header.kid(), index, at);
    key(registry, method, header, index, at);
    return method;
  }

  /**
   * The registered key of a name.
   *
   * @throws RejectedException if it is not registered or is not one that could sign at that entry
   */
  static VerificationMethod method(Registry registry, KeyId kid, long index, Instant at)
      throws RejectedException {
    Optional<RegisteredKey> registered = registry.key(kid);
    Optional<VerificationMethod> own = ownKey(kid.did()).filter(method -> method.id().equals(kid));
    boolean isBeforeRegistration =
        own.isPresent()
            && registry.party(kid.did()).map(Party::registeredAt).orElse(index) >= index;
    if (registered.isEmpty() && !isBeforeRegistration) {
      throw Rejection.of(Reason.UNKNOWN_KEY, "no key " + kid + " is registered in the ledger")
          .remedy(
              "have an identity anchor for "
                  + kid.did()
                  + " recorded first, by a member of its country")
          .toException();
    }
    boolean isDisavowed = registry.isDisavowed(kid, at);
    if (isDisavowed || !(isBeforeRegistration || registered.orElseThrow().term().holds(index))) {
      throw Rejection.of(
              Reason.KEY_REVOKED,
              isDisavowed
                  ? "the key " + kid + " counts as compromised since before " + at
                  : "the key " + kid + " could no longer sign at this entry, or not yet")
          .remedy("sign with a key of " + kid.did() + " that is in force")
          .toException();
    }
    return isBeforeRegistration ? own.get() : registered.orElseThrow().method();
  }

  /** The key that a {@code did:key} is, by its own name; empty for other DIDs. */
  static Optional<VerificationMethod> ownKey(Did did) throws RejectedException {
    if (!did.isKey()) {
      return Optional.empty();
    }
    try {
      VerificationKey key = DidKey.keyOf(did);
      return Optional.of(
          new VerificationMethod(DidKey.keyId(key), new VerificationMethod.PublicJwk(key)));
    } catch (IllegalArgumentException e) {
      throw Rejection.of(Reason.UNKNOWN_KEY, did + " does not hold a supported key").toException();
    }
  }

  private static VerificationKey key(
      Registry registry, VerificationMethod method, JwsHeader header, long index, Instant at)
      throws RejectedException {
    if (method.material() instanceof VerificationMethod.PublicJwk jwk) {
      return jwk.key();
    }
    X509Certificate anchor =
        ((VerificationMethod.CertificateAuthority) method.material()).certificate();
    Did issuer = method.id().did();
    VerificationKey leaf = CertificatePath.validate(header.x5c(), anchor, issuer, at);
    checkNotRevoked(registry, issuer, anchor, index, at);
    for (X509Certificate certificate : header.x5c()) {
      checkNotRevoked(registry, issuer, certificate, index, at);
    }
    return leaf;
  }

  private static void checkNotRevoked(
      Registry registry, Did issuer, X509Certificate certificate, long index, Instant at)
      throws RejectedException {
    for (Withdrawal revoked : registry.certificateRevocations(issuer, digest(certificate))) {
      if (isRevoked(revoked, index, at)) {
        throw Rejection.of(
                Reason.KEY_REVOKED,
                "the certificate of "
                    + certificate.getSubjectX500Principal()
                    + " was revoked in the ledger")
            .toException();
      }
    }
  }

  /** The place counts, not the time: entries before it in the same block have its time as well. */
  private static boolean isRevoked(Withdrawal revoked, long index, Instant at) {
    Instant since = revoked.revocation().compromisedSince();
    return index > revoked.index() || (since != null && !at.isBefore(since));
  }

  private static Digest digest(X509Certificate certificate) throws RejectedException {
    try {
      return Digest.of(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw Rejection.of(Reason.CERTIFICATE_INVALID, "a certificate has no DER form").toException();
    }
  }

  /**
   * Checks the signatures of a charter: the first by every founder, a later one by as many members
   * as the charter before asks for, and by each member that is new.
   *
   * @throws RejectedException naming those who did not sign
   */
  static void verify(Registry registry, CharterStatement statement, long index, Instant at)
      throws RejectedException {
    Charter charter = statement.charter();
    Set<Did> signedAsListed = new HashSet<>();
    Set<Did> signedAsMember = new HashSet<>();
    for (GeneralJws.Signature signature : statement.jws().signatures()) {
      KeyId kid = signature.header().kid();
      if (listed(charter, kid).stream().anyMatch(signature::isSignedBy)) {
        signedAsListed.add(kid.did());
      }
      Optional<Party> party = registry.party(kid.did());
      if (party.isPresent() && party.get().isMember(index)) {
        VerificationMethod method = method(registry, kid, index, at);
        if (method.material() instanceof VerificationMethod.PublicJwk jwk
            && signature.isSignedBy(jwk.key())) {
          signedAsMember.add(kid.did());
        }
      }
    }
    for (Charter.Member member : charter.members()) {
      boolean isNew = registry.party(member.did()).filter(party -> party.isMember(index)).isEmpty();
      if (isNew && !signedAsListed.contains(member.did())) {
        throw missing(member.did() + " did not sign it with a key that it lists for it");
      }
    }
    int needed = registry.charter().map(Charter::threshold).orElse(0);
    if (signedAsMember.size() < needed) {
      throw missing(
          signedAsMember.size()
              + " of the "
              + needed
              + " members needed signed it with keys in force");
    }
  }

  private static List<VerificationKey> listed(Charter charter, KeyId kid) {
    return charter.members().stream()
        .filter(member -> member.did().equals(kid.did()))
        .flatMap(member -> member.verificationMethod().stream())
        .filter(method -> method.id().equals(kid))
        .map(VerificationMethod::material)
        .filter(VerificationMethod.PublicJwk.class::isInstance)
        .map(material -> ((VerificationMethod.PublicJwk) material).key())
        .toList();
  }

  private static RejectedException missing(String detail) {
    return Rejection.of(Reason.CHARTER_SIGNATURES_MISSING, detail)
        .remedy("add the missing signatures over the same payload")
        .toException();
  }
}
