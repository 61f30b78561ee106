package org.assay.attestation.jws;

import java.math.BigInteger;
import java.util.Arrays;
import org.assay.attestation.Did;

/**
 * The identifiers {@code did:key}, which are public keys: {@code z}, then base58btc of a multicodec
 * prefix and the key. Ed25519, P-256 and P-384 have one; a key of ML-DSA is longer than a DID may
 * be.
 */
public final class DidKey {
  private static final String PREFIX = "did:key:z";
  private static final String ALPHABET =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(58);

  private DidKey() {}

  /**
   * The identifier of a key.
   *
   * @throws IllegalArgumentException if it is a key of ML-DSA
   */
  public static Did of(VerificationKey key) {
    byte[] prefix = multicodec(key.algorithm());
    byte[] encoded =
        key.algorithm().scheme() instanceof EcdsaScheme ecdsa
            ? ecdsa.compress(key.encoded())
            : key.encoded();
    byte[] bytes = Arrays.copyOf(prefix, prefix.length + encoded.length);
    System.arraycopy(encoded, 0, bytes, prefix.length, encoded.length);
    return new Did(PREFIX + base58(bytes));
  }

  /** The name of the one key of an identifier: the identifier, and its own last part again. */
  public static KeyId keyId(VerificationKey key) {
    Did did = of(key);
    return new KeyId(did, did.value().substring("did:key:".length()));
  }

  /**
   * The key that an identifier is.
   *
   * @throws IllegalArgumentException if it is no {@code did:key} or not one of a supported and
   *     valid key
   */
  public static VerificationKey keyOf(Did did) {
    if (!did.isKey()) {
      throw new IllegalArgumentException("not a did:key: " + did);
    }
    byte[] bytes = fromBase58(did.value().substring(PREFIX.length()));
    for (SignatureAlgorithm algorithm :
        new SignatureAlgorithm[] {
          SignatureAlgorithm.ED25519, SignatureAlgorithm.ES256, SignatureAlgorithm.ES384
        }) {
      byte[] prefix = multicodec(algorithm);
      if (bytes.length > prefix.length
          && Arrays.equals(prefix, Arrays.copyOf(bytes, prefix.length))) {
        VerificationKey key =
            VerificationKey.of(algorithm, Arrays.copyOfRange(bytes, prefix.length, bytes.length));
        // An identifier with an uncompressed point would be a second name of the same key.
        if (!of(key).equals(did)) {
          throw new IllegalArgumentException("not the canonical did:key of its key");
        }
        return key;
      }
    }
    throw new IllegalArgumentException("a did:key of an Ed25519, P-256 or P-384 key is expected");
  }

  /** The code of the multicodec table, as an unsigned varint. */
  private static byte[] multicodec(SignatureAlgorithm algorithm) {
    return switch (algorithm) {
      case ED25519 -> new byte[] {(byte) 0xed, 0x01};
      case ES256 -> new byte[] {(byte) 0x80, 0x24};
      case ES384 -> new byte[] {(byte) 0x81, 0x24};
      case ML_DSA_44, ML_DSA_65, ML_DSA_87 ->
          throw new IllegalArgumentException(
              "a key of " + algorithm.joseName() + " is too long for a did:key");
    };
  }

  // No leading zero bytes to care for: every multicodec prefix above starts with another byte, and
  // an identifier that starts with one matches none of them.
  private static String base58(byte[] bytes) {
    StringBuilder text = new StringBuilder();
    BigInteger rest = new BigInteger(1, bytes);
    while (rest.signum() > 0) {
      BigInteger[] parts = rest.divideAndRemainder(BASE);
      text.append(ALPHABET.charAt(parts[1].intValue()));
      rest = parts[0];
    }
    return text.reverse().toString();
  }

  private static byte[] fromBase58(String text) {
    BigInteger value = BigInteger.ZERO;
    for (int i = 0; i < text.length(); i++) {
      // The syntax of Did leaves nothing else than the alphabet.
      value = value.multiply(BASE).add(BigInteger.valueOf(ALPHABET.indexOf(text.charAt(i))));
    }
    byte[] bytes = value.toByteArray();
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }
}
