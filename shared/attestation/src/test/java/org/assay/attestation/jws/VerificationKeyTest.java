package org.assay.attestation.jws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class VerificationKeyTest {
  private static final byte[] INPUT = {1, 2, 3};

  @ParameterizedTest
  @EnumSource
  void aSignatureVerifiesUnderItsOwnKeyOnly(SignatureAlgorithm algorithm) {
    SigningKey key = SigningKey.generate(algorithm);
    byte[] signature = key.sign(INPUT);

    assertThat(key.publicKey().verify(INPUT, signature)).isTrue();
    for (SignatureAlgorithm other : SignatureAlgorithm.values()) {
      assertThat(SigningKey.generate(other).publicKey().verify(INPUT, signature)).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSignatureOfAnotherLengthIsNone(SignatureAlgorithm algorithm) {
    SigningKey key = SigningKey.generate(algorithm);
    byte[] signature = key.sign(INPUT);

    assertThat(key.publicKey().verify(INPUT, new byte[0])).isFalse();
    assertThat(key.publicKey().verify(INPUT, Arrays.copyOf(signature, signature.length - 1)))
        .isFalse();
    assertThat(key.publicKey().verify(INPUT, Arrays.copyOf(signature, signature.length + 1)))
        .isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void aSignatureOfZerosOrOnesIsNone(SignatureAlgorithm algorithm) {
    VerificationKey key = SigningKey.generate(algorithm).publicKey();
    byte[] signature = new byte[algorithm.signatureLength()];

    assertThat(key.verify(INPUT, signature)).isFalse();
    Arrays.fill(signature, (byte) 0xff);
    assertThat(key.verify(INPUT, signature)).isFalse();
  }

  @Test
  void anEd25519SignatureWithAnotherNameForItsScalarIsRefused() {
    // S + L stands for the same scalar; RFC 8032 §5.1.7 wants S < L, or anyone could make a second
    // signature, and with it a second statement, out of the first.
    BigInteger order =
        BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    SigningKey key = SigningKey.generate(SignatureAlgorithm.ED25519);
    byte[] signature = key.sign(INPUT);
    byte[] scalar = reversed(Arrays.copyOfRange(signature, 32, 64));
    byte[] other = new BigInteger(1, scalar).add(order).toByteArray();
    byte[] padded = new byte[32];
    System.arraycopy(other, 0, padded, 32 - other.length, other.length);
    System.arraycopy(reversed(padded), 0, signature, 32, 32);

    assertThat(key.publicKey().verify(INPUT, signature)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // the identity, and points of order 2, 4 and 8
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        // y not below the prime, and a y without an x
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0200000000000000000000000000000000000000000000000000000000000000"
      })
  void anEd25519KeyThatIsNoGoodPointIsRefused(String hex) {
    ObjectNode jwk =
        JsonNodeFactory.instance
            .objectNode()
            .put("kty", "OKP")
            .put("crv", "Ed25519")
            .put("x", Base64Url.encode(HexFormat.of().parseHex(hex)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> VerificationKey.fromJwk(jwk))
        .withMessageContaining("not a valid Ed25519 public key");
  }

  @ParameterizedTest
  @EnumSource(names = {"ES256", "ES384"})
  void aPointThatIsNotOnItsCurveIsRefused(SignatureAlgorithm algorithm) {
    ObjectNode jwk = SigningKey.generate(algorithm).publicKey().toJwk();
    byte[] y = Base64Url.decode(jwk.path("y").textValue());
    y[y.length - 1] ^= 1;
    jwk.put("y", Base64Url.encode(y));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> VerificationKey.fromJwk(jwk))
        .withMessageContaining("not a point");
  }

  @ParameterizedTest
  @EnumSource
  void theJwkReadsBackAsTheSameKeyAndHoldsNoSecret(SignatureAlgorithm algorithm) {
    SigningKey key = SigningKey.generate(algorithm);

    VerificationKey read = VerificationKey.fromJwk(key.publicKey().toJwk());

    assertThat(read).isEqualTo(key.publicKey()).hasSameHashCodeAs(key.publicKey());
    assertThat(read.algorithm()).isEqualTo(algorithm);
    assertThat(key.publicKey().toJwk().has("d")).isFalse();
    assertThat(key.publicKey().toJwk().has("priv")).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void thePemReadsBackAsTheSameKey(SignatureAlgorithm algorithm) {
    VerificationKey key = SigningKey.generate(algorithm).publicKey();

    assertThat(VerificationKey.fromPem(key.toPem())).isEqualTo(key);
  }

  @ParameterizedTest
  @EnumSource
  void aJwkWithAPrivateKeyIsRefusedWhereAPublicOneIsExpected(SignatureAlgorithm algorithm) {
    ObjectNode jwk = SigningKey.generate(algorithm).toJwk();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> VerificationKey.fromJwk(jwk))
        .withMessageContaining("holds a private key");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | not a JWK of a supported key",
        "[] | a JWK is a JSON object",
        "{'kty':'RSA','n':'AQAB','e':'AQAB'} | not a JWK of a supported key",
        "{'kty':'oct','k':'AQAB'} | not a JWK of a supported key",
        "{'kty':'EC','crv':'P-521','x':'AQAB','y':'AQAB'} | not a JWK of a supported key",
        "{'kty':'EC','crv':'secp256k1','x':'AQAB','y':'AQAB'} | not a JWK of a supported key",
        "{'kty':'OKP','crv':'X25519','x':'AQAB'} | not a JWK of a supported key",
        "{'kty':'AKP','alg':'ML-DSA-1','pub':'AQAB'} | not a JWK of a supported key",
        "{'kty':'AKP','pub':'AQAB'} | not a JWK of a supported key",
        "{'kty':'AKP','alg':'ML-DSA-44','pub':'AQAB'} | must have 1312",
        "{'kty':'EC','crv':'P-256','x':'AQAB','y':'AQAB'} | must have 32",
        "{'kty':'OKP','crv':'Ed25519'} | needs a string member \"x\"",
        "{'kty':'OKP','crv':'Ed25519','x':7} | needs a string member \"x\"",
        "{'kty':'OKP','crv':'Ed25519','x':'11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo='} | base64",
        "{'kty':'OKP','crv':'Ed25519','x':'11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURp'} | stray",
        "{'kty':'OKP','crv':'Ed25519','alg':'ES256','x':'AQAB'} | alg does not go with",
        "{'kty':'OKP','crv':'Ed25519','use':'enc','x':'AQAB'} | use is not sig"
      })
  void aJwkThatIsNoKeyForStatementsIsRefused(String json, String message) throws IOException {
    var jwk = new ObjectMapper().readTree(json.replace('\'', '"'));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> VerificationKey.fromJwk(jwk))
        .withMessageContaining(message);
  }

  @Test
  void aJwkMayNameItsAlgorithmByTheOldName() throws IOException {
    var jwk =
        new ObjectMapper()
            .readTree(
                """
                {"kty":"OKP","crv":"Ed25519","alg":"EdDSA","use":"sig","kid":"any",
                 "x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
                """);

    assertThat(VerificationKey.fromJwk(jwk).algorithm()).isEqualTo(SignatureAlgorithm.ED25519);
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] result = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      result[i] = bytes[bytes.length - 1 - i];
    }
    return result;
  }
}
