package org.assay.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.assay.attestation.RejectedException;
import org.assay.attestation.SampleCredentials;
import org.assay.attestation.jws.CompactJws;
import org.assay.attestation.jws.JwsHeader;
import org.assay.attestation.jws.KeyId;
import org.assay.attestation.jws.SignatureAlgorithm;
import org.assay.attestation.jws.SigningKey;
import org.assay.attestation.jws.TestAuthority;

/** The JSON of a header; most changes of a whole JWS are none of base64 and get no further. */
class JwsHeaderFuzzTest extends ParserFuzz {
  @Override
  protected List<byte[]> seeds() {
    KeyId kid = new KeyId(SampleCredentials.OPERATOR, "key-1");
    SigningKey key = SampleCredentials.signingKey();
    TestAuthority authority = TestAuthority.root("root", SignatureAlgorithm.ES256);
    byte[] withCertificates =
        CompactJws.sign(
            kid,
            CompactJws.STATEMENT_TYP,
            bytes("{}"),
            key,
            List.of(authority.signer(kid.did(), key.publicKey()), authority.certificate()));
    String header = text(withCertificates).substring(0, text(withCertificates).indexOf('.'));
    return List.of(
        bytes("{\"alg\":\"Ed25519\",\"typ\":\"vc+jwt\",\"kid\":\"" + kid + "\"}"),
        bytes("{\"alg\":\"ML-DSA-44\",\"typ\":\"application/VC+JWT\",\"kid\":\"" + kid + "\"}"),
        Base64.getUrlDecoder().decode(header));
  }

  @Override
  protected void check(byte[] input) throws Exception {
    String header = Base64.getUrlEncoder().withoutPadding().encodeToString(input);
    Optional<CompactJws> accepted =
        accepted(RejectedException.class, () -> CompactJws.parse(bytes(header + ".e30.AA")));
    if (accepted.isPresent()) {
      JwsHeader read = accepted.get().header();
      assertThat(read.typ()).isEqualTo(CompactJws.STATEMENT_TYP);
      assertThat(read.x5c()).hasSizeLessThanOrEqualTo(JwsHeader.MAX_CERTIFICATES);
      assertThat(KeyId.parse(read.kid().toString())).isEqualTo(read.kid());
      assertThat(text(input)).doesNotContain("\"crit\":", "\"jwk\":", "\"jku\":", "\"b64\":");
    }
  }
}
