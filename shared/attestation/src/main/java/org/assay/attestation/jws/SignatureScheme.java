package org.assay.attestation.jws;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.SecureRandom;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;

/**
 * What differs between the families of signature algorithms: how keys are encoded, and the
 * arithmetic. Implementations have no state and are thread-safe.
 *
 * <p>A public key's encoding here is what its SubjectPublicKeyInfo carries: 32 bytes for Ed25519
 * (RFC 8410 §4), the uncompressed point for ECDSA (RFC 5480 §2.2), {@code pk} for ML-DSA (RFC 9881
 * §4). A secret key's encoding is the seed or, for ECDSA, the scalar.
 */
sealed interface SignatureScheme permits Ed25519Scheme, EcdsaScheme, MlDsaScheme {
  /** The algorithm identifier of a key in SubjectPublicKeyInfo and in PKCS#8. */
  AlgorithmIdentifier identifier();

  /** The JWK member that holds the secret. */
  String secretMember();

  /** Whether {@code kty} and what goes with it name this scheme. */
  boolean isJwkOfThis(JsonNode jwk);

  /**
   * The required public members, in the order of their names, which is what RFC 7638 §3.2 hashes.
   */
  ObjectNode toJwk(byte[] publicKey);

  /**
   * The encoding of the public key in a JWK.
   *
   * @throws IllegalArgumentException if a member is missing or badly encoded
   */
  byte[] publicKeyFromJwk(JsonNode jwk);

  /**
   * Checks a public key and readies it for verifying.
   *
   * @throws IllegalArgumentException if it is no valid key: a wrong length, not on the curve, or of
   *     low order
   */
  AsymmetricKeyParameter publicKey(byte[] encoded);

  /** The encoding of a public key that {@link #publicKey} or a secret key gave. */
  byte[] encode(AsymmetricKeyParameter publicKey);

  /**
   * Whether a signature of the right length has its numbers in range, whoever verifies it then; so
   * that no library is asked about what libraries may differ in.
   */
  boolean isInRange(byte[] signature);

  /**
   * Whether the signature, of the right length and in range, is one of the input by the key, as
   * Bouncy Castle says it; false for any malformed one.
   */
  boolean verify(AsymmetricKeyParameter publicKey, byte[] input, byte[] signature);

  /** A new secret. */
  byte[] generate(SecureRandom random);

  /**
   * Checks a secret key and readies it for signing.
   *
   * @throws IllegalArgumentException if it has a wrong length or is out of range
   */
  AsymmetricKeyParameter secretKey(byte[] encoded);

  /** The public key that belongs to a secret one. */
  AsymmetricKeyParameter publicKeyOf(AsymmetricKeyParameter secretKey);

  /** Signs, with the same signature for the same input each time. */
  byte[] sign(AsymmetricKeyParameter secretKey, byte[] input);

  /** The PKCS#8 form (RFC 5958) of a secret. */
  PrivateKeyInfo toPkcs8(byte[] secret) throws IOException;

  /**
   * The secret in a PKCS#8 structure that has this scheme's identifier.
   *
   * @throws IllegalArgumentException if its content is not of a form that is read here
   */
  byte[] fromPkcs8(PrivateKeyInfo info) throws IOException;
}
