package org.assay.attestation.jws;

import java.io.IOException;
import java.security.Provider;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * X.509 certificates from and to DER and PEM. Made by Bouncy Castle, because the platform's own
 * classes do not know ML-DSA.
 */
public final class X509Certificates {
  /**
   * Not registered with the platform: that would change cryptography for the whole process. In a
   * class of its own, so that a function that meets no certificate does not pay for loading it.
   */
  static final class BouncyCastle {
    static final Provider PROVIDER = new BouncyCastleProvider();

    private BouncyCastle() {}
  }

  private X509Certificates() {}

  /**
   * Reads one certificate in DER.
   *
   * @throws IllegalArgumentException if the bytes are anything else than one certificate in DER
   */
  // Bouncy Castle's ASN.1 classes throw several unchecked exceptions on hostile input.
  @SuppressWarnings("IllegalCatch")
  public static X509Certificate fromDer(byte[] der) {
    try {
      ASN1Primitive object = ASN1Primitive.fromByteArray(der);
      if (object != null && Arrays.equals(object.getEncoded(ASN1Encoding.DER), der)) {
        return convert(new X509CertificateHolder(Certificate.getInstance(object)));
      }
    } catch (IOException | CertificateException | RuntimeException e) {
      throw new IllegalArgumentException("not a certificate in DER", e);
    }
    throw new IllegalArgumentException("not a certificate in DER");
  }

  /**
   * Reads one or more PEM blocks {@code CERTIFICATE} (RFC 7468 §5), in their order.
   *
   * @throws IllegalArgumentException if there is none, or something else
   */
  public static List<X509Certificate> fromPem(String pem) {
    List<X509Certificate> certificates = new ArrayList<>();
    for (X509CertificateHolder holder :
        Pem.readAll(pem, X509CertificateHolder.class, "CERTIFICATE")) {
      try {
        certificates.add(convert(holder));
      } catch (CertificateException e) {
        throw new IllegalArgumentException("not a certificate", e);
      }
    }
    return List.copyOf(certificates);
  }

  /** The PEM blocks {@code CERTIFICATE} of the certificates, in their order. */
  public static String toPem(List<X509Certificate> certificates) {
    List<byte[]> blocks = new ArrayList<>();
    for (X509Certificate certificate : certificates) {
      try {
        blocks.add(certificate.getEncoded());
      } catch (CertificateEncodingException e) {
        throw new IllegalArgumentException("the certificate has no encoding", e);
      }
    }
    return Pem.write("CERTIFICATE", blocks);
  }

  private static X509Certificate convert(X509CertificateHolder holder) throws CertificateException {
    return new JcaX509CertificateConverter()
        .setProvider(BouncyCastle.PROVIDER)
        .getCertificate(holder);
  }
}
