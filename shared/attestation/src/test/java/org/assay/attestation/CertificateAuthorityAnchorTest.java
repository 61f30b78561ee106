package org.assay.attestation;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.assay.attestation.jws.KeyId;
import org.assay.attestation.jws.VerificationMethod;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;

class CertificateAuthorityAnchorTest {
  @Test
  void anAnchorMayNameACertificateAuthorityInPlaceOfAKey() throws Exception {
    IdentityAnchor sample = (IdentityAnchor) SampleCredentials.identityAnchor().subject();
    VerificationMethod authority =
        new VerificationMethod(
            new KeyId(sample.did(), "ca"),
            new VerificationMethod.CertificateAuthority(authority()));
    Credential credential =
        new Credential(
            SampleCredentials.identityAnchor().id(),
            SampleCredentials.AUTHORITY,
            SampleCredentials.SAID,
            null,
            new IdentityAnchor(
                sample.did(),
                sample.registeredName(),
                sample.registeredId(),
                sample.idScheme(),
                sample.registerType(),
                sample.country(),
                List.of(SampleCredentials.method(sample.did()), authority)));

    assertThat(Credential.parse(credential.toJson())).isEqualTo(credential);
  }

  private static X509Certificate authority() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair keys = generator.generateKeyPair();
    X500Name name = new X500Name("CN=Ministry CA");
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.ONE,
            Date.from(Instant.parse("2026-01-01T00:00:00Z")),
            Date.from(Instant.parse("2036-01-01T00:00:00Z")),
            name,
            keys.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
  }
}
