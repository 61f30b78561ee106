package org.assay.attestation.jws;

import static org.assay.attestation.jws.X509Certificates.BouncyCastle.PROVIDER;

import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.assay.attestation.Did;
import org.assay.attestation.Reason;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * Checks that an issuer's certificate authority vouches for the key that signed a statement (RFC
 * 5280 §6).
 *
 * <p>No revocation list and no OCSP responder is asked, as both would make the answer depend on who
 * asks and when. A certificate is revoked by an entry in the ledger, which has a place in its
 * order; whoever calls this looks that up as well.
 *
 * <p>Name constraints in the anchor itself are not read: an authority is registered for one DID,
 * and the leaf must name exactly that one.
 */
public final class CertificatePath {
  private static final int DIGITAL_SIGNATURE = 0;
  private static final int KEY_CERT_SIGN = 5;
  private static final int URI = 6;

  /**
   * The algorithms that a certificate may be signed with: those of statements, and ECDSA with a
   * hash that is long enough. RSA, SHA-1 and the rest are out.
   */
  private static final Set<String> SIGNATURE_OIDS =
      Set.of(
          "1.3.101.112", // Ed25519 (RFC 8410)
          "1.2.840.10045.4.3.2", // ECDSA with SHA-256 (RFC 5758)
          "1.2.840.10045.4.3.3", // ECDSA with SHA-384
          "1.2.840.10045.4.3.4", // ECDSA with SHA-512
          "2.16.840.1.101.3.4.3.17", // ML-DSA-44 (RFC 9881)
          "2.16.840.1.101.3.4.3.18", // ML-DSA-65
          "2.16.840.1.101.3.4.3.19"); // ML-DSA-87

  private CertificatePath() {}

  /**
   * Checks the path and gives the key of its first certificate.
   *
   * @param x5c the certificates, the signer's first and each signed by the next (RFC 7515 §4.1.6);
   *     at most six, with or without the anchor at the end
   * @param trustAnchor the authority that the issuer registered
   * @param issuer the DID that must be a URI in the first certificate's subjectAltName, so that
   *     another subject of the same authority cannot sign for this issuer
   * @param at the instant at which every certificate, the anchor included, must be valid
   * @return the key; that it signed the statement is left to check
   * @throws RejectedException with {@code certificate-invalid} if anything of this does not hold
   */
  // Bouncy Castle reads the content of certificates late, and throws several unchecked exceptions
  // on hostile ones.
  @SuppressWarnings("IllegalCatch")
  public static VerificationKey validate(
      List<X509Certificate> x5c, X509Certificate trustAnchor, Did issuer, Instant at)
      throws RejectedException {
    try {
      return validateOrThrow(x5c, trustAnchor, issuer, at);
    } catch (CertPathValidatorException e) {
      throw invalid(where(e.getIndex()) + e.getMessage());
    } catch (GeneralSecurityException | RuntimeException e) {
      throw invalid(e.getMessage());
    }
  }

  private static VerificationKey validateOrThrow(
      List<X509Certificate> x5c, X509Certificate trustAnchor, Did issuer, Instant at)
      throws GeneralSecurityException {
    if (x5c.isEmpty() || x5c.size() > JwsHeader.MAX_CERTIFICATES) {
      throw new CertificateException(
          "a path has 1 to " + JwsHeader.MAX_CERTIFICATES + " certificates");
    }
    requireAuthority(trustAnchor);
    requireValidAnchor(trustAnchor, at);

    int last = x5c.size() - 1;
    List<X509Certificate> path = x5c.get(last).equals(trustAnchor) ? x5c.subList(0, last) : x5c;
    if (path.isEmpty()) {
      throw new CertificateException("the authority's own certificate is no issuer's");
    }
    // PKIX does not apply the limit that the anchor itself sets (RFC 5280 §6.1.1 d); it is meant.
    if (path.size() - 1 > trustAnchor.getBasicConstraints()) {
      throw new CertificateException("the path is longer than the authority allows");
    }
    requireOrder(path, trustAnchor);
    for (int i = 0; i < path.size(); i++) {
      requireAlgorithms(path.get(i), i);
    }

    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(trustAnchor, null)));
    parameters.setDate(Date.from(at));
    parameters.setRevocationEnabled(false);
    CertPath certPath = CertificateFactory.getInstance("X.509", PROVIDER).generateCertPath(path);
    CertPathValidator.getInstance("PKIX", PROVIDER).validate(certPath, parameters);

    X509Certificate leaf = path.get(0);
    requireLeaf(leaf, issuer);
    return VerificationKey.fromCertificate(leaf);
  }

  /** PKIX takes the anchor as it is (RFC 5280 §6.1.1 d); here its time is up when it says so. */
  private static void requireValidAnchor(X509Certificate trustAnchor, Instant at)
      throws CertificateException {
    try {
      trustAnchor.checkValidity(Date.from(at));
    } catch (CertificateException e) {
      throw new CertificateException("the authority's own certificate: " + e.getMessage(), e);
    }
  }

  /** Bouncy Castle would sort the path; RFC 7515 §4.1.6 has the sender do so. */
  private static void requireOrder(List<X509Certificate> path, X509Certificate trustAnchor)
      throws CertificateException {
    for (int i = 0; i < path.size(); i++) {
      X509Certificate signer = i + 1 < path.size() ? path.get(i + 1) : trustAnchor;
      if (!path.get(i).getIssuerX500Principal().equals(signer.getSubjectX500Principal())) {
        throw new CertificateException(
            where(i)
                + "it is not issued by "
                + (i + 1 < path.size() ? "the one after it" : "the registered authority"));
      }
    }
  }

  private static void requireAlgorithms(X509Certificate certificate, int index)
      throws CertificateException {
    if (!SIGNATURE_OIDS.contains(certificate.getSigAlgOID())) {
      throw new CertificateException(
          where(index) + "it is signed with an algorithm that is not supported");
    }
    try {
      VerificationKey.fromCertificate(certificate);
    } catch (IllegalArgumentException e) {
      throw new CertificateException(where(index) + e.getMessage(), e);
    }
  }

  private static void requireLeaf(X509Certificate leaf, Did issuer) throws CertificateException {
    boolean[] usage = leaf.getKeyUsage();
    if (usage == null || !usage[DIGITAL_SIGNATURE]) {
      throw new CertificateException(where(0) + "its key usage does not have digitalSignature");
    }
    if (leaf.getBasicConstraints() >= 0) {
      throw new CertificateException(where(0) + "it is one of an authority, not of a signer");
    }
    Collection<List<?>> names = leaf.getSubjectAlternativeNames();
    if (names != null) {
      for (List<?> name : names) {
        if (name.get(0).equals(URI) && issuer.value().equals(name.get(1))) {
          return;
        }
      }
    }
    throw new CertificateException(
        where(0) + "its subjectAltName has no URI " + issuer + ", so it is not about the issuer");
  }

  /**
   * Checks that a certificate may sign certificates with a key of a supported kind.
   *
   * @throws IllegalArgumentException if it may not
   */
  static void requireAuthority(X509Certificate certificate) {
    boolean[] usage = certificate.getKeyUsage();
    if (certificate.getBasicConstraints() < 0 || usage == null || !usage[KEY_CERT_SIGN]) {
      throw new IllegalArgumentException(
          "the certificate of an authority needs basicConstraints CA and key usage keyCertSign");
    }
    VerificationKey.fromCertificate(certificate);
  }

  private static String where(int index) {
    return index < 0 ? "" : "certificate " + index + " of the path: ";
  }

  private static RejectedException invalid(@Nullable String detail) {
    String cause = detail == null ? "they cannot be read" : detail;
    // Messages of Bouncy Castle come with and without a full stop.
    return Rejection.of(
            Reason.CERTIFICATE_INVALID,
            "The certificates do not vouch for the key: "
                + (cause.endsWith(".") ? cause : cause + "."))
        .toException();
  }
}
