package org.assay.attestation.jws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class X509CertificatesTest {
  private final X509Certificate first =
      TestAuthority.root("first", SignatureAlgorithm.ES256).certificate();
  private final X509Certificate second =
      TestAuthority.root("second", SignatureAlgorithm.ML_DSA_44).certificate();

  @Test
  void certificatesAreWrittenAsPemAndReadBackInOrder() {
    String pem = X509Certificates.toPem(List.of(first, second));

    assertThat(pem).startsWith("-----BEGIN CERTIFICATE-----\n");
    assertThat(X509Certificates.fromPem(pem)).containsExactly(first, second);
  }

  @Test
  void aCertificateReadsBackFromItsDer() throws Exception {
    assertThat(X509Certificates.fromDer(first.getEncoded())).isEqualTo(first);
  }

  @Test
  void bytesThatAreNotOneCertificateAreRefused() throws Exception {
    byte[] der = first.getEncoded();

    for (byte[] bytes :
        List.of(
            new byte[0],
            new byte[] {0x30, 0},
            new byte[] {0x05, 0},
            Arrays.copyOf(der, der.length - 1),
            Arrays.copyOf(der, der.length + 1),
            X509Certificates.toPem(List.of(first)).getBytes(UTF_8))) {
      assertThatIllegalArgumentException().isThrownBy(() -> X509Certificates.fromDer(bytes));
    }
  }

  @Test
  void aTextThatIsNotCertificatesIsRefused() {
    String key = SigningKey.generate(SignatureAlgorithm.ES256).toPem();

    for (String text :
        List.of("", "certificate", key, X509Certificates.toPem(List.of(first)) + key)) {
      assertThatIllegalArgumentException().isThrownBy(() -> X509Certificates.fromPem(text));
    }
  }
}
