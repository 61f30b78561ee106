package org.assay.attestation.jws;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each algorithm against the examples of the RFC that defines it. They are checked at the key and
 * not through {@link CompactJws}, because none of them has the {@code typ} and the {@code kid} that
 * a statement must have.
 */
class SignatureVectorsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Test
  void ed25519SignsAndVerifiesTheExampleOfRfc8037() throws IOException {
    SigningKey key =
        SigningKey.fromJwk(
            json(
                """
                {"kty":"OKP","crv":"Ed25519",
                 "d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
                 "x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
                """));
    // RFC 8037 A.4
    String input = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
    String signature =
        "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

    assertThat(Base64Url.encode(key.sign(input.getBytes(US_ASCII)))).isEqualTo(signature);
    assertThat(key.publicKey().verify(input.getBytes(US_ASCII), Base64Url.decode(signature)))
        .isTrue();
    // RFC 8037 A.3
    assertThat(key.publicKey().thumbprint())
        .isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
  }

  @Test
  void es256VerifiesTheExampleOfRfc7515() throws IOException {
    VerificationKey key =
        VerificationKey.fromJwk(
            json(
                """
                {"kty":"EC","crv":"P-256",
                 "x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
                 "y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}
                """));
    // RFC 7515 A.3
    String input =
        "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFt"
            + "cGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
    byte[] signature =
        Base64Url.decode(
            "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q");

    assertThat(key.verify(input.getBytes(US_ASCII), signature)).isTrue();
  }

  /** RFC 6979 A.2.5 (P-256 with SHA-256) and A.2.6 (P-384 with SHA-384). */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          P-256, sample, C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721, 60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6, 7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299, EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716, F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8
          P-384, sample, 6B9D3DAD2E1B8C1C05B19875B6659F4DE23C3B667BF297BA9AA47740787137D896D5724E4C70A825F872C9EA60D2EDF5, EC3A4E415B4E19A4568618029F427FA5DA9A8BC4AE92E02E06AAE5286B300C64DEF8F0EA9055866064A254515480BC13, 8015D9B72D7D57244EA8EF9AC0C621896708A59367F9DFB9F54CA84B3F1C9DB1288B231C3AE0D4FE7344FD2533264720, 94EDBB92A5ECB8AAD4736E56C691916B3F88140666CE9FA73D64C4EA95AD133C81A648152E44ACF96E36DD1E80FABE46, 99EF4AEB15F178CEA1FE40DB2603138F130E740A19624526203B6351D0A3A94FA329C145786E679E7B82C71A38628AC8
          P-384, test, 6B9D3DAD2E1B8C1C05B19875B6659F4DE23C3B667BF297BA9AA47740787137D896D5724E4C70A825F872C9EA60D2EDF5, EC3A4E415B4E19A4568618029F427FA5DA9A8BC4AE92E02E06AAE5286B300C64DEF8F0EA9055866064A254515480BC13, 8015D9B72D7D57244EA8EF9AC0C621896708A59367F9DFB9F54CA84B3F1C9DB1288B231C3AE0D4FE7344FD2533264720, 8203B63D3C853E8D77227FB377BCF7B7B772E97892A80F36AB775D509D7A5FEB0542A7F0812998DA8F1DD3CA3CF023DB, DDD0760448D42D8A43AF45AF836FCE4DE8BE06B485E9B61B827C2F13173923E06A739F040649A667BF3B828246BAA5A5
          """)
  void ecdsaSignsAsRfc6979Says(
      String curve, String message, String d, String x, String y, String r, String s) {
    ObjectNode jwk =
        JsonNodeFactory.instance
            .objectNode()
            .put("kty", "EC")
            .put("crv", curve)
            .put("d", base64Url(d))
            .put("x", base64Url(x))
            .put("y", base64Url(y));
    SigningKey key = SigningKey.fromJwk(jwk);
    byte[] expected = HexFormat.of().parseHex(r + s);

    assertThat(key.sign(message.getBytes(UTF_8))).isEqualTo(expected);
    assertThat(key.publicKey().verify(message.getBytes(UTF_8), expected)).isTrue();
  }

  /**
   * The examples of RFC 9964, as the working group keeps them (draft-ietf-cose-dilithium): key from
   * a seed of zeros, thumbprint, and JWS of each parameter set. The thumbprints and the first and
   * last characters of the signatures are theirs; the signatures between were not compared by eye
   * but computed by a second implementation, CIRCL 1.6.5 in its deterministic mode.
   */
  @ParameterizedTest
  @CsvSource({
    "ML-DSA-44, T4xl70S7MT6Zeq6r9V9fPJGVn76wfnXJ21-gyo0Gu6o,"
        + " knI1Q_9CIzLH5Xy94Kkc7WVKqZcAgtJ3mNf0GUj1uLA6YXAWFJfXkh-zQxUtEl3U, tHd9QAAAAAAAAAAAAAAABIfMEQ",
    "ML-DSA-65, Suiu29qbfuaBaR4Ats-c6XQBePB_OpAxAwcTR_0KXVM,"
        + " zmO9_0bLgJAegoVNymfRo4nGPK5lVtSFGnDbzfzYAD5mUEXpaBUg4itvZ8rAUZi4, UnQkuBhIyPtgAAAAAAAAAABgwVHCUv",
    "ML-DSA-87, tRn1JNIkgMsABVQBlXeDHxAIcclh-2IX0UdDEzPt5XU,"
        + " hmMrKkUgZwGPQV_WUoXUVq_Z9WOenDZbfMmHpKritl0btWi29TC8eIyQyT1FAuW2, BkenwkQfZGS6ez0AAAAAAAAAAALGSAlKzg7Qw"
  })
  void mlDsaSignsAndVerifiesTheExamplesOfRfc9964(
      String alg, String thumbprint, String firstOfSignature, String lastOfSignature)
      throws Exception {
    SignatureAlgorithm algorithm = SignatureAlgorithm.fromJose(alg);
    SigningKey key = zeroSeed(algorithm);
    String jws = resource("rfc9964-" + alg + ".jws");
    int lastDot = jws.lastIndexOf('.');
    byte[] input = jws.substring(0, lastDot).getBytes(US_ASCII);
    String signature = jws.substring(lastDot + 1);

    assertThat(new String(Base64Url.decode(jws.substring(0, jws.indexOf('.'))), UTF_8))
        .isEqualTo("{\"alg\":\"" + alg + "\",\"kid\":\"" + thumbprint + "\"}");
    assertThat(signature).startsWith(firstOfSignature).endsWith(lastOfSignature);
    assertThat(key.publicKey().thumbprint()).isEqualTo(thumbprint);
    assertThat(key.publicKey().verify(input, Base64Url.decode(signature))).isTrue();
    assertThat(Base64Url.encode(key.sign(input))).isEqualTo(signature);
  }

  private static SigningKey zeroSeed(SignatureAlgorithm algorithm) {
    byte[] seed = new byte[32];
    SignatureScheme scheme = algorithm.scheme();
    ObjectNode jwk = scheme.toJwk(scheme.encode(scheme.publicKeyOf(scheme.secretKey(seed))));
    return SigningKey.fromJwk(jwk.put("priv", Base64Url.encode(seed)));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = SignatureVectorsTest.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      return new String(in.readAllBytes(), US_ASCII);
    }
  }

  private static String base64Url(String hex) {
    return Base64Url.encode(HexFormat.of().parseHex(hex));
  }

  private static JsonNode json(String text) throws IOException {
    return JSON.readTree(text);
  }
}
