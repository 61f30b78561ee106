package org.assay.attestation.jws;

import static org.assay.attestation.jws.Rejections.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assay.attestation.Did;
import org.assay.attestation.Reason;
import org.assay.attestation.RejectedException;
import org.assay.attestation.jws.TestAuthority.Content;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CertificatePathTest {
  private static final Did ISSUER = new Did("did:web:mines.example");
  private static final Did ANOTHER = new Did("did:web:mines.example.org");
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  private final TestAuthority root = TestAuthority.root("root", SignatureAlgorithm.ES384);
  private final TestAuthority intermediate = root.intermediate("intermediate");
  private final VerificationKey key = SigningKey.generate(SignatureAlgorithm.ED25519).publicKey();
  private final X509Certificate signer = intermediate.signer(ISSUER, key);
  private final List<X509Certificate> path = List.of(signer, intermediate.certificate());

  @ParameterizedTest
  @EnumSource
  void aGoodPathGivesTheSignersKey(SignatureAlgorithm algorithm) throws RejectedException {
    TestAuthority authority = TestAuthority.root("authority", algorithm);
    TestAuthority branch = authority.intermediate("branch");
    VerificationKey branchKey = SigningKey.generate(algorithm).publicKey();

    assertThat(
            CertificatePath.validate(
                List.of(branch.signer(ISSUER, branchKey), branch.certificate()),
                authority.certificate(),
                ISSUER,
                NOW))
        .isEqualTo(branchKey);
  }

  @Test
  void aPathMayEndWithTheAnchorItself() throws RejectedException {
    List<X509Certificate> whole = List.of(signer, intermediate.certificate(), root.certificate());

    assertThat(CertificatePath.validate(whole, root.certificate(), ISSUER, NOW)).isEqualTo(key);
  }

  @Test
  void anIntermediateAuthorityMayBeTheAnchor() throws RejectedException {
    assertThat(CertificatePath.validate(List.of(signer), intermediate.certificate(), ISSUER, NOW))
        .isEqualTo(key);
  }

  @Test
  void aPathIsValidFromItsFirstToItsLastInstant() throws RejectedException {
    assertThat(CertificatePath.validate(path, root.certificate(), ISSUER, TestAuthority.NOT_BEFORE))
        .isEqualTo(key);
    assertThat(CertificatePath.validate(path, root.certificate(), ISSUER, TestAuthority.NOT_AFTER))
        .isEqualTo(key);
    assertInvalid(path, root, TestAuthority.NOT_BEFORE.minusSeconds(1));
    assertInvalid(path, root, TestAuthority.NOT_AFTER.plusSeconds(1));
  }

  @Test
  void aSignersCertificateThatHasExpiredIsRefused() {
    Instant expiry = NOW.minusSeconds(60);
    X509Certificate expired = signer(c -> c.valid(TestAuthority.NOT_BEFORE, expiry));

    assertInvalid(List.of(expired, intermediate.certificate()), root, NOW);
  }

  @Test
  void aSignersCertificateThatIsNotYetValidIsRefused() {
    Instant start = NOW.plusSeconds(60);
    X509Certificate early = signer(c -> c.valid(start, TestAuthority.NOT_AFTER));

    assertInvalid(List.of(early, intermediate.certificate()), root, NOW);
  }

  @Test
  void anIntermediateThatHasExpiredIsRefused() {
    TestAuthority expired =
        root.intermediate("old", c -> c.valid(c.notBefore(), NOW.minusSeconds(60)));

    assertInvalid(List.of(expired.signer(ISSUER, key), expired.certificate()), root, NOW);
  }

  @Test
  void anAnchorThatHasExpiredIsRefused() {
    TestAuthority expired =
        TestAuthority.root(
            "old", SignatureAlgorithm.ES256, c -> c.valid(c.notBefore(), NOW.minusSeconds(60)));

    assertThat(assertInvalid(List.of(expired.signer(ISSUER, key)), expired, NOW))
        .contains("the authority's own certificate")
        .endsWith(".")
        .doesNotEndWith("..");
  }

  @Test
  void aSignerWithoutDigitalSignatureIsRefused() {
    X509Certificate other = signer(c -> c.keyUsage(KeyUsage.keyAgreement));
    X509Certificate none = signer(c -> c.keyUsage(null));

    assertThat(assertInvalid(List.of(other, intermediate.certificate()), root, NOW))
        .contains("digitalSignature");
    assertThat(assertInvalid(List.of(none, intermediate.certificate()), root, NOW))
        .contains("digitalSignature");
  }

  @Test
  void aSignerThatIsAnAuthorityIsRefused() {
    X509Certificate authority = signer(c -> c.pathLength(0));

    assertThat(assertInvalid(List.of(authority, intermediate.certificate()), root, NOW))
        .contains("not of a signer");
  }

  @Test
  void anIntermediateThatMayNotSignCertificatesIsRefused() {
    TestAuthority noUsage =
        root.intermediate("no usage", c -> c.keyUsage(KeyUsage.digitalSignature));
    TestAuthority noAuthority = root.intermediate("no authority", c -> c.pathLength(null));

    assertInvalid(List.of(noUsage.signer(ISSUER, key), noUsage.certificate()), root, NOW);
    assertInvalid(List.of(noAuthority.signer(ISSUER, key), noAuthority.certificate()), root, NOW);
  }

  @Test
  void anAnchorThatMayNotSignCertificatesIsRefused() {
    TestAuthority noUsage =
        TestAuthority.root(
            "no usage", SignatureAlgorithm.ES256, c -> c.keyUsage(KeyUsage.digitalSignature));
    TestAuthority noAuthority =
        TestAuthority.root("no authority", SignatureAlgorithm.ES256, c -> c.pathLength(null));

    assertInvalid(List.of(noUsage.signer(ISSUER, key)), noUsage, NOW);
    assertInvalid(List.of(noAuthority.signer(ISSUER, key)), noAuthority, NOW);
  }

  @Test
  void anotherAnchorIsRefused() {
    TestAuthority other = TestAuthority.root("other", SignatureAlgorithm.ES384);
    TestAuthority namesake = TestAuthority.root("root", SignatureAlgorithm.ES384);

    assertThat(assertInvalid(path, other, NOW)).contains("not issued by the registered authority");
    assertInvalid(path, namesake, NOW);
  }

  @Test
  void aCertificateOfAnotherSubjectIsRefused() {
    X509Certificate other = intermediate.signer(ANOTHER, key);
    X509Certificate nameless = signer(c -> c.uri(null));
    X509Certificate longer = signer(c -> c.uri(ISSUER + ":branch"));

    for (X509Certificate certificate : List.of(other, nameless, longer)) {
      assertThat(assertInvalid(List.of(certificate, intermediate.certificate()), root, NOW))
          .contains("subjectAltName");
    }
  }

  @Test
  void aPathThatIsOutOfOrderIsRefused() {
    assertThat(assertInvalid(List.of(intermediate.certificate(), signer), root, NOW))
        .contains("not issued by");
  }

  @Test
  void aPathWithAGapIsRefused() {
    assertThat(assertInvalid(List.of(signer), root, NOW)).contains("not issued by");
  }

  @Test
  void aPathThatIsTooLongIsRefused() {
    List<X509Certificate> certificates = new ArrayList<>();
    TestAuthority last = root;
    for (int i = 0; i < 6; i++) {
      last = last.intermediate("level " + i);
      certificates.add(0, last.certificate());
    }
    certificates.add(0, last.signer(ISSUER, key));

    assertThat(assertInvalid(certificates, root, NOW)).contains("1 to 6");
    assertThat(assertInvalid(List.of(), root, NOW)).contains("1 to 6");
  }

  @Test
  void aPathThatIsLongerThanAnAuthorityAllowsIsRefused() {
    TestAuthority narrowRoot =
        TestAuthority.root("narrow", SignatureAlgorithm.ES256, c -> c.pathLength(0));
    TestAuthority under = narrowRoot.intermediate("under");
    TestAuthority narrow = root.intermediate("narrow", c -> c.pathLength(0));
    TestAuthority deeper = narrow.intermediate("deeper");

    assertThat(
            assertInvalid(List.of(under.signer(ISSUER, key), under.certificate()), narrowRoot, NOW))
        .contains("longer than the authority allows");
    assertInvalid(
        List.of(deeper.signer(ISSUER, key), deeper.certificate(), narrow.certificate()), root, NOW);
  }

  @Test
  void theAuthorityItselfIsNoSigner() {
    assertInvalid(List.of(root.certificate()), root, NOW);
  }

  @Test
  void aCertificateWithAChangedByteIsRefused() throws Exception {
    byte[] der = signer.getEncoded();
    int readable = 0;
    for (int i = 0; i < der.length; i++) {
      byte[] changed = der.clone();
      changed[i] ^= 0x01;
      X509Certificate certificate;
      try {
        certificate = X509Certificates.fromDer(changed);
      } catch (IllegalArgumentException e) {
        continue;
      }
      readable++;
      assertInvalid(List.of(certificate, intermediate.certificate()), root, NOW);
    }
    assertThat(readable).isPositive();
  }

  private X509Certificate signer(UnaryOperator<Content> change) {
    return intermediate.signer(ISSUER, key, change);
  }

  private static String assertInvalid(
      List<X509Certificate> path, TestAuthority anchor, Instant at) {
    return assertRejected(
        Reason.CERTIFICATE_INVALID,
        () -> CertificatePath.validate(path, anchor.certificate(), ISSUER, at));
  }
}
