package org.assay.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assay.attestation.Did;
import org.assay.attestation.RejectedException;
import org.assay.attestation.jws.CertificatePath;
import org.assay.attestation.jws.SignatureAlgorithm;
import org.assay.attestation.jws.SigningKey;
import org.assay.attestation.jws.TestAuthority;
import org.assay.attestation.jws.VerificationKey;
import org.assay.attestation.jws.X509Certificates;

/** Certificates in DER, each behind its length in two bytes, as a path to an authority. */
class CertificatePathFuzzTest extends ParserFuzz {
  private static final Did DID = new Did("did:web:mines.example.cd");
  private static final Instant AT = TestAuthority.NOT_BEFORE.plusSeconds(86_400);

  private final TestAuthority root = TestAuthority.root("root", SignatureAlgorithm.ED25519);
  private final TestAuthority between = root.intermediate("between");
  private final SigningKey key = SigningKey.generate(SignatureAlgorithm.ES256);
  private final X509Certificate direct = root.signer(DID, key.publicKey());
  private final X509Certificate indirect = between.signer(DID, key.publicKey());

  @Override
  protected List<byte[]> seeds() {
    TestAuthority other = TestAuthority.root("other", SignatureAlgorithm.ES384);
    return List.of(
        path(direct),
        path(direct, root.certificate()),
        path(indirect, between.certificate()),
        path(indirect, between.certificate(), root.certificate()),
        path(other.signer(DID, key.publicKey()), other.certificate()));
  }

  private static byte[] path(X509Certificate... certificates) {
    ByteArrayOutputStream path = new ByteArrayOutputStream();
    for (X509Certificate certificate : certificates) {
      byte[] der = der(certificate);
      path.write(der.length >> 8);
      path.write(der.length);
      path.writeBytes(der);
    }
    return path.toByteArray();
  }

  private static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (java.security.cert.CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected void check(byte[] input) throws Exception {
    List<X509Certificate> path = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(input);
    while (in.remaining() >= 2) {
      byte[] der = new byte[Math.min(in.remaining() - 2, Short.toUnsignedInt(in.getShort()))];
      in.get(der);
      Optional<X509Certificate> certificate =
          accepted(IllegalArgumentException.class, () -> X509Certificates.fromDer(der));
      if (certificate.isEmpty()) {
        return;
      }
      assertThat(der(certificate.get())).isEqualTo(der);
      path.add(certificate.get());
    }
    Optional<VerificationKey> vouched =
        accepted(
            RejectedException.class,
            () -> CertificatePath.validate(path, root.certificate(), DID, AT));
    if (vouched.isPresent()) {
      assertThat(vouched.get()).isEqualTo(key.publicKey());
      assertThat(path.get(0)).isIn(direct, indirect);
    }
    for (X509Certificate certificate : path) {
      accepted(RejectedException.class, () -> CertificatePath.validate(path, certificate, DID, AT));
    }
  }
}
