package org.assay.attestation.jws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assay.attestation.jws.Rejections.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.assay.attestation.Did;
import org.assay.attestation.Reason;
import org.assay.attestation.RejectedException;
import org.junit.jupiter.api.Test;

class GeneralJwsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] PAYLOAD = "{\"type\":\"Charter\"}".getBytes(UTF_8);
  private static final KeyId FIRST = new KeyId(new Did("did:web:one.example"), "key-1");
  private static final KeyId SECOND = new KeyId(new Did("did:web:two.example"), "key-1");

  private final SigningKey first = SigningKey.generate(SignatureAlgorithm.ED25519);
  private final SigningKey second = SigningKey.generate(SignatureAlgorithm.ML_DSA_65);
  private final byte[] charter = sign(FIRST, first, SECOND, second);

  @Test
  void whatSeveralSignReadsBackAndVerifiesForEach() throws RejectedException {
    GeneralJws jws = GeneralJws.parse(charter);

    assertThat(jws.payload()).isEqualTo(PAYLOAD);
    assertThat(jws.signatures()).hasSize(2);
    GeneralJws.Signature one = jws.signatures().get(0);
    GeneralJws.Signature two = jws.signatures().get(1);
    assertThat(one.header().kid()).isEqualTo(FIRST);
    assertThat(one.header().alg()).isEqualTo(SignatureAlgorithm.ED25519);
    assertThat(one.header().typ()).isEqualTo("assay-charter+json");
    assertThat(two.header().kid()).isEqualTo(SECOND);
    assertThat(one.isSignedBy(first.publicKey())).isTrue();
    assertThat(two.isSignedBy(second.publicKey())).isTrue();
    assertThat(one.isSignedBy(second.publicKey())).isFalse();
    assertThat(two.isSignedBy(first.publicKey())).isFalse();
  }

  @Test
  void aChangedPayloadVerifiesForNobody() throws Exception {
    ObjectNode json = (ObjectNode) JSON.readTree(charter);
    json.put("payload", Base64Url.encode("{\"type\":\"charter\"}".getBytes(UTF_8)));

    GeneralJws jws = GeneralJws.parse(JSON.writeValueAsBytes(json));

    assertThat(jws.signatures().get(0).isSignedBy(first.publicKey())).isFalse();
    assertThat(jws.signatures().get(1).isSignedBy(second.publicKey())).isFalse();
  }

  @Test
  void aSignatureDoesNotFitAnotherHeader() throws Exception {
    ObjectNode json = (ObjectNode) JSON.readTree(charter);
    String header = "{\"alg\":\"Ed25519\",\"typ\":\"assay-charter+json\",\"kid\":\"%s\"}";
    ((ObjectNode) json.path("signatures").path(0))
        .put(
            "protected",
            Base64Url.encode(header.formatted(FIRST.did() + "#other").getBytes(UTF_8)));

    GeneralJws jws = GeneralJws.parse(JSON.writeValueAsBytes(json));

    assertThat(jws.signatures().get(0).isSignedBy(first.publicKey())).isFalse();
  }

  @Test
  void twoSignaturesOfOneKeyAreRefused() {
    assertChangeRejected(
        Reason.HEADER_INVALID,
        json -> json.withArray("signatures").add(json.path("signatures").path(0).deepCopy()));
  }

  @Test
  void aHeaderThatNobodySignedIsRefused() {
    assertChangeRejected(
        Reason.NOT_A_JWS,
        json -> ((ObjectNode) json.path("signatures").path(0)).putObject("header"));
  }

  @Test
  void aMemberThatIsMissingOrTooManyIsRefused() {
    assertChangeRejected(Reason.NOT_A_JWS, json -> json.remove("payload"));
    assertChangeRejected(Reason.NOT_A_JWS, json -> json.put("payload", "QUJ="));
    assertChangeRejected(Reason.NOT_A_JWS, json -> json.put("payload", 7));
    assertChangeRejected(Reason.NOT_A_JWS, json -> json.remove("signatures"));
    assertChangeRejected(Reason.NOT_A_JWS, json -> json.putArray("signatures"));
    assertChangeRejected(Reason.NOT_A_JWS, json -> json.putArray("signatures").add(7));
    assertChangeRejected(Reason.NOT_A_JWS, json -> json.put("protected", "e30"));
    assertChangeRejected(Reason.NOT_A_JWS, json -> json.put("signature", "QUJD"));
    assertChangeRejected(
        Reason.NOT_A_JWS,
        json -> ((ObjectNode) json.path("signatures").path(1)).remove("protected"));
    assertChangeRejected(
        Reason.NOT_A_JWS,
        json -> ((ObjectNode) json.path("signatures").path(1)).put("signature", "QR"));
    assertChangeRejected(
        Reason.HEADER_INVALID,
        json -> ((ObjectNode) json.path("signatures").path(1)).put("protected", "e30"));
  }

  @Test
  void aStatementsSignatureIsNotOneOfACharter() {
    byte[] other = GeneralJws.sign(PAYLOAD, "vc+jwt", Map.of(FIRST, first));

    assertRejected(Reason.TYP_UNSUPPORTED, () -> GeneralJws.parse(other));
  }

  @Test
  void bytesThatAreNotOneJsonObjectAreRefused() {
    String text = new String(charter, UTF_8);

    assertRejected(Reason.NOT_A_JWS, () -> GeneralJws.parse(new byte[0]));
    assertRejected(Reason.NOT_A_JWS, () -> GeneralJws.parse("[]".getBytes(UTF_8)));
    assertRejected(Reason.NOT_A_JWS, () -> GeneralJws.parse((text + "x").getBytes(UTF_8)));
    assertRejected(
        Reason.NOT_A_JWS,
        () ->
            GeneralJws.parse(
                text.replace("{\"payload\"", "{\"payload\":\"\",\"payload\"").getBytes(UTF_8)));
    assertRejected(
        Reason.STATEMENT_TOO_LARGE, () -> GeneralJws.parse(new byte[GeneralJws.MAX_LENGTH + 1]));
  }

  @Test
  void moreSignaturesThanAllowedAreNotMadeAndNotRead() throws Exception {
    Map<KeyId, SigningKey> signers = new LinkedHashMap<>();
    for (int i = 0; i < GeneralJws.MAX_SIGNATURES; i++) {
      signers.put(new KeyId(FIRST.did(), "key-" + i), first);
    }
    byte[] most = GeneralJws.sign(PAYLOAD, GeneralJws.CHARTER_TYP, signers);
    signers.put(SECOND, first);

    assertThat(GeneralJws.parse(most).signatures()).hasSize(64);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GeneralJws.sign(PAYLOAD, GeneralJws.CHARTER_TYP, signers));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> GeneralJws.sign(PAYLOAD, GeneralJws.CHARTER_TYP, Map.of()));
    ObjectNode json = (ObjectNode) JSON.readTree(most);
    json.withArray("signatures").add(JSON.readTree(charter).path("signatures").path(1));
    assertRejected(Reason.NOT_A_JWS, () -> GeneralJws.parse(JSON.writeValueAsBytes(json)));
  }

  @Test
  void theLargestCharterFits() throws RejectedException {
    SigningKey large = SigningKey.generate(SignatureAlgorithm.ML_DSA_87);
    Map<KeyId, SigningKey> signers = new LinkedHashMap<>();
    for (int i = 0; i < GeneralJws.MAX_SIGNATURES; i++) {
      signers.put(new KeyId(FIRST.did(), "key-" + i), large);
    }
    byte[] payload = new byte[64 * 4 * 1024];

    byte[] bytes = GeneralJws.sign(payload, GeneralJws.CHARTER_TYP, signers);

    assertThat(GeneralJws.parse(bytes).signatures()).hasSize(64);
  }

  private void assertChangeRejected(Reason reason, Consumer<ObjectNode> change) {
    assertRejected(
        reason,
        () -> {
          ObjectNode json = (ObjectNode) JSON.readTree(charter);
          change.accept(json);
          GeneralJws.parse(JSON.writeValueAsBytes(json));
        });
  }

  private static byte[] sign(KeyId kid, SigningKey key, KeyId otherKid, SigningKey otherKey) {
    Map<KeyId, SigningKey> signers = new LinkedHashMap<>();
    signers.put(kid, key);
    signers.put(otherKid, otherKey);
    return GeneralJws.sign(PAYLOAD, GeneralJws.CHARTER_TYP, signers);
  }
}
