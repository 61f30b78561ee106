package org.assay.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.attestation.RejectedException;
import org.assay.attestation.SampleCredentials;
import org.assay.attestation.jws.GeneralJws;
import org.assay.attestation.jws.KeyId;
import org.assay.attestation.jws.SignatureAlgorithm;
import org.assay.attestation.jws.SigningKey;

class GeneralJwsFuzzTest extends ParserFuzz {
  private final byte[] payload = SampleCredentials.charter().toJson();
  private final Map<KeyId, SigningKey> keys = new LinkedHashMap<>();

  GeneralJwsFuzzTest() {
    keys.put(new KeyId(SampleCredentials.AUTHORITY, "key-1"), SampleCredentials.signingKey());
    keys.put(
        new KeyId(SampleCredentials.FINLAND, "key-1"),
        SigningKey.generate(SignatureAlgorithm.ES256));
  }

  @Override
  protected List<byte[]> seeds() {
    return List.of(
        GeneralJws.sign(payload, GeneralJws.CHARTER_TYP, keys),
        bytes("{\"payload\":\"\",\"signatures\":[]}"),
        bytes(
            "{\"payload\":\"e30\",\"signatures\":[{\"protected\":\"e30\",\"signature\":\"AA\"}]}"));
  }

  @Override
  protected void check(byte[] input) throws Exception {
    Optional<GeneralJws> accepted =
        accepted(RejectedException.class, () -> GeneralJws.parse(input));
    if (accepted.isEmpty()) {
      return;
    }
    GeneralJws jws = accepted.get();
    assertThat(jws.signatures()).hasSizeBetween(1, GeneralJws.MAX_SIGNATURES);
    for (GeneralJws.Signature signature : jws.signatures()) {
      keys.forEach(
          (kid, key) -> {
            if (signature.isSignedBy(key.publicKey())) {
              assertThat(jws.payload()).isEqualTo(payload);
              assertThat(signature.header().kid()).isEqualTo(kid);
            }
          });
    }
  }
}
