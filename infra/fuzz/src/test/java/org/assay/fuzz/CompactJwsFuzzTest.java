package org.assay.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.assay.attestation.RejectedException;
import org.assay.attestation.SampleCredentials;
import org.assay.attestation.jws.CompactJws;
import org.assay.attestation.jws.KeyId;
import org.assay.attestation.jws.SignatureAlgorithm;
import org.assay.attestation.jws.SigningKey;
import org.assay.attestation.jws.TestAuthority;

class CompactJwsFuzzTest extends ParserFuzz {
  private static final KeyId KID = new KeyId(SampleCredentials.OPERATOR, "key-1");

  private final List<SigningKey> keys =
      List.of(
          SampleCredentials.signingKey(),
          SigningKey.generate(SignatureAlgorithm.ES256),
          SigningKey.generate(SignatureAlgorithm.ES384),
          SigningKey.generate(SignatureAlgorithm.ML_DSA_44));
  private final List<byte[]> signed = new ArrayList<>();

  CompactJwsFuzzTest() {
    byte[] payload = SampleCredentials.revocation().toJson();
    for (SigningKey key : keys) {
      signed.add(CompactJws.sign(KID, CompactJws.STATEMENT_TYP, payload, key));
    }
    SigningKey key = keys.get(0);
    TestAuthority authority = TestAuthority.root("root", SignatureAlgorithm.ED25519);
    signed.add(
        CompactJws.sign(
            KID,
            CompactJws.STATEMENT_TYP,
            payload,
            key,
            List.of(authority.signer(KID.did(), key.publicKey()))));
  }

  @Override
  protected List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>(signed);
    seeds.add(jws("{\"alg\":\"none\"}", "{}", ""));
    seeds.add(
        jws("{\"alg\":\"EdDSA\",\"typ\":\"vc+jwt\",\"kid\":\"did:web:a.example#k\"}", "", "x"));
    seeds.add(bytes(".."));
    return seeds;
  }

  private static byte[] jws(String header, String payload, String signature) {
    return bytes(encode(bytes(header)) + "." + encode(bytes(payload)) + "." + signature);
  }

  private static String encode(byte[] part) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(part);
  }

  @Override
  protected void check(byte[] input) throws Exception {
    Optional<CompactJws> accepted =
        accepted(RejectedException.class, () -> CompactJws.parse(input));
    if (accepted.isEmpty()) {
      return;
    }
    CompactJws jws = accepted.get();
    assertThat(jws.bytes()).isEqualTo(input);
    // Each part has one spelling: what is decoded is encoded as it was.
    String text = text(input);
    assertThat(text.substring(text.indexOf('.') + 1))
        .isEqualTo(encode(jws.payload()) + "." + encode(jws.signature()));
    assertThat(jws.signingInput()).isEqualTo(bytes(text.substring(0, text.lastIndexOf('.'))));
    for (SigningKey key : keys) {
      if (jws.isSignedBy(key.publicKey())) {
        assertThat(signed).as("a signed statement that nobody signed").contains(input);
      }
    }
  }
}
