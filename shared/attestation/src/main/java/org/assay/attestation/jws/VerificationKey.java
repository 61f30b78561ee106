package org.assay.attestation.jws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.jspecify.annotations.Nullable;

/**
 * A public key, together with the one algorithm that it may be used with (RFC 8725 §3.1): whoever
 * sends a statement cannot pick another one for it.
 *
 * <p>Two keys are equal when their thumbprints are. Immutable and thread-safe.
 */
public final class VerificationKey {
  private final SignatureAlgorithm algorithm;
  private final byte[] encoded;
  private final AsymmetricKeyParameter key;
  private final String thumbprint;

  /** What the library that verified last made of the key: always the same, so races do no harm. */
  private volatile @Nullable Prepared prepared;

  private record Prepared(SignatureVerifier library, Object key) {}

  private VerificationKey(SignatureAlgorithm algorithm, byte[] encoded) {
    this.algorithm = algorithm;
    this.key = algorithm.scheme().publicKey(encoded);
    this.encoded = algorithm.scheme().encode(key);
    this.thumbprint =
        Base64Url.encode(sha256(algorithm.scheme().toJwk(this.encoded).toString().getBytes(UTF_8)));
  }

  /**
   * A key from the encoding that its SubjectPublicKeyInfo carries; of a point the compressed form
   * will do.
   *
   * @throws IllegalArgumentException if it is no valid key of the algorithm
   */
  static VerificationKey of(SignatureAlgorithm algorithm, byte[] encoded) {
    return new VerificationKey(algorithm, encoded);
  }

  /**
   * Reads a public JWK: {@code OKP} with Ed25519 (RFC 8037), {@code EC} with P-256 or P-384 (RFC
   * 7518), or {@code AKP} with ML-DSA (RFC 9964). Members that do not bear on the key, such as
   * {@code kid}, are passed over.
   *
   * @throws IllegalArgumentException if it is no such key, is not a valid one, is meant for
   *     something else than signatures, or carries the private key as well
   */
  public static VerificationKey fromJwk(JsonNode jwk) {
    // Whoever publishes a private key should be told, and nobody should trust it from then on.
    if (jwk.has("d") || jwk.has("priv")) {
      throw new IllegalArgumentException(
          "the JWK holds a private key; publish the public one, and never use this key again");
    }
    return fromJwkMembers(jwk);
  }

  /** Reads the public members, whether or not the private one is there. */
  static VerificationKey fromJwkMembers(JsonNode jwk) {
    if (!jwk.isObject()) {
      throw new IllegalArgumentException("a JWK is a JSON object");
    }
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      if (algorithm.scheme().isJwkOfThis(jwk)) {
        if (jwk.has("alg") && !algorithm.isNamed(JwkMember.text(jwk, "alg"))) {
          throw new IllegalArgumentException(
              "the JWK's alg does not go with its key: expected " + algorithm.joseName());
        }
        if (jwk.has("use") && !JwkMember.text(jwk, "use").equals("sig")) {
          throw new IllegalArgumentException("the JWK's use is not sig");
        }
        return new VerificationKey(algorithm, algorithm.scheme().publicKeyFromJwk(jwk));
      }
    }
    throw new IllegalArgumentException(
        "not a JWK of a supported key: kty OKP with crv Ed25519, kty EC with crv P-256 or P-384,"
            + " or kty AKP with alg ML-DSA-44, ML-DSA-65 or ML-DSA-87");
  }

  /**
   * Reads a PEM block {@code PUBLIC KEY} (SubjectPublicKeyInfo, RFC 7468 §13).
   *
   * @throws IllegalArgumentException if it is no such block, or not a valid key of a supported
   *     algorithm
   */
  public static VerificationKey fromPem(String pem) {
    return fromSubjectPublicKeyInfo(Pem.read(pem, SubjectPublicKeyInfo.class, "PUBLIC KEY"));
  }

  /**
   * The key that a certificate is about. Nothing else of the certificate is looked at.
   *
   * @throws IllegalArgumentException if it is not a valid key of a supported algorithm
   */
  public static VerificationKey fromCertificate(X509Certificate certificate) {
    try {
      return fromSubjectPublicKeyInfo(
          Certificate.getInstance(certificate.getEncoded()).getSubjectPublicKeyInfo());
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("the certificate has no encoding", e);
    }
  }

  private static VerificationKey fromSubjectPublicKeyInfo(SubjectPublicKeyInfo info) {
    SignatureAlgorithm algorithm = algorithmOf(info.getAlgorithm());
    if (info.getPublicKeyData().getPadBits() != 0) {
      throw new IllegalArgumentException("the public key is not a whole number of bytes");
    }
    return new VerificationKey(algorithm, info.getPublicKeyData().getOctets());
  }

  /** The algorithm of the keys that have this identifier, curve included. */
  static SignatureAlgorithm algorithmOf(AlgorithmIdentifier identifier) {
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      if (algorithm.scheme().identifier().equals(identifier)) {
        return algorithm;
      }
    }
    throw new IllegalArgumentException(
        "a key of an unsupported kind ("
            + identifier.getAlgorithm()
            + "): Ed25519, P-256 and P-384 as named curves, and ML-DSA are supported");
  }

  /** The only algorithm that this key is used with. */
  public SignatureAlgorithm algorithm() {
    return algorithm;
  }

  /** The JWK with the required public members only. */
  public ObjectNode toJwk() {
    return algorithm.scheme().toJwk(encoded);
  }

  /** The PEM block {@code PUBLIC KEY}. */
  public String toPem() {
    return Pem.write("PUBLIC KEY", List.of(toSubjectPublicKeyInfo()));
  }

  /**
   * SHA-256 thumbprint of the JWK in base64url (RFC 7638; RFC 9964 §6 for ML-DSA), 43 characters.
   */
  public String thumbprint() {
    return thumbprint;
  }

  /**
   * Whether the signature is one of this key over the input. A signature of a wrong length or form
   * is no error; it is just not one.
   */
  public boolean verify(byte[] signingInput, byte[] signature) {
    return verify(Verifying.chosen(), signingInput, signature);
  }

  /** As {@link #verify(byte[], byte[])}, with a library of the caller's choice. */
  boolean verify(SignatureVerifier library, byte[] signingInput, byte[] signature) {
    return signature.length == algorithm.signatureLength()
        && algorithm.scheme().isInRange(signature)
        && library.verify(this, prepared(library), signingInput, signature);
  }

  private Object prepared(SignatureVerifier library) {
    Prepared there = prepared;
    if (there == null || there.library() != library) {
      there = new Prepared(library, library.prepare(this));
      prepared = there;
    }
    return there.key();
  }

  /** The key as Bouncy Castle has it. */
  AsymmetricKeyParameter parameter() {
    return key;
  }

  /** The SubjectPublicKeyInfo in DER. */
  byte[] toSubjectPublicKeyInfo() {
    try {
      return new SubjectPublicKeyInfo(algorithm.scheme().identifier(), encoded).getEncoded();
    } catch (IOException e) {
      throw new UncheckedIOException("encoding in memory failed", e);
    }
  }

  /** The encoding as in SubjectPublicKeyInfo. */
  byte[] encoded() {
    return encoded.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VerificationKey that && thumbprint.equals(that.thumbprint);
  }

  @Override
  public int hashCode() {
    return thumbprint.hashCode();
  }

  @Override
  public String toString() {
    return algorithm.joseName() + " key " + thumbprint;
  }

  private static byte[] sha256(byte[] input) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(input);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
