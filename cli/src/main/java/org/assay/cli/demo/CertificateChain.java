package org.assay.cli.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.assay.attestation.Did;
import org.assay.attestation.jws.SignatureAlgorithm;
import org.assay.attestation.jws.SigningKey;
import org.assay.attestation.jws.VerificationKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The certificates of an authority that signs as public bodies often do: a root that stays in a
 * safe, a certificate for the officer's key, and nothing to register when officers change.
 *
 * @param root the authority's own certificate, which the charter lists
 * @param signer the certificate of the key that signs, with the DID as URI in subjectAltName
 * @param key the key that signs
 */
record CertificateChain(X509Certificate root, X509Certificate signer, SigningKey key) {

  /** A new root (ES384) and a new key under it (ES256), good for a year around now. */
  static CertificateChain create(String name, Did did, Timeline timeline) {
    SigningKey rootKey = SigningKey.generate(SignatureAlgorithm.ES384);
    SigningKey key = SigningKey.generate(SignatureAlgorithm.ES256);
    X500Name authority = new X500Name("CN=" + name + " Root");
    Instant from = timeline.at(200);
    Instant until = timeline.at(-200);
    try {
      X509v3CertificateBuilder root = certificate(authority, 1, authority, rootKey, from, until);
      root.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
      root.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
      X509v3CertificateBuilder signer =
          certificate(authority, 2, new X500Name("CN=" + name + " Signing 1"), key, from, until);
      signer.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
      signer.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, did.value())));
      PrivateKey secret = secret(rootKey);
      return new CertificateChain(signed(root, secret), signed(signer, secret), key);
    } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
      throw new IllegalStateException("certificates could not be made for " + name, e);
    }
  }

  /** What goes along with a signature. */
  List<X509Certificate> x5c() {
    return List.of(signer);
  }

  private static X509v3CertificateBuilder certificate(
      X500Name issuer, long serial, X500Name subject, SigningKey key, Instant from, Instant until) {
    return new X509v3CertificateBuilder(
        issuer,
        BigInteger.valueOf(serial),
        Date.from(from),
        Date.from(until),
        subject,
        SubjectPublicKeyInfo.getInstance(der(key.publicKey())));
  }

  private static X509Certificate signed(X509v3CertificateBuilder builder, PrivateKey secret)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    byte[] der =
        builder.build(new JcaContentSignerBuilder("SHA384withECDSA").build(secret)).getEncoded();
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
  }

  private static byte[] der(VerificationKey key) {
    return fromPem(key.toPem());
  }

  private static PrivateKey secret(SigningKey key) throws GeneralSecurityException {
    return KeyFactory.getInstance("EC")
        .generatePrivate(new PKCS8EncodedKeySpec(fromPem(key.toPem())));
  }

  private static byte[] fromPem(String pem) {
    return Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", ""));
  }
}
