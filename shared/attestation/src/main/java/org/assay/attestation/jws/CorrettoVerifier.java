package org.assay.attestation.jws;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;

/**
 * Amazon Corretto Crypto Provider, which calls AWS-LC. Not registered with the JVM: nothing but the
 * verifying here uses it, so neither TLS nor any random number depends on it.
 */
final class CorrettoVerifier implements SignatureVerifier {
  private final Provider provider;

  /**
   * @throws IllegalStateException if its native library does not load on this machine
   * @throws LinkageError if it is not on the class path
   */
  CorrettoVerifier() {
    AmazonCorrettoCryptoProvider corretto = AmazonCorrettoCryptoProvider.INSTANCE;
    Throwable reason = corretto.getLoadingError();
    if (reason != null) {
      throw new IllegalStateException(
          "the native library of Amazon Corretto Crypto Provider does not load", reason);
    }
    corretto.assertHealthy();
    this.provider = corretto;
  }

  @Override
  public String name() {
    return provider.getName() + " " + provider.getVersionStr();
  }

  @Override
  public Object prepare(VerificationKey key) {
    X509EncodedKeySpec encoded = new X509EncodedKeySpec(key.toSubjectPublicKeyInfo());
    try {
      return switch (key.algorithm()) {
        // It verifies Ed25519, but makes no keys of it unless told so by a property of the process.
        case ED25519 -> KeyFactory.getInstance("Ed25519").generatePublic(encoded);
        case ES256, ES384 -> KeyFactory.getInstance("EC", provider).generatePublic(encoded);
        case ML_DSA_44, ML_DSA_65, ML_DSA_87 ->
            KeyFactory.getInstance("ML-DSA", provider).generatePublic(encoded);
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(name() + " does not take a key that was checked", e);
    }
  }

  @Override
  public boolean verify(VerificationKey key, Object prepared, byte[] input, byte[] signature) {
    Signature verifying;
    try {
      verifying = Signature.getInstance(nameOf(key.algorithm()), provider);
      verifying.initVerify((PublicKey) prepared);
      verifying.update(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(name() + " does not verify " + key.algorithm(), e);
    }
    try {
      return verifying.verify(signature);
    } catch (SignatureException e) {
      return false; // Its word for a signature that is malformed.
    }
  }

  private static String nameOf(SignatureAlgorithm algorithm) {
    return switch (algorithm) {
      case ED25519 -> "Ed25519";
      case ES256 -> "SHA256withECDSAinP1363Format";
      case ES384 -> "SHA384withECDSAinP1363Format";
      case ML_DSA_44, ML_DSA_65, ML_DSA_87 -> "ML-DSA";
    };
  }
}
