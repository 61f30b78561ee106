package org.assay.attestation.jws;

import org.assay.attestation.Reason;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Rejection;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.params.MLDSAParameters;

/**
 * The algorithms that a statement may be signed with. Each names the curve or the parameter set as
 * well, so that a name leaves no choice to the one who sends the statement (RFC 9864 §2).
 */
public enum SignatureAlgorithm {
  /**
   * Ed25519 (RFC 8032, RFC 9864 §2.2); its older name {@code EdDSA} (RFC 8037 §3.1) is read too.
   */
  ED25519("Ed25519", 64, new Ed25519Scheme()),
  /** ECDSA with P-256 and SHA-256 (RFC 7518 §3.4). */
  ES256(
      "ES256", 64, new EcdsaScheme("P-256", SECObjectIdentifiers.secp256r1, 32, SHA256Digest::new)),
  /** ECDSA with P-384 and SHA-384 (RFC 7518 §3.4). */
  ES384(
      "ES384", 96, new EcdsaScheme("P-384", SECObjectIdentifiers.secp384r1, 48, SHA384Digest::new)),
  /** ML-DSA-44 (FIPS 204, RFC 9964). */
  ML_DSA_44(
      "ML-DSA-44",
      2420,
      new MlDsaScheme(
          "ML-DSA-44", MLDSAParameters.ml_dsa_44, NISTObjectIdentifiers.id_ml_dsa_44, 1312)),
  /** ML-DSA-65 (FIPS 204, RFC 9964). */
  ML_DSA_65(
      "ML-DSA-65",
      3309,
      new MlDsaScheme(
          "ML-DSA-65", MLDSAParameters.ml_dsa_65, NISTObjectIdentifiers.id_ml_dsa_65, 1952)),
  /** ML-DSA-87 (FIPS 204, RFC 9964). */
  ML_DSA_87(
      "ML-DSA-87",
      4627,
      new MlDsaScheme(
          "ML-DSA-87", MLDSAParameters.ml_dsa_87, NISTObjectIdentifiers.id_ml_dsa_87, 2592));

  private final String joseName;
  private final int signatureLength;

  // An enum constant is shared and never serialised by its fields, so Error Prone's wish for
  // immutable types is met by what the schemes are: stateless.
  @SuppressWarnings("ImmutableEnumChecker")
  private final SignatureScheme scheme;

  SignatureAlgorithm(String joseName, int signatureLength, SignatureScheme scheme) {
    this.joseName = joseName;
    this.signatureLength = signatureLength;
    this.scheme = scheme;
  }

  /** The value of {@code alg} that Assay writes. */
  public String joseName() {
    return joseName;
  }

  /** The length of every signature of this algorithm, in bytes. */
  public int signatureLength() {
    return signatureLength;
  }

  /**
   * The algorithm that a JWS header names.
   *
   * @throws RejectedException if it is {@code none} ({@code alg-none}), a MAC ({@code
   *     alg-symmetric}) or anything else that is not in this enum ({@code alg-unsupported})
   */
  public static SignatureAlgorithm fromJose(String name) throws RejectedException {
    for (SignatureAlgorithm algorithm : values()) {
      if (algorithm.isNamed(name)) {
        return algorithm;
      }
    }
    String remedy = "Sign with Ed25519, ES256, ES384, ML-DSA-44, ML-DSA-65 or ML-DSA-87.";
    if (name.equalsIgnoreCase("none")) {
      throw Rejection.of(Reason.ALG_NONE, "The header's alg is none, so nobody signed.")
          .remedy(remedy)
          .toException();
    }
    if (name.startsWith("HS")) {
      throw Rejection.of(
              Reason.ALG_SYMMETRIC,
              "The header's alg is a MAC, which whoever can check it could have made.")
          .remedy(remedy)
          .toException();
    }
    throw Rejection.of(
            Reason.ALG_UNSUPPORTED, "The header's alg is not one that statements are signed with.")
        .remedy(remedy)
        .toException();
  }

  /** Whether the name is this algorithm's, the old one of Ed25519 included. */
  boolean isNamed(String name) {
    return name.equals(joseName) || (this == ED25519 && name.equals("EdDSA"));
  }

  SignatureScheme scheme() {
    return scheme;
  }
}
