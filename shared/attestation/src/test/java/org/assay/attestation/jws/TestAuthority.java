package org.assay.attestation.jws;

import java.io.IOException;
import java.io.StringReader;
import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.assay.attestation.Did;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** A certificate authority for tests: good certificates by default, and bad ones on request. */
public final class TestAuthority {
  /** Every certificate is valid from here unless a test says otherwise. */
  public static final Instant NOT_BEFORE = Instant.parse("2026-01-01T00:00:00Z");

  /** Every certificate is valid to here unless a test says otherwise. */
  public static final Instant NOT_AFTER = Instant.parse("2027-01-01T00:00:00Z");

  private static final Provider PROVIDER = X509Certificates.BouncyCastle.PROVIDER;
  private static final AtomicLong SERIAL = new AtomicLong(1);

  private final String name;
  private final SigningKey key;
  private final X509Certificate certificate;

  private TestAuthority(String name, SigningKey key, X509Certificate certificate) {
    this.name = name;
    this.key = key;
    this.certificate = certificate;
  }

  /**
   * What a certificate says.
   *
   * @param pathLength the pathLenConstraint of an authority; null for a signer
   * @param keyUsage bits of {@link KeyUsage}; null for no such extension
   * @param uri the URI in subjectAltName; null for no such extension
   */
  public record Content(
      String subject,
      Instant notBefore,
      Instant notAfter,
      @Nullable Integer pathLength,
      @Nullable Integer keyUsage,
      @Nullable String uri) {
    static Content ofAuthority(String subject) {
      return new Content(
          subject, NOT_BEFORE, NOT_AFTER, 5, KeyUsage.keyCertSign | KeyUsage.cRLSign, null);
    }

    static Content ofSigner(String subject, Did did) {
      return new Content(
          subject, NOT_BEFORE, NOT_AFTER, null, KeyUsage.digitalSignature, did.value());
    }

    /** Valid at other times. */
    public Content valid(Instant from, Instant to) {
      return new Content(subject, from, to, pathLength, keyUsage, uri);
    }

    Content pathLength(@Nullable Integer value) {
      return new Content(subject, notBefore, notAfter, value, keyUsage, uri);
    }

    Content keyUsage(@Nullable Integer value) {
      return new Content(subject, notBefore, notAfter, pathLength, value, uri);
    }

    Content uri(@Nullable String value) {
      return new Content(subject, notBefore, notAfter, pathLength, keyUsage, value);
    }
  }

  /** A new root. */
  public static TestAuthority root(String name, SignatureAlgorithm algorithm) {
    return root(name, algorithm, content -> content);
  }

  /** A new root whose certificate says something else. */
  public static TestAuthority root(
      String name, SignatureAlgorithm algorithm, UnaryOperator<Content> change) {
    SigningKey key = SigningKey.generate(algorithm);
    Content content = change.apply(Content.ofAuthority(name));
    return new TestAuthority(name, key, issue(name, key, content, key.publicKey()));
  }

  /** A new authority under this one. */
  public TestAuthority intermediate(String subject) {
    return intermediate(subject, content -> content);
  }

  TestAuthority intermediate(String subject, UnaryOperator<Content> change) {
    SigningKey intermediate = SigningKey.generate(key.algorithm());
    Content content = change.apply(Content.ofAuthority(subject));
    return new TestAuthority(
        subject, intermediate, issue(name, key, content, intermediate.publicKey()));
  }

  /** A certificate that says that the key is the issuer's. */
  public X509Certificate signer(Did did, VerificationKey signer) {
    return signer(did, signer, content -> content);
  }

  /** As {@link #signer(Did, VerificationKey)}, but saying something else. */
  public X509Certificate signer(Did did, VerificationKey signer, UnaryOperator<Content> change) {
    return issue(name, key, change.apply(Content.ofSigner("signer", did)), signer);
  }

  /** The authority's own certificate. */
  public X509Certificate certificate() {
    return certificate;
  }

  private static X509Certificate issue(
      String issuer, SigningKey issuerKey, Content content, VerificationKey subjectKey) {
    try {
      X509v3CertificateBuilder builder =
          new X509v3CertificateBuilder(
              new X500Name("CN=" + issuer),
              BigInteger.valueOf(SERIAL.getAndIncrement()),
              Date.from(content.notBefore()),
              Date.from(content.notAfter()),
              new X500Name("CN=" + content.subject()),
              (SubjectPublicKeyInfo) readPem(subjectKey.toPem()));
      if (content.pathLength() != null) {
        builder.addExtension(
            Extension.basicConstraints, true, new BasicConstraints(content.pathLength()));
      }
      if (content.keyUsage() != null) {
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(content.keyUsage()));
      }
      if (content.uri() != null) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(
                new GeneralName(GeneralName.uniformResourceIdentifier, content.uri())));
      }
      PrivateKey privateKey =
          new JcaPEMKeyConverter()
              .setProvider(PROVIDER)
              .getPrivateKey((PrivateKeyInfo) readPem(issuerKey.toPem()));
      X509CertificateHolder holder =
          builder.build(
              new JcaContentSignerBuilder(signatureName(issuerKey.algorithm()))
                  .setProvider(PROVIDER)
                  .build(privateKey));
      return X509Certificates.fromDer(holder.getEncoded());
    } catch (Exception e) {
      throw new IllegalStateException("a test certificate could not be made", e);
    }
  }

  private static Object readPem(String pem) throws IOException {
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      return parser.readObject();
    }
  }

  private static String signatureName(SignatureAlgorithm algorithm) {
    return switch (algorithm) {
      case ES256 -> "SHA256withECDSA";
      case ES384 -> "SHA384withECDSA";
      default -> algorithm.joseName();
    };
  }
}
