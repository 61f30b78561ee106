package org.assay.attestation.jws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;

/**
 * A private key and the one algorithm that it signs with. Signing draws no randomness: the same
 * input gives the same signature (RFC 8032, RFC 6979, and the deterministic variant of FIPS 204).
 *
 * <p>Immutable and thread-safe. The secret leaves by {@link #toPem} and {@link #toJwk} only.
 */
public final class SigningKey {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SignatureAlgorithm algorithm;
  private final byte[] secret;
  private final AsymmetricKeyParameter key;
  private final VerificationKey publicKey;

  private SigningKey(SignatureAlgorithm algorithm, byte[] secret) {
    this.algorithm = algorithm;
    this.secret = secret.clone();
    SignatureScheme scheme = algorithm.scheme();
    this.key = scheme.secretKey(this.secret);
    this.publicKey = VerificationKey.of(algorithm, scheme.encode(scheme.publicKeyOf(key)));
  }

  /** A new key from {@link SecureRandom}. */
  public static SigningKey generate(SignatureAlgorithm algorithm) {
    return new SigningKey(algorithm, algorithm.scheme().generate(RANDOM));
  }

  /**
   * Reads a PEM block {@code PRIVATE KEY} (PKCS#8, RFC 7468 §10), not encrypted. Of ML-DSA the form
   * must have the seed (RFC 9881 §6).
   *
   * @throws IllegalArgumentException if it is no such block, or not a valid key of a supported
   *     algorithm; the message holds nothing of the key
   */
  // Bouncy Castle's ASN.1 classes throw several unchecked exceptions on malformed keys.
  @SuppressWarnings("IllegalCatch")
  public static SigningKey fromPem(String pem) {
    PrivateKeyInfo info = Pem.read(pem, PrivateKeyInfo.class, "PRIVATE KEY");
    SignatureAlgorithm algorithm = VerificationKey.algorithmOf(info.getPrivateKeyAlgorithm());
    byte[] secret;
    try {
      secret = algorithm.scheme().fromPkcs8(info);
    } catch (IOException | RuntimeException e) {
      // The cause may quote bytes of the key, so it is not passed on.
      throw new IllegalArgumentException(
          "the PEM block does not hold a valid "
              + algorithm.joseName()
              + " private key (of ML-DSA in a form with the seed, RFC 9881 §6)");
    }
    return new SigningKey(algorithm, secret);
  }

  /**
   * Reads a JWK with its private member ({@code d}, or {@code priv} for ML-DSA).
   *
   * @throws IllegalArgumentException if it is no such key, or its private and its public members do
   *     not belong together
   */
  public static SigningKey fromJwk(JsonNode jwk) {
    VerificationKey claimed = VerificationKey.fromJwkMembers(jwk);
    SignatureAlgorithm algorithm = claimed.algorithm();
    SignatureScheme scheme = algorithm.scheme();
    SigningKey key =
        new SigningKey(algorithm, Base64Url.decode(JwkMember.text(jwk, scheme.secretMember())));
    if (!key.publicKey.equals(claimed)) {
      throw new IllegalArgumentException("the JWK's private and public members do not match");
    }
    return key;
  }

  /** The algorithm that this key signs with. */
  public SignatureAlgorithm algorithm() {
    return algorithm;
  }

  /** The public key that verifies what this one signs. */
  public VerificationKey publicKey() {
    return publicKey;
  }

  /** The signature over the input, as it goes into a JWS; always the same for the same input. */
  public byte[] sign(byte[] signingInput) {
    return algorithm.scheme().sign(key, signingInput);
  }

  /** The secret, as an unencrypted PEM block {@code PRIVATE KEY} (PKCS#8). */
  public String toPem() {
    try {
      return Pem.write("PRIVATE KEY", List.of(algorithm.scheme().toPkcs8(secret).getEncoded()));
    } catch (IOException e) {
      throw new UncheckedIOException("encoding in memory failed", e);
    }
  }

  /** The secret, as a JWK with its private member. */
  public ObjectNode toJwk() {
    return publicKey.toJwk().put(algorithm.scheme().secretMember(), Base64Url.encode(secret));
  }

  /** Names the public key and never the secret, so that a log line cannot give it away. */
  @Override
  public String toString() {
    return "private key of " + publicKey;
  }
}
