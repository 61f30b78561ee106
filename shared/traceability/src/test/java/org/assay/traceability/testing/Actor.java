package org.assay.traceability.testing;

import java.security.cert.X509Certificate;
import java.util.List;
import org.assay.attestation.Credential;
import org.assay.attestation.Did;
import org.assay.attestation.jws.CompactJws;
import org.assay.attestation.jws.DidKey;
import org.assay.attestation.jws.KeyId;
import org.assay.attestation.jws.SignatureAlgorithm;
import org.assay.attestation.jws.SigningKey;
import org.assay.attestation.jws.VerificationMethod;

/** Somebody who signs, with one of its keys. */
public record Actor(Did did, KeyId kid, SigningKey key) {
  /** A new one with a {@code did:web} of this name. */
  public static Actor web(String name) {
    Did did = new Did("did:web:" + name + ".example");
    return new Actor(did, new KeyId(did, "key-1"), SigningKey.generate(SignatureAlgorithm.ED25519));
  }

  /**
   * One with a {@code did:web} of this name, whose key follows from the name: the same each time.
   */
  public static Actor seeded(String name) {
    Did did = new Did("did:web:" + name + ".example");
    return new Actor(did, new KeyId(did, "key-1"), SeededKeys.key(name));
  }

  /** A new one that is its own key. */
  public static Actor didKey() {
    SigningKey key = SigningKey.generate(SignatureAlgorithm.ED25519);
    return new Actor(DidKey.of(key.publicKey()), DidKey.keyId(key.publicKey()), key);
  }

  /** The same one with another, new key. */
  public Actor withKey(String fragment) {
    return new Actor(
        did, new KeyId(did, fragment), SigningKey.generate(SignatureAlgorithm.ED25519));
  }

  /** Somebody who signs in the name of another, with the same secret. */
  public Actor posingAs(Actor other) {
    return new Actor(other.did, other.kid, key);
  }

  /** The public half, as an anchor or a charter lists it. */
  public VerificationMethod method() {
    return new VerificationMethod(kid, new VerificationMethod.PublicJwk(key.publicKey()));
  }

  /** The statement of a credential. */
  public byte[] sign(Credential credential) {
    return CompactJws.sign(kid, CompactJws.STATEMENT_TYP, credential.toJson(), key);
  }

  /** The statement of a credential, with certificates. */
  public byte[] sign(Credential credential, List<X509Certificate> x5c) {
    return CompactJws.sign(kid, CompactJws.STATEMENT_TYP, credential.toJson(), key, x5c);
  }
}
