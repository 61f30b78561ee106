package org.assay.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assay.attestation.CountryCode;
import org.assay.attestation.Did;
import org.assay.attestation.FacilityId;
import org.assay.attestation.HsCode;
import org.assay.attestation.LotId;
import org.assay.attestation.jws.DidKey;
import org.assay.attestation.jws.KeyId;
import org.assay.attestation.jws.SignatureAlgorithm;
import org.assay.attestation.jws.SigningKey;
import org.assay.attestation.jws.VerificationKey;
import org.assay.ledger.Digest;

/** Names: of parties, keys, lots, facilities, countries, goods, and digests. */
class IdentifierFuzzTest extends ParserFuzz {
  @Override
  protected List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (SignatureAlgorithm algorithm :
        List.of(SignatureAlgorithm.ED25519, SignatureAlgorithm.ES256, SignatureAlgorithm.ES384)) {
      KeyId id = DidKey.keyId(SigningKey.generate(algorithm).publicKey());
      seeds.add(bytes(id.toString()));
      seeds.add(bytes(id.did().value()));
    }
    for (String seed :
        List.of(
            "did:web:mines.example.cd",
            "did:web:mines.example.cd%3A8443:a:b#key-1",
            "did:key:z1",
            "did:key:z11111111111111111111111111",
            "urn:assay:lot:cd:kamoto:2026-0117",
            "https://kokkola.example/lots/CS-88-1?a=b#c",
            "CD",
            "2605.00",
            "0".repeat(64),
            "did:web:a" + ":a".repeat(120))) {
      seeds.add(bytes(seed));
    }
    return seeds;
  }

  @Override
  protected void check(byte[] input) throws Exception {
    String text = text(input);
    Class<IllegalArgumentException> rejection = IllegalArgumentException.class;
    Optional<Did> did = accepted(rejection, () -> new Did(text));
    assertThat(Did.isValid(text)).isEqualTo(did.isPresent());
    if (did.isPresent()) {
      Optional<VerificationKey> key = accepted(rejection, () -> DidKey.keyOf(did.get()));
      if (key.isPresent()) {
        assertThat(DidKey.of(key.get())).isEqualTo(did.get());
      }
    }
    Optional<KeyId> id = accepted(rejection, () -> KeyId.parse(text));
    if (id.isPresent()) {
      assertThat(id.get()).hasToString(text);
    }
    Optional<LotId> lot = accepted(rejection, () -> new LotId(text));
    assertThat(LotId.isValid(text)).isEqualTo(lot.isPresent());
    accepted(rejection, () -> new FacilityId(text));
    accepted(rejection, () -> new CountryCode(text));
    accepted(rejection, () -> new HsCode(text));
    Optional<Digest> digest = accepted(rejection, () -> Digest.fromHex(text));
    assertThat(Digest.isHex(text)).isEqualTo(digest.isPresent());
    if (digest.isPresent()) {
      assertThat(digest.get().hex()).isEqualTo(text);
    }
  }
}
