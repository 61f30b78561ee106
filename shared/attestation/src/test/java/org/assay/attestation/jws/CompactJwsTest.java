package org.assay.attestation.jws;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assay.attestation.jws.Rejections.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.assay.attestation.Did;
import org.assay.attestation.Reason;
import org.assay.attestation.RejectedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompactJwsTest {
  private static final Did ISSUER = new Did("did:web:mines.example");
  private static final KeyId KID = new KeyId(ISSUER, "key-1");
  private static final byte[] PAYLOAD = "{\"lot\":\"urn:lot:1\"}".getBytes(UTF_8);
  private static final String GOOD =
      "'alg':'ES256','typ':'vc+jwt','kid':'did:web:mines.example#key-1'";

  private final SigningKey key = SigningKey.generate(SignatureAlgorithm.ES256);

  @ParameterizedTest
  @EnumSource
  void whatIsSignedReadsBackAndVerifies(SignatureAlgorithm algorithm) throws RejectedException {
    SigningKey signer = SigningKey.generate(algorithm);

    byte[] bytes = CompactJws.sign(KID, "vc+jwt", PAYLOAD, signer);
    CompactJws jws = CompactJws.parse(bytes);

    assertThat(jws.header()).isEqualTo(new JwsHeader(algorithm, "vc+jwt", KID, List.of()));
    assertThat(jws.payload()).isEqualTo(PAYLOAD);
    assertThat(jws.bytes()).isEqualTo(bytes);
    assertThat(jws.signature()).hasSize(algorithm.signatureLength());
    assertThat(jws.isSignedBy(signer.publicKey())).isTrue();
    assertThat(jws.isSignedBy(SigningKey.generate(algorithm).publicKey())).isFalse();
  }

  @Test
  void theHeaderNamesTheAlgorithmTypeAndKey() throws Exception {
    String jws = new String(CompactJws.sign(KID, "vc+jwt", PAYLOAD, key), US_ASCII);

    assertThat(Base64Url.decode(jws.substring(0, jws.indexOf('.'))))
        .asString(UTF_8)
        .isEqualTo(
            "{\"alg\":\"ES256\",\"typ\":\"vc+jwt\",\"kid\":\"did:web:mines.example#key-1\"}");
  }

  @Test
  void aChangeOfAnyByteIsRefusedOrDoesNotVerify() {
    byte[] bytes = CompactJws.sign(KID, "vc+jwt", PAYLOAD, key);

    for (int i = 0; i < bytes.length; i++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] changed = bytes.clone();
        changed[i] ^= (byte) (1 << bit);
        assertThat(verifies(changed, key.publicKey())).as("byte %d, bit %d", i, bit).isFalse();
      }
    }
  }

  @Test
  void aKeyDoesNotVerifyUnderAnotherAlgorithmThanItsOwn() throws RejectedException {
    // What the key signed, but with a header that says Ed25519; both signatures have 64 bytes.
    byte[] bytes = jws(json("'alg':'Ed25519','typ':'vc+jwt','kid':'" + KID + "'"), PAYLOAD);

    assertThat(CompactJws.parse(bytes).isSignedBy(key.publicKey())).isFalse();
    assertThat(key.publicKey().verify(signingInput(bytes), CompactJws.parse(bytes).signature()))
        .isTrue();
  }

  @Test
  void theOldNameOfEd25519Verifies() throws RejectedException {
    SigningKey ed25519 = SigningKey.generate(SignatureAlgorithm.ED25519);
    byte[] bytes = jws(json("'alg':'EdDSA','typ':'vc+jwt','kid':'" + KID + "'"), PAYLOAD, ed25519);

    assertThat(CompactJws.parse(bytes).isSignedBy(ed25519.publicKey())).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "'typ':'vc+jwt','kid':'did:web:a.example#k' | HEADER_INVALID",
        "'alg':7,'typ':'vc+jwt','kid':'did:web:a.example#k' | HEADER_INVALID",
        "'alg':'none','typ':'vc+jwt','kid':'did:web:a.example#k' | ALG_NONE",
        "'alg':'HS256','typ':'vc+jwt','kid':'did:web:a.example#k' | ALG_SYMMETRIC",
        "'alg':'RS256','typ':'vc+jwt','kid':'did:web:a.example#k' | ALG_UNSUPPORTED",
        "'alg':'ES256','kid':'did:web:a.example#k' | TYP_UNSUPPORTED",
        "'alg':'ES256','typ':'JWT','kid':'did:web:a.example#k' | TYP_UNSUPPORTED",
        "'alg':'ES256','typ':'text/vc+jwt','kid':'did:web:a.example#k' | TYP_UNSUPPORTED",
        "'alg':'ES256','typ':null,'kid':'did:web:a.example#k' | TYP_UNSUPPORTED",
        "'alg':'ES256','typ':'vc+jwt' | KID_INVALID",
        "'alg':'ES256','typ':'vc+jwt','kid':7 | KID_INVALID",
        "'alg':'ES256','typ':'vc+jwt','kid':'key-1' | KID_INVALID",
        "'alg':'ES256','typ':'vc+jwt','kid':'did:web:a.example' | KID_INVALID",
        "'alg':'ES256','typ':'vc+jwt','kid':'did:example:a#k' | KID_INVALID"
      })
  void aHeaderThatLacksSomethingIsRefused(String header, Reason reason) {
    assertRejected(reason, () -> CompactJws.parse(jws(json(header), PAYLOAD)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'crit':['exp'],'exp':1",
        "'crit':[]",
        "'crit':['b64'],'b64':false",
        "'b64':false",
        "'b64':true",
        "'jwk':{'kty':'EC'}",
        "'jku':'https://evil.example/keys'",
        "'x5u':'https://evil.example/chain'",
        "'x5c':[]",
        "'x5c':'AAAA'",
        "'x5c':['A','A','A','A','A','A','A']",
        "'alg':'ES256'",
        "'kid':'did:web:other.example#key-1'",
        "'deep':[[[[[[[[1]]]]]]]]",
        "'long':" + "1234567890123456789012345678901234567890123456789012345678901234567890"
      })
  void aHeaderWithSomethingForbiddenIsRefused(String member) {
    assertRejected(
        Reason.HEADER_INVALID, () -> CompactJws.parse(jws(json(GOOD + "," + member), PAYLOAD)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "\"ES256\"",
        "null",
        "{",
        "{}}",
        "{} {}",
        "{'alg':'ES256'}",
        "{\"alg\":NaN}",
        "// comment\n{}"
      })
  void aHeaderThatIsNotOneJsonObjectIsRefused(String header) {
    assertRejected(
        Reason.HEADER_INVALID, () -> CompactJws.parse(jws(header.getBytes(UTF_8), PAYLOAD)));
  }

  @Test
  void aHeaderInAnotherEncodingThanUtf8IsRefused() {
    String header = new String(json(GOOD + ",'x':'é'"), UTF_8);

    assertRejected(
        Reason.HEADER_INVALID, () -> CompactJws.parse(jws(header.getBytes(UTF_16), PAYLOAD)));
    assertRejected(
        Reason.HEADER_INVALID, () -> CompactJws.parse(jws(header.getBytes(ISO_8859_1), PAYLOAD)));
  }

  @Test
  void aMemberThatIsNotKnownIsPassedOver() throws RejectedException {
    byte[] bytes = jws(json(GOOD + ",'cty':'vc','iss':'did:web:mines.example','x':[{}]"), PAYLOAD);

    assertThat(CompactJws.parse(bytes).isSignedBy(key.publicKey())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"vc+jwt", "VC+JWT", "application/vc+jwt", "Application/Vc+Jwt"})
  void theTypeIsComparedAsAMediaType(String typ) throws RejectedException {
    byte[] bytes = CompactJws.sign(KID, "vc+jwt", PAYLOAD, key);
    byte[] other = jws(json("'alg':'ES256','typ':'" + typ + "','kid':'" + KID + "'"), PAYLOAD);

    assertThat(CompactJws.parse(bytes, typ).header().typ()).isEqualTo("vc+jwt");
    assertThat(CompactJws.parse(other).header().typ()).isEqualTo("vc+jwt");
  }

  @Test
  void anotherTypeIsReadWhereItIsAskedFor() throws RejectedException {
    byte[] bytes = CompactJws.sign(KID, "assay-test", PAYLOAD, key);

    assertThat(CompactJws.parse(bytes, "assay-test").header().typ()).isEqualTo("assay-test");
    assertRejected(Reason.TYP_UNSUPPORTED, () -> CompactJws.parse(bytes));
  }

  @Test
  void aHeaderOverItsLimitIsRefused() throws RejectedException {
    int overhead = json(GOOD + ",'x':''").length;
    byte[] atLimit = json(GOOD + ",'x':'" + "a".repeat(16 * 1024 - overhead) + "'");
    byte[] overLimit = json(GOOD + ",'x':'" + "a".repeat(16 * 1024 - overhead + 1) + "'");

    assertThat(CompactJws.parse(jws(atLimit, PAYLOAD)).isSignedBy(key.publicKey())).isTrue();
    assertRejected(Reason.HEADER_INVALID, () -> CompactJws.parse(jws(overLimit, PAYLOAD)));
  }

  @Test
  void aHeaderWithCertificatesMayBeLongerWithinItsOwnLimit() throws Exception {
    X509Certificate certificate =
        TestAuthority.root("root", SignatureAlgorithm.ES256).signer(ISSUER, key.publicKey());
    String x5c =
        ",'x5c':['" + Base64.getEncoder().encodeToString(certificate.getEncoded()) + "'],'x':'";
    int overhead = json(GOOD + x5c + "'").length;
    byte[] atLimit = json(GOOD + x5c + "a".repeat(32 * 1024 - overhead) + "'");
    byte[] overLimit = json(GOOD + x5c + "a".repeat(32 * 1024 - overhead + 1) + "'");

    assertThat(CompactJws.parse(jws(atLimit, PAYLOAD)).header().x5c()).containsExactly(certificate);
    assertRejected(Reason.HEADER_INVALID, () -> CompactJws.parse(jws(overLimit, PAYLOAD)));
  }

  @Test
  void certificatesGoAlongInTheirOrder() throws RejectedException {
    TestAuthority root = TestAuthority.root("root", SignatureAlgorithm.ML_DSA_44);
    TestAuthority intermediate = root.intermediate("intermediate");
    List<X509Certificate> x5c =
        List.of(intermediate.signer(ISSUER, key.publicKey()), intermediate.certificate());

    CompactJws jws = CompactJws.parse(CompactJws.sign(KID, "vc+jwt", PAYLOAD, key, x5c));

    assertThat(jws.header().x5c()).isEqualTo(x5c);
    assertThat(
            jws.isSignedBy(
                CertificatePath.validate(
                    jws.header().x5c(), root.certificate(), ISSUER, TestAuthority.NOT_BEFORE)))
        .isTrue();
  }

  @Test
  void certificatesThatAreNotBase64OfDerAreRefused() throws Exception {
    String der =
        Base64.getEncoder()
            .encodeToString(
                TestAuthority.root("root", SignatureAlgorithm.ES256).certificate().getEncoded());

    for (String entry : List.of("''", "'AAAA'", "7", "'" + der + " '", "'" + der + "AAAA'")) {
      assertRejected(
          Reason.CERTIFICATE_INVALID,
          () -> CompactJws.parse(jws(json(GOOD + ",'x5c':[" + entry + "]"), PAYLOAD)));
    }
  }

  @Test
  void certificatesOfAnotherKeyAreNotSentAlong() {
    X509Certificate other =
        TestAuthority.root("root", SignatureAlgorithm.ES256)
            .signer(ISSUER, SigningKey.generate(SignatureAlgorithm.ES256).publicKey());
    X509Certificate own =
        TestAuthority.root("root", SignatureAlgorithm.ES256).signer(ISSUER, key.publicKey());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> CompactJws.sign(KID, "vc+jwt", PAYLOAD, key, List.of(other)))
        .withMessageContaining("not about the signing key");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CompactJws.sign(KID, "vc+jwt", PAYLOAD, key, Collections.nCopies(7, own)))
        .withMessageContaining("at most 6");
  }

  @Test
  void bytesThatAreNotThreePartsOfBase64UrlAreRefused() {
    String jws = new String(CompactJws.sign(KID, "vc+jwt", PAYLOAD, key), US_ASCII);
    int firstDot = jws.indexOf('.');
    int lastDot = jws.lastIndexOf('.');
    List<String> texts = new ArrayList<>();
    texts.addAll(List.of("", ".", "...", "a.b", jws + ".", "." + jws, jws + "\n", " " + jws));
    texts.add(jws + "=");
    texts.add(jws.substring(0, lastDot));
    texts.add(jws.substring(0, lastDot) + jws.substring(lastDot + 1));
    texts.add(jws.substring(0, firstDot) + "=" + jws.substring(firstDot));
    texts.add(jws.substring(0, lastDot) + "\n" + jws.substring(lastDot));
    texts.add(jws.substring(0, lastDot) + "é" + jws.substring(lastDot));
    texts.add("{\"payload\":\"\",\"signatures\":[]}");

    for (String text : texts) {
      assertRejected(Reason.NOT_A_JWS, () -> CompactJws.parse(text.getBytes(UTF_8)));
    }
    assertRejected(Reason.HEADER_INVALID, () -> CompactJws.parse("..".getBytes(UTF_8)));
  }

  @Test
  void aStatementOverItsLimitIsRefused() throws RejectedException {
    byte[] atLimit = new byte[CompactJws.MAX_LENGTH];
    byte[] overLimit = new byte[CompactJws.MAX_LENGTH + 1];

    assertRejected(Reason.NOT_A_JWS, () -> CompactJws.parse(atLimit));
    assertRejected(Reason.STATEMENT_TOO_LARGE, () -> CompactJws.parse(overLimit));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CompactJws.sign(KID, "vc+jwt", atLimit, key));
  }

  @Test
  void aJwsDoesNotChangeWithTheArraysItGaveOrWasGiven() throws RejectedException {
    byte[] bytes = CompactJws.sign(KID, "vc+jwt", PAYLOAD, key);
    CompactJws jws = CompactJws.parse(bytes);

    bytes[bytes.length - 3] ^= 1;
    jws.bytes()[3] ^= 1;
    jws.payload()[0] ^= 1;
    jws.signature()[0] ^= 1;
    jws.signingInput()[0] ^= 1;

    assertThat(jws.isSignedBy(key.publicKey())).isTrue();
    assertThat(jws.payload()).isEqualTo(PAYLOAD);
  }

  private static boolean verifies(byte[] bytes, VerificationKey key) {
    try {
      return CompactJws.parse(bytes).isSignedBy(key);
    } catch (RejectedException e) {
      return false;
    }
  }

  private static byte[] json(String members) {
    return ("{" + members.replace('\'', '"') + "}").getBytes(UTF_8);
  }

  private byte[] jws(byte[] header, byte[] payload) {
    return jws(header, payload, key);
  }

  /** A JWS with any header, signed all the same. */
  private static byte[] jws(byte[] header, byte[] payload, SigningKey key) {
    String input = Base64Url.encode(header) + "." + Base64Url.encode(payload);
    return (input + "." + Base64Url.encode(key.sign(input.getBytes(US_ASCII)))).getBytes(US_ASCII);
  }

  private static byte[] signingInput(byte[] jws) {
    String text = new String(jws, US_ASCII);
    return text.substring(0, text.lastIndexOf('.')).getBytes(US_ASCII);
  }
}
