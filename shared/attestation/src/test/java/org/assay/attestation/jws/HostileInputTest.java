package org.assay.attestation.jws;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.assay.attestation.Did;
import org.assay.attestation.RejectedException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * Whatever comes in, the answer is a JWS or a rejection, and a JWS that differs from the signed one
 * does not verify. Any other exception fails the property.
 */
class HostileInputTest {
  private static final Did ISSUER = new Did("did:web:mines.example");
  private static final KeyId KID = new KeyId(ISSUER, "key-1");
  private static final SigningKey ED25519 = SigningKey.generate(SignatureAlgorithm.ED25519);
  private static final SigningKey ES256 = SigningKey.generate(SignatureAlgorithm.ES256);
  private static final SigningKey ES384 = SigningKey.generate(SignatureAlgorithm.ES384);
  private static final SigningKey ML_DSA_44 = SigningKey.generate(SignatureAlgorithm.ML_DSA_44);
  private static final List<SigningKey> KEYS = List.of(ED25519, ES256, ES384, ML_DSA_44);

  private static final TestAuthority ROOT = TestAuthority.root("root", SignatureAlgorithm.ES256);
  private static final byte[] PAYLOAD = "{\"lot\":\"urn:lot:1\"}".getBytes(UTF_8);

  private static final List<X509Certificate> CERTIFICATES =
      KEYS.stream().map(key -> ROOT.signer(ISSUER, key.publicKey())).toList();
  private static final List<byte[]> STATEMENTS =
      KEYS.stream().map(key -> CompactJws.sign(KID, "vc+jwt", PAYLOAD, key)).toList();
  private static final List<byte[]> STATEMENTS_WITH_CERTIFICATES =
      IntStream.range(0, KEYS.size()).mapToObj(HostileInputTest::withCertificates).toList();

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<VerificationMethod> METHODS =
      List.of(
          new VerificationMethod(KID, new VerificationMethod.PublicJwk(ED25519.publicKey())),
          new VerificationMethod(KID, new VerificationMethod.PublicJwk(ES256.publicKey())),
          new VerificationMethod(KID, new VerificationMethod.PublicJwk(ML_DSA_44.publicKey())),
          new VerificationMethod(
              KID, new VerificationMethod.CertificateAuthority(ROOT.certificate())));

  private static final List<String> NAMES =
      List.of("alg", "typ", "kid", "x5c", "crit", "b64", "jwk", "jku", "x5u", "cty", "é");

  private static final List<String> VALUES =
      List.of(
          "\"ES256\"",
          "\"Ed25519\"",
          "\"vc+jwt\"",
          "\"did:web:mines.example#key-1\"",
          "[\"MAA=\"]",
          "[\"\",null]",
          "null",
          "true",
          "1e999999999",
          "-0",
          "{}",
          "[[[[[[[[[[]]]]]]]]]]",
          "\"\\ud800\"",
          "\"\\u0000\"");

  private static final byte[] CHARTER =
      GeneralJws.sign(PAYLOAD, GeneralJws.CHARTER_TYP, Map.of(KID, ES256));

  @RepeatedTest(300)
  void anyBytesAreReadOrRefused(RepetitionInfo repetition) {
    byte[] bytes = anyBytes(random(repetition));

    assertThat(verifies(bytes)).isFalse();
    assertThat(charterVerifies(bytes)).isFalse();
  }

  @RepeatedTest(300)
  void anyHeaderIsReadOrRefused(RepetitionInfo repetition) {
    String header = header(random(repetition));
    byte[] jws =
        (Base64Url.encode(header.getBytes(UTF_8)) + ".e30." + "A".repeat(86)).getBytes(US_ASCII);

    assertThat(verifies(jws)).isFalse();
  }

  @RepeatedTest(1_000)
  void aMutatedStatementIsRefusedOrDoesNotVerify(RepetitionInfo repetition) {
    Random random = random(repetition);
    List<byte[]> statements = random.nextBoolean() ? STATEMENTS : STATEMENTS_WITH_CERTIFICATES;
    byte[] jws = statements.get(random.nextInt(KEYS.size()));
    byte[] mutated = mutate(jws, random);

    assertThat(verifies(mutated)).isEqualTo(Arrays.equals(mutated, jws));
  }

  /** Mutates below the base64url, so that the JSON and the DER are hit as well. */
  @RepeatedTest(1_000)
  void aMutatedPartIsRefusedOrDoesNotVerify(RepetitionInfo repetition) {
    Random random = random(repetition);
    String jws =
        new String(STATEMENTS_WITH_CERTIFICATES.get(random.nextInt(KEYS.size())), US_ASCII);
    String[] parts = jws.split("\\.");
    int which = random.nextInt(3);
    byte[] part = Base64Url.decode(parts[which]);
    byte[] mutated = mutate(part, random);
    parts[which] = Base64Url.encode(mutated);

    assertThat(verifies(String.join(".", parts).getBytes(US_ASCII)))
        .isEqualTo(Arrays.equals(mutated, part));
  }

  @RepeatedTest(500)
  void aMutatedCharterIsRefusedOrDoesNotVerify(RepetitionInfo repetition) {
    byte[] mutated = mutate(CHARTER, random(repetition));

    // White space between members may change and the charter stay the same; nothing else may.
    if (charterVerifies(mutated)) {
      assertThat(new String(mutated, UTF_8).replaceAll("\\s", ""))
          .isEqualTo(new String(CHARTER, UTF_8));
    }
  }

  @RepeatedTest(1_000)
  void aMutatedCertificateIsRefused(RepetitionInfo repetition) throws Exception {
    Random random = random(repetition);
    byte[] der = CERTIFICATES.get(random.nextInt(KEYS.size())).getEncoded();
    byte[] mutated = mutate(der, random);

    assertThat(vouchedFor(mutated)).isEqualTo(Arrays.equals(mutated, der));
  }

  @RepeatedTest(500)
  void anyTextIsAKeyOrAnIllegalArgument(RepetitionInfo repetition) {
    Random random = random(repetition);
    SigningKey key = KEYS.get(random.nextInt(KEYS.size()));
    String publicPem = new String(mutate(key.publicKey().toPem().getBytes(UTF_8), random), UTF_8);
    String privatePem = new String(mutate(key.toPem().getBytes(UTF_8), random), UTF_8);

    try {
      assertThat(VerificationKey.fromPem(publicPem).thumbprint()).hasSize(43);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
    try {
      assertThat(SigningKey.fromPem(privatePem).publicKey().thumbprint()).hasSize(43);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }

  @RepeatedTest(1_000)
  void anyJsonIsAVerificationMethodOrAnIllegalArgument(RepetitionInfo repetition) throws Exception {
    Random random = random(repetition);
    byte[] json = METHODS.get(random.nextInt(METHODS.size())).toJson().toString().getBytes(UTF_8);
    JsonNode mutated;
    try {
      mutated = JSON.readTree(mutate(json, random));
    } catch (IOException e) {
      return;
    }

    assertMethodOrIllegalArgument(mutated);
  }

  @RepeatedTest(1_000)
  void anyCertificateIsAnAuthoritysOrAnIllegalArgument(RepetitionInfo repetition) throws Exception {
    byte[] der = mutate(ROOT.certificate().getEncoded(), random(repetition));
    ObjectNode json = METHODS.get(METHODS.size() - 1).toJson();
    json.putArray("x5c").add(Base64.getEncoder().encodeToString(der));

    assertMethodOrIllegalArgument(json);
  }

  private static void assertMethodOrIllegalArgument(JsonNode json) {
    VerificationMethod method;
    try {
      method = VerificationMethod.fromJson(json, ISSUER);
    } catch (IllegalArgumentException e) {
      return;
    }
    assertThat(VerificationMethod.fromJson(method.toJson(), ISSUER)).isEqualTo(method);
  }

  private static Random random(RepetitionInfo repetition) {
    // Numbers that follow each other give java.util.Random beginnings that are alike.
    return new Random(repetition.getCurrentRepetition() * 0x9e3779b97f4a7c15L);
  }

  private static byte[] anyBytes(Random random) {
    byte[] bytes;
    switch (random.nextInt(3)) {
      case 0 -> {
        bytes = new byte[random.nextInt(2_001)];
        random.nextBytes(bytes);
      }
      case 1 -> {
        bytes = new byte[random.nextInt(2_001)];
        fill(bytes, random, "AQZaz09-_.={}[]\":,\\ ");
      }
      default -> {
        bytes = new byte[CompactJws.MAX_LENGTH];
        Arrays.fill(bytes, new byte[] {'.', 'A', '[', '{', 0}[random.nextInt(5)]);
      }
    }
    return bytes;
  }

  private static void fill(byte[] bytes, Random random, String alphabet) {
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) alphabet.charAt(random.nextInt(alphabet.length()));
    }
  }

  private static String header(Random random) {
    List<String> members = new ArrayList<>();
    for (int count = random.nextInt(9); count > 0; count--) {
      members.add(
          "\""
              + NAMES.get(random.nextInt(NAMES.size()))
              + "\":"
              + VALUES.get(random.nextInt(VALUES.size())));
    }
    return "{" + String.join(",", members) + "}";
  }

  /** Changes, drops, repeats or adds bytes at one to three places. */
  private static byte[] mutate(byte[] original, Random random) {
    byte[] bytes = original.clone();
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times; i++) {
      int at = bytes.length == 0 ? 0 : random.nextInt(bytes.length);
      int length = bytes.length == 0 ? 0 : random.nextInt(Math.min(8, bytes.length - at) + 1);
      byte[] head = Arrays.copyOf(bytes, at);
      byte[] part = Arrays.copyOfRange(bytes, at, at + length);
      byte[] tail = Arrays.copyOfRange(bytes, at + length, bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> random.nextBytes(part);
        case 1 -> part = new byte[0];
        case 2 -> part = join(part, part);
        default -> {
          for (int j = 0; j < part.length; j++) {
            part[j] ^= (byte) (1 << random.nextInt(8));
          }
        }
      }
      bytes = join(join(head, part), tail);
    }
    return bytes;
  }

  private static byte[] withCertificates(int index) {
    List<X509Certificate> x5c = List.of(CERTIFICATES.get(index), ROOT.certificate());
    return CompactJws.sign(KID, "vc+jwt", PAYLOAD, KEYS.get(index), x5c);
  }

  private static byte[] join(byte[] first, byte[] second) {
    byte[] result = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, result, first.length, second.length);
    return result;
  }

  private static boolean verifies(byte[] bytes) {
    CompactJws jws;
    try {
      jws = CompactJws.parse(bytes);
    } catch (RejectedException e) {
      return false;
    }
    return KEYS.stream().anyMatch(key -> jws.isSignedBy(key.publicKey()));
  }

  private static boolean charterVerifies(byte[] bytes) {
    GeneralJws jws;
    try {
      jws = GeneralJws.parse(bytes);
    } catch (RejectedException e) {
      return false;
    }
    return jws.signatures().stream().anyMatch(s -> s.isSignedBy(ES256.publicKey()));
  }

  private static boolean vouchedFor(byte[] der) {
    X509Certificate certificate;
    try {
      certificate = X509Certificates.fromDer(der);
    } catch (IllegalArgumentException e) {
      return false;
    }
    try {
      CertificatePath.validate(
          List.of(certificate), ROOT.certificate(), ISSUER, TestAuthority.NOT_BEFORE);
      return true;
    } catch (RejectedException e) {
      return false;
    }
  }
}
