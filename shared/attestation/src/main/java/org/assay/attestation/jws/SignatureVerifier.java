package org.assay.attestation.jws;

/**
 * The library that does the arithmetic of verifying. Which one it is must never show in an answer:
 * what libraries are known to differ in is decided before and after them, for the strict one.
 * Implementations are thread-safe.
 */
sealed interface SignatureVerifier permits BouncyCastleVerifier, CorrettoVerifier {
  /** What it calls itself, for people. */
  String name();

  /**
   * The key as this library wants it; made once for each key, and given back to {@link #verify}.
   *
   * @param key a key that was checked
   */
  Object prepare(VerificationKey key);

  /**
   * Whether the signature is one of the input by the key.
   *
   * @param signature of the right length and {@linkplain SignatureScheme#isInRange in range}
   */
  boolean verify(VerificationKey key, Object prepared, byte[] input, byte[] signature);
}
