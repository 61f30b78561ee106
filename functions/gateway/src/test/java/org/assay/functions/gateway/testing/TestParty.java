package org.assay.functions.gateway.testing;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.assay.attestation.Accreditation;
import org.assay.attestation.Attestation;
import org.assay.attestation.Charter;
import org.assay.attestation.CountryCode;
import org.assay.attestation.Credential;
import org.assay.attestation.Did;
import org.assay.attestation.EsgConformity;
import org.assay.attestation.IdentityAnchor;
import org.assay.attestation.RegisterType;
import org.assay.attestation.jws.CompactJws;
import org.assay.attestation.jws.DidKey;
import org.assay.attestation.jws.KeyId;
import org.assay.attestation.jws.SignatureAlgorithm;
import org.assay.attestation.jws.SigningKey;
import org.assay.attestation.jws.VerificationMethod;
import org.assay.functions.gateway.ReadAccess;
import org.jspecify.annotations.Nullable;

/**
 * Somebody with a key, who signs what they say. What is said is said a minute ago, by the clock of
 * the machine; a term is a year.
 *
 * @param kid the key that it signs with now
 * @param certificates what goes along with a signature; none where the key itself is registered
 */
public record TestParty(
    Did did,
    String name,
    CountryCode country,
    KeyId kid,
    SigningKey key,
    List<X509Certificate> certificates) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A party with a new Ed25519 key that is called {@code key-1}. */
  public static TestParty of(String did, String name, String country) {
    return of(did, name, country, SignatureAlgorithm.ED25519);
  }

  /** A party with a new key that is called {@code key-1}. */
  public static TestParty of(
      String did, String name, String country, SignatureAlgorithm algorithm) {
    Did who = new Did(did);
    return new TestParty(
        who,
        name,
        new CountryCode(country),
        new KeyId(who, "key-1"),
        SigningKey.generate(algorithm),
        List.of());
  }

  /** A party that is its key. */
  public static TestParty ofKey(String name, String country) {
    SigningKey key = SigningKey.generate(SignatureAlgorithm.ED25519);
    return new TestParty(
        DidKey.of(key.publicKey()),
        name,
        new CountryCode(country),
        DidKey.keyId(key.publicKey()),
        key,
        List.of());
  }

  /** The same party with another new key. */
  public TestParty withNewKey(String fragment) {
    return new TestParty(
        did,
        name,
        country,
        new KeyId(did, fragment),
        SigningKey.generate(key.algorithm()),
        List.of());
  }

  /** The same party, sending certificates along. */
  public TestParty withCertificates(X509Certificate... chain) {
    return new TestParty(did, name, country, kid, key, List.of(chain));
  }

  /** Its key, as a charter or an anchor lists it. */
  public VerificationMethod method() {
    return new VerificationMethod(kid, new VerificationMethod.PublicJwk(key.publicKey()));
  }

  /** Its entry in a charter. */
  public Charter.Member asMember() {
    return new Charter.Member(did, name, Set.of(country), List.of(method()));
  }

  /** What registers it with its key. */
  public IdentityAnchor anchor() {
    return anchor(method());
  }

  /** What registers it with other keys. */
  public IdentityAnchor anchor(VerificationMethod... methods) {
    return new IdentityAnchor(
        did,
        name,
        "REG-" + did.value().length(),
        "https://register.example",
        RegisterType.BUSINESS,
        country,
        List.of(methods));
  }

  /** A statement that it issues. */
  public byte[] says(Attestation said) {
    return sign(payload(said));
  }

  /** A statement whose payload is changed before it is signed. */
  public byte[] says(Attestation said, Consumer<ObjectNode> change) {
    try {
      ObjectNode payload = (ObjectNode) JSON.readTree(payload(said));
      change.accept(payload);
      return sign(payload.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The payload of a statement that it issues, with an id of its own. */
  public byte[] payload(Attestation said) {
    Instant from = Instant.now().minusSeconds(60);
    boolean hasTerm = said instanceof Accreditation || said instanceof EsgConformity;
    return payload("urn:uuid:" + UUID.randomUUID(), from, hasTerm ? inAYear(from) : null, said);
  }

  /** The payload of a statement with all that a credential has. */
  public byte[] payload(String id, Instant from, @Nullable Instant until, Attestation said) {
    return new Credential(id, did, from, until, said).toJson();
  }

  private static Instant inAYear(Instant from) {
    return from.plus(Duration.ofDays(365));
  }

  /** Signs any payload as a statement. */
  public byte[] sign(byte[] payload) {
    return CompactJws.sign(kid, CompactJws.STATEMENT_TYP, payload, key, certificates);
  }

  /** A token for five minutes from now. */
  public String token(String log) {
    Instant now = Instant.now();
    return token(
        claims -> claims.put("aud", log), now, now.plus(ReadAccess.MAX_TERM).minusSeconds(1));
  }

  /** A share link's token for a month from now. */
  public String share(String log, String lot) {
    Instant now = Instant.now();
    return token(
        claims -> claims.put("aud", log).put("lot", lot), now, now.plus(Duration.ofDays(30)));
  }

  /** A token with {@code iss}, {@code iat} and {@code exp}, and whatever else is put in. */
  public String token(Consumer<ObjectNode> more, Instant from, Instant until) {
    ObjectNode claims = JSON.createObjectNode();
    claims.put("iss", did.value());
    claims.put("iat", from.getEpochSecond());
    claims.put("exp", until.getEpochSecond());
    more.accept(claims);
    byte[] payload = claims.toString().getBytes(StandardCharsets.UTF_8);
    return new String(
        CompactJws.sign(kid, ReadAccess.TYP, payload, key, certificates),
        StandardCharsets.US_ASCII);
  }
}
