package org.assay.attestation.jws;

import org.jspecify.annotations.Nullable;

/**
 * Which library verifies signatures in this process: Amazon Corretto Crypto Provider where its
 * native library loads, else Bouncy Castle; or the one that {@code ASSAY_CRYPTO} in the environment
 * or the system property {@code assay.crypto} names.
 */
public final class Verifying {
  private static final String PROPERTY = "assay.crypto";
  private static final String VARIABLE = "ASSAY_CRYPTO";

  private static final SignatureVerifier CHOSEN =
      choose(System.getProperty(PROPERTY, System.getenv(VARIABLE)));

  private Verifying() {}

  /**
   * Loads the library, which the first signature would wait for otherwise; for where a process
   * begins.
   *
   * @return its name, for people
   * @throws ExceptionInInitializerError if the library that is asked for does not load, or there is
   *     none of its name
   */
  public static String load() {
    return CHOSEN.name();
  }

  static SignatureVerifier chosen() {
    return CHOSEN;
  }

  /**
   * @param wanted {@code corretto}, {@code bouncycastle}, or null or empty for whichever there is
   */
  static SignatureVerifier choose(@Nullable String wanted) {
    if (wanted == null || wanted.isEmpty()) {
      try {
        return new CorrettoVerifier();
      } catch (LinkageError | IllegalStateException | SecurityException e) {
        // Not on the class path, or not for this machine.
        return new BouncyCastleVerifier();
      }
    }
    return switch (wanted) {
      case "corretto" -> new CorrettoVerifier();
      case "bouncycastle" -> new BouncyCastleVerifier();
      default ->
          throw new IllegalArgumentException(
              VARIABLE + " is corretto or bouncycastle, or not set; not " + wanted);
    };
  }
}
