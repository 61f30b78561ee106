package org.assay.cli.demo;

import java.security.cert.X509Certificate;
import java.util.List;
import org.assay.attestation.CountryCode;
import org.assay.attestation.Credential;
import org.assay.attestation.Did;
import org.assay.attestation.jws.CompactJws;
import org.assay.attestation.jws.KeyId;
import org.assay.attestation.jws.SignatureAlgorithm;
import org.assay.attestation.jws.SigningKey;
import org.assay.attestation.jws.VerificationMethod;

/**
 * Somebody who signs: a member's authority, a company, a laboratory. None of them exists.
 *
 * @param did its name
 * @param name what people call it
 * @param country where it is registered; for a member the one that it speaks for
 * @param key a key that is registered itself; a member signs the charter with it
 * @param certificates with which it signs statements instead; empty where it signs with the key
 */
record Participant(
    Did did,
    String name,
    CountryCode country,
    SigningKey key,
    List<CertificateChain> certificates) {

  /** Somebody with a key of its own. */
  static Participant withKey(
      String domain, String name, String country, SignatureAlgorithm algorithm) {
    return new Participant(
        new Did("did:web:" + domain),
        name,
        new CountryCode(country),
        SigningKey.generate(algorithm),
        List.of());
  }

  /** Somebody whose statements are signed under its certificate authority. */
  static Participant withCertificates(
      String domain, String name, String country, Timeline timeline) {
    Did did = new Did("did:web:" + domain);
    return new Participant(
        did,
        name,
        new CountryCode(country),
        SigningKey.generate(SignatureAlgorithm.ES384),
        List.of(CertificateChain.create(name, did, timeline)));
  }

  /** The name of the registered key. */
  KeyId keyId() {
    return new KeyId(did, "key-1");
  }

  private KeyId authorityId() {
    return new KeyId(did, "ca-1");
  }

  /** How its signatures are verified, as the charter or an identity anchor lists it. */
  List<VerificationMethod> verificationMethods() {
    VerificationMethod jwk =
        new VerificationMethod(keyId(), new VerificationMethod.PublicJwk(key.publicKey()));
    return certificates.isEmpty()
        ? List.of(jwk)
        : List.of(
            jwk,
            new VerificationMethod(
                authorityId(),
                new VerificationMethod.CertificateAuthority(certificates.get(0).root())));
  }

  /** How it signs, in a word. */
  String signsWith() {
    return certificates.isEmpty()
        ? key.algorithm().joseName()
        : "X.509 certificate, " + certificates.get(0).key().algorithm().joseName();
  }

  /** A statement of its own. */
  Said sign(Credential credential) {
    byte[] payload = credential.toJson();
    if (certificates.isEmpty()) {
      return new Said(credential, CompactJws.sign(keyId(), CompactJws.STATEMENT_TYP, payload, key));
    }
    CertificateChain chain = certificates.get(0);
    List<X509Certificate> x5c = chain.x5c();
    return new Said(
        credential,
        CompactJws.sign(authorityId(), CompactJws.STATEMENT_TYP, payload, chain.key(), x5c));
  }
}
