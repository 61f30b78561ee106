package org.assay.attestation.jws;

import org.bouncycastle.crypto.params.AsymmetricKeyParameter;

/** Bouncy Castle, which runs wherever Java does. */
final class BouncyCastleVerifier implements SignatureVerifier {
  @Override
  public String name() {
    return "Bouncy Castle";
  }

  @Override
  public Object prepare(VerificationKey key) {
    return key.parameter();
  }

  @Override
  public boolean verify(VerificationKey key, Object prepared, byte[] input, byte[] signature) {
    return key.algorithm().scheme().verify((AsymmetricKeyParameter) prepared, input, signature);
  }
}
