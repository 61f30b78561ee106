package org.assay.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assay.attestation.Did;
import org.assay.attestation.jws.KeyId;
import org.assay.attestation.jws.SignatureAlgorithm;
import org.assay.attestation.jws.SigningKey;
import org.assay.attestation.jws.TestAuthority;
import org.assay.attestation.jws.VerificationKey;
import org.assay.attestation.jws.VerificationMethod;
import org.assay.attestation.jws.X509Certificates;

/** Keys as JWK, as PEM and as entries of a DID document. */
class PublicKeyFuzzTest extends ParserFuzz {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Did DID = new Did("did:web:mines.example.cd");

  @Override
  protected List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      SigningKey key = SigningKey.generate(algorithm);
      seeds.add(bytes(key.publicKey().toJwk().toString()));
      seeds.add(bytes(key.toJwk().toString()));
      seeds.add(bytes(key.publicKey().toPem()));
      seeds.add(bytes(method(new VerificationMethod.PublicJwk(key.publicKey()))));
    }
    seeds.add(
        bytes(
            method(
                new VerificationMethod.CertificateAuthority(
                    TestAuthority.root("root", SignatureAlgorithm.ES256).certificate()))));
    return seeds;
  }

  private static String method(VerificationMethod.Material material) {
    return new VerificationMethod(new KeyId(DID, "key-1"), material).toJson().toString();
  }

  @Override
  protected void check(byte[] input) throws Exception {
    String text = text(input);
    Class<IllegalArgumentException> rejection = IllegalArgumentException.class;
    Optional<VerificationKey> pem = accepted(rejection, () -> VerificationKey.fromPem(text));
    if (pem.isPresent()) {
      assertThat(VerificationKey.fromPem(pem.get().toPem())).isEqualTo(pem.get());
    }
    accepted(rejection, () -> SigningKey.fromPem(text));
    accepted(rejection, () -> X509Certificates.fromPem(text));
    JsonNode json;
    try {
      json = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return;
    }
    Optional<VerificationKey> key = accepted(rejection, () -> VerificationKey.fromJwk(json));
    if (key.isPresent()) {
      assertThat(VerificationKey.fromJwk(key.get().toJwk())).isEqualTo(key.get());
      assertThat(key.get().thumbprint()).hasSize(43);
    }
    accepted(rejection, () -> SigningKey.fromJwk(json));
    Optional<VerificationMethod> method =
        accepted(rejection, () -> VerificationMethod.fromJson(json, DID));
    if (method.isPresent()) {
      assertThat(method.get().id().did()).isEqualTo(DID);
      assertThat(VerificationMethod.fromJson(method.get().toJson(), DID)).isEqualTo(method.get());
    }
  }
}
