package org.assay.attestation.jws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import org.assay.attestation.Did;
import org.assay.attestation.jws.VerificationMethod.CertificateAuthority;
import org.assay.attestation.jws.VerificationMethod.PublicJwk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VerificationMethodTest {
  private static final Did ISSUER = new Did("did:web:mines.example");
  private static final KeyId ID = new KeyId(ISSUER, "key-1");

  private final TestAuthority authority = TestAuthority.root("root", SignatureAlgorithm.ES256);
  private final VerificationMethod ofKey =
      new VerificationMethod(
          ID, new PublicJwk(SigningKey.generate(SignatureAlgorithm.ED25519).publicKey()));
  private final VerificationMethod ofAuthority =
      new VerificationMethod(ID, new CertificateAuthority(authority.certificate()));

  @ParameterizedTest
  @EnumSource
  void aKeyIsWrittenAsAJsonWebKeyAndReadBack(SignatureAlgorithm algorithm) {
    VerificationKey key = SigningKey.generate(algorithm).publicKey();
    VerificationMethod method = new VerificationMethod(ID, new PublicJwk(key));

    ObjectNode json = method.toJson();

    assertThat(json.path("id").textValue()).isEqualTo("did:web:mines.example#key-1");
    assertThat(json.path("type").textValue()).isEqualTo("JsonWebKey");
    assertThat(json.path("controller").textValue()).isEqualTo("did:web:mines.example");
    assertThat(json.path("publicKeyJwk")).isEqualTo(key.toJwk());
    assertThat(VerificationMethod.fromJson(json, ISSUER)).isEqualTo(method);
  }

  @Test
  void anAuthorityIsWrittenAsItsCertificateAndReadBack() {
    ObjectNode json = ofAuthority.toJson();

    assertThat(json.path("type").textValue()).isEqualTo("X509CertificateAuthority");
    assertThat(json.path("controller").textValue()).isEqualTo("did:web:mines.example");
    assertThat(json.path("x5c")).hasSize(1);
    assertThat(VerificationMethod.fromJson(json, ISSUER)).isEqualTo(ofAuthority);
  }

  @Test
  void anIdOrControllerOfAnotherDidIsRefused() {
    assertRefused(ofKey, json -> json.put("id", "did:web:other.example#key-1"), "must start with");
    assertRefused(ofKey, json -> json.put("controller", "did:web:other.example"), "must be");
    assertRefused(ofKey, json -> json.put("id", "#key-1"), "did:web or did:key");
    assertRefused(ofKey, json -> json.put("id", "did:web:mines.example"), "<did>#<fragment>");
    assertRefused(ofKey, json -> json.remove("id"), "needs a string id");
    assertRefused(ofKey, json -> json.remove("controller"), "needs a string controller");
  }

  @Test
  void anotherTypeIsRefused() {
    assertRefused(ofKey, json -> json.put("type", "Multikey"), "JsonWebKey or");
    assertRefused(ofKey, json -> json.remove("type"), "needs a string type");
  }

  @Test
  void aMethodWithoutItsMaterialIsRefused() {
    assertRefused(ofKey, json -> json.remove("publicKeyJwk"), "a JWK is a JSON object");
    assertRefused(ofAuthority, json -> json.remove("x5c"), "one certificate");
    assertRefused(ofAuthority, json -> json.putArray("x5c"), "one certificate");
    assertRefused(ofAuthority, json -> json.putArray("x5c").add(7), "not a string");
    assertRefused(ofAuthority, json -> json.putArray("x5c").add("AAAA"), "not a certificate");
    assertRefused(
        ofAuthority,
        json -> json.withArray("x5c").add(json.withArray("x5c").path(0).textValue()),
        "one certificate");
  }

  @Test
  void aCertificateThatIsNoAuthoritysIsRefused() {
    VerificationKey key = SigningKey.generate(SignatureAlgorithm.ES256).publicKey();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CertificateAuthority(authority.signer(ISSUER, key)))
        .withMessageContaining("basicConstraints CA");
  }

  private static void assertRefused(
      VerificationMethod method, Consumer<ObjectNode> change, String message) {
    ObjectNode json = method.toJson();
    change.accept(json);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> VerificationMethod.fromJson(json, ISSUER))
        .withMessageContaining(message);
  }
}
