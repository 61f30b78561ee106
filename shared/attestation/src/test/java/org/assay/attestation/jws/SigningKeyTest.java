package org.assay.attestation.jws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyInfoFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeyTest {
  // Made with OpenSSL 3.0, for these tests only.
  private static final String P256_PRIVATE =
      "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg11tQ4cjevRZAPZoc"
          + "5Z1bXHcYZVguoN5Q65/oOGoniBahRANCAAQz2LruaK4l4M5Dxql63zEMYnOi0F9a"
          + "nuTKDZ7WxAmMHzpJi/YMx+7jPTz+f4Aedgqx53tx4orAlog7d/qamZpV";
  private static final String P256_PUBLIC =
      "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEM9i67miuJeDOQ8apet8xDGJzotBf"
          + "Wp7kyg2e1sQJjB86SYv2DMfu4z08/n+AHnYKsed7ceKKwJaIO3f6mpmaVQ==";
  private static final String P384_PRIVATE =
      "MIG2AgEAMBAGByqGSM49AgEGBSuBBAAiBIGeMIGbAgEBBDBDCMqWW1fCy7SqFmum"
          + "+bAzoXiB0Zybq2/jw6QDIqwvFihIOOyc2l+L85Uovf/wgqqhZANiAAS0mYXr3QbI"
          + "s7ksXbdNzV5UlcGxxNinQjLSEKFOmEkt6bREdcEcHIgoKznnc3izo4vqOjoZ0Gro"
          + "QvY3sLxVRzYVtm5Cpye/SPafcbx3B1rPKrHzYJoDk7u+e6nCQy+urqs=";
  private static final String P384_PUBLIC =
      "MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEtJmF690GyLO5LF23Tc1eVJXBscTYp0Iy"
          + "0hChTphJLem0RHXBHByIKCs553N4s6OL6jo6GdBq6EL2N7C8VUc2FbZuQqcnv0j2"
          + "n3G8dwdazyqx82CaA5O7vnupwkMvrq6r";
  private static final String P521_PRIVATE =
      "MIHuAgEAMBAGByqGSM49AgEGBSuBBAAjBIHWMIHTAgEBBEIBrx/9K2GIDOd7BqQG"
          + "0WIfB9rCEfCovFFvS6R9iOh2Agokb0U05bTwjkWbVw9yT/kvTLFBTqosVpcS0riK"
          + "woPP9YGhgYkDgYYABADo5DMs/4AbcgMhtIZ2G8KqlHGMpvFGg3HkRVeW5Erfahyd"
          + "AeE8Nw8N/mf9P1kFLxAtsh9OWyhDJ+AY0eFnQv19BwDGzhllR0adMvSfIFupoVe5"
          + "jSRrDETTBsjXh+q2pv9kbmo8dZL9D0oSiNV0iHSuDbMweS07Sl8R5q6lvxFmddeQ"
          + "/w==";
  private static final String P521_PUBLIC =
      "MIGbMBAGByqGSM49AgEGBSuBBAAjA4GGAAQA6OQzLP+AG3IDIbSGdhvCqpRxjKbx"
          + "RoNx5EVXluRK32ocnQHhPDcPDf5n/T9ZBS8QLbIfTlsoQyfgGNHhZ0L9fQcAxs4Z"
          + "ZUdGnTL0nyBbqaFXuY0kawxE0wbI14fqtqb/ZG5qPHWS/Q9KEojVdIh0rg2zMHkt"
          + "O0pfEeaupb8RZnXXkP8=";
  private static final String RSA_PUBLIC =
      "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAw3haDXMwFleIzcZoV10H"
          + "AGuiqZYIvba4KBPdZhh05Pgz0YzNB+w9ogLZtMlQlw1kIo87IEJHChdmsjmliIGn"
          + "5ghFdzfnExiyfdxCX403KeJtbV10tPeOMji5KKieXM6OLKUoZLDcY+2jmN1PKkCT"
          + "GzVa5cXdre/6Petg2WR+0YmVNWpzkOolT3AizMfAdvxBmtsRxELdXK3//lBoRcZn"
          + "uDjii7LIN4wBQx5/5gJhXVRcLJXvCPoSMbYEbrHm2INKATXdxq0n8QYF9RUrYKiB"
          + "uOkFNWwOSFsFdZdU+RMsKye1vFLz+UA8/E5obapxbxo6TzFPfAetnNhhgXcysDiA"
          + "2QIDAQAB";
  private static final String P256_EXPLICIT_PUBLIC =
      "MIIBSzCCAQMGByqGSM49AgEwgfcCAQEwLAYHKoZIzj0BAQIhAP////8AAAABAAAA"
          + "AAAAAAAAAAAA////////////////MFsEIP////8AAAABAAAAAAAAAAAAAAAA////"
          + "///////////8BCBaxjXYqjqT57PrvVV2mIa8ZR0GsMxTsPY7zjw+J9JgSwMVAMSd"
          + "NgiG5wSTamZ44ROdJreBn36QBEEEaxfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5"
          + "RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9QIhAP////8AAAAA"
          + "//////////+85vqtpxeehPO5ysL8YyVRAgEBA0IABCDQYIWBug4i/jYd06P2gh30"
          + "7rLRMnWF2FQZNEYo11GSMIfyEeWRipWDXGizf97fePrUZmdDOc2CBTekZNkdl/M=";

  // RFC 8410 §10.1 and §10.3
  private static final String ED25519_PRIVATE =
      "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC";
  private static final String ED25519_PUBLIC =
      "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=";

  // RFC 9881 Appendix C.1: the private key of ML-DSA-44 in the form of a seed
  private static final String ML_DSA_44_PRIVATE =
      "MDQCAQAwCwYJYIZIAWUDBAMRBCKAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZ" + "GhscHR4f";

  @ParameterizedTest
  @EnumSource
  void thePemReadsBackAsTheSameKey(SignatureAlgorithm algorithm) {
    SigningKey key = SigningKey.generate(algorithm);

    SigningKey read = SigningKey.fromPem(key.toPem());

    assertThat(read.publicKey()).isEqualTo(key.publicKey());
    assertThat(read.toPem()).isEqualTo(key.toPem());
    assertThat(key.publicKey().verify(new byte[] {7}, read.sign(new byte[] {7}))).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void theJwkReadsBackAsTheSameKey(SignatureAlgorithm algorithm) {
    SigningKey key = SigningKey.generate(algorithm);

    SigningKey read = SigningKey.fromJwk(key.toJwk());

    assertThat(read.publicKey()).isEqualTo(key.publicKey());
    assertThat(read.toJwk()).isEqualTo(key.toJwk());
  }

  @ParameterizedTest
  @EnumSource
  void theSameInputHasTheSameSignature(SignatureAlgorithm algorithm) {
    SigningKey key = SigningKey.generate(algorithm);

    assertThat(key.sign(new byte[] {7})).isEqualTo(key.sign(new byte[] {7}));
  }

  @ParameterizedTest
  @CsvSource({
    "ED25519," + ED25519_PRIVATE + "," + ED25519_PUBLIC,
    "ES256," + P256_PRIVATE + "," + P256_PUBLIC,
    "ES384," + P384_PRIVATE + "," + P384_PUBLIC
  })
  void keysOfOtherToolsAreReadAndWrittenAlike(
      SignatureAlgorithm algorithm, String privateKey, String publicKey) {
    SigningKey key = SigningKey.fromPem(pem("PRIVATE KEY", privateKey));

    assertThat(key.algorithm()).isEqualTo(algorithm);
    assertThat(key.toPem()).isEqualTo(pem("PRIVATE KEY", privateKey));
    assertThat(key.publicKey().toPem()).isEqualTo(pem("PUBLIC KEY", publicKey));
    assertThat(key.publicKey()).isEqualTo(VerificationKey.fromPem(pem("PUBLIC KEY", publicKey)));
  }

  @Test
  void aSeedOfMlDsaIsReadAndWrittenAlike() {
    SigningKey key = SigningKey.fromPem(pem("PRIVATE KEY", ML_DSA_44_PRIVATE));

    assertThat(key.algorithm()).isEqualTo(SignatureAlgorithm.ML_DSA_44);
    assertThat(key.toPem()).isEqualTo(pem("PRIVATE KEY", ML_DSA_44_PRIVATE));
    assertThat(key.toJwk().path("priv").textValue())
        .isEqualTo("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8");
  }

  @Test
  void aKeyOfMlDsaWithItsSeedIsReadAndOneWithoutIsRefused() throws IOException {
    MLDSAPrivateKeyParameters key =
        new MLDSAPrivateKeyParameters(MLDSAParameters.ml_dsa_44, new byte[32]);
    String both = mlDsaPem(key, MLDSAPrivateKeyParameters.BOTH);
    String expanded = mlDsaPem(key, MLDSAPrivateKeyParameters.EXPANDED_KEY);

    assertThat(SigningKey.fromPem(both).publicKey().thumbprint())
        .isEqualTo("T4xl70S7MT6Zeq6r9V9fPJGVn76wfnXJ21-gyo0Gu6o");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SigningKey.fromPem(expanded))
        .withMessageContaining("in a form with the seed");
  }

  @ParameterizedTest
  @ValueSource(strings = {RSA_PUBLIC, P521_PUBLIC, P256_EXPLICIT_PUBLIC})
  void aPublicKeyOfAnotherKindIsRefused(String body) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VerificationKey.fromPem(pem("PUBLIC KEY", body)))
        .withMessageContaining("unsupported kind");
  }

  @Test
  void aPrivateKeyOfAnotherKindIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SigningKey.fromPem(pem("PRIVATE KEY", P521_PRIVATE)))
        .withMessageContaining("unsupported kind");
  }

  @Test
  void aTextWithSomethingElseThanOneKeyIsRefused() {
    List<String> texts = new ArrayList<>();
    texts.add("");
    texts.add("no PEM at all");
    texts.add(pem("PUBLIC KEY", P256_PUBLIC));
    texts.add(pem("PRIVATE KEY", P256_PRIVATE) + pem("PRIVATE KEY", P256_PRIVATE));
    texts.add(pem("PRIVATE KEY", "AAAA"));
    texts.add(pem("PRIVATE KEY", "!!!!"));
    texts.add(pem("ENCRYPTED PRIVATE KEY", P256_PRIVATE));
    texts.add("-----BEGIN PRIVATE KEY-----\n" + P256_PRIVATE);
    texts.add(" ".repeat(200_000));

    for (String text : texts) {
      assertThatIllegalArgumentException()
          .as(text)
          .isThrownBy(() -> SigningKey.fromPem(text))
          .withMessageContaining("PEM")
          .withNoCause();
    }
  }

  @Test
  void aScalarThatIsOutOfRangeIsRefused() throws IOException {
    byte[] zero =
        new PrivateKeyInfo(
                SignatureAlgorithm.ES256.scheme().identifier(),
                new ECPrivateKey(256, BigInteger.ZERO))
            .getEncoded();

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> SigningKey.fromPem(pem("PRIVATE KEY", Base64.getEncoder().encodeToString(zero))));
  }

  @Test
  void anMlDsaKeyOfAWrongLengthIsRefused() throws IOException {
    byte[] encoded =
        new PrivateKeyInfo(
                new AlgorithmIdentifier(NISTObjectIdentifiers.id_ml_dsa_44),
                new DEROctetString(new byte[31]))
            .getEncoded();

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                SigningKey.fromPem(
                    pem("PRIVATE KEY", Base64.getEncoder().encodeToString(encoded))));
  }

  @ParameterizedTest
  @EnumSource
  void membersOfTwoKeysInOneJwkAreRefused(SignatureAlgorithm algorithm) {
    ObjectNode jwk = SigningKey.generate(algorithm).toJwk();
    jwk.setAll(SigningKey.generate(algorithm).publicKey().toJwk());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SigningKey.fromJwk(jwk))
        .withMessageContaining("do not match");
  }

  @ParameterizedTest
  @EnumSource
  void aPublicJwkIsNoSigningKey(SignatureAlgorithm algorithm) {
    ObjectNode jwk = SigningKey.generate(algorithm).publicKey().toJwk();

    assertThatIllegalArgumentException().isThrownBy(() -> SigningKey.fromJwk(jwk));
  }

  @ParameterizedTest
  @EnumSource
  void theTextOfAKeyDoesNotHoldItsSecret(SignatureAlgorithm algorithm) {
    SigningKey key = SigningKey.generate(algorithm);
    String secret = key.toJwk().path(algorithm.scheme().secretMember()).textValue();

    assertThat(key.toString()).contains(key.publicKey().thumbprint()).doesNotContain(secret);
  }

  private static String mlDsaPem(MLDSAPrivateKeyParameters key, int format) throws IOException {
    PrivateKeyInfo info =
        PrivateKeyInfoFactory.createPrivateKeyInfo(key.getParametersWithFormat(format));
    return Pem.write("PRIVATE KEY", List.of(info.getEncoded()));
  }

  /** PEM with lines of 64 characters (RFC 7468 §2). */
  private static String pem(String label, String body) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + body.replaceAll("(.{64})(?=.)", "$1\n")
        + "\n-----END "
        + label
        + "-----\n";
  }
}
