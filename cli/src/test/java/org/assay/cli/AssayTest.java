package org.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.assay.attestation.SignedStatement;
import org.assay.attestation.jws.CompactJws;
import org.assay.attestation.jws.VerificationMethod;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssayTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CD = "did:web:mines.example.cd";
  private static final String FI = "did:web:reg.example.fi";

  private final Shell shell = new Shell();

  @TempDir private Path folder;

  @Test
  void wrongUsageIs64AndSaysWhatToTry() {
    for (String[] wrong :
        List.of(
            new String[] {},
            new String[] {"nothing"},
            new String[] {"trace"},
            new String[] {"trace", "no-uri", "--token", "t"},
            new String[] {"trace", "urn:lot:1", "--url", "ftp://a"},
            new String[] {"trace", "urn:lot:1", "--depth", "many"},
            new String[] {"trace", "urn:lot:1", "--policy", "p-1", "--on", "soon"},
            new String[] {"policy"},
            new String[] {"sign", "file"},
            new String[] {"keygen"})) {
      assertThat(shell.run(wrong)).as(String.join(" ", wrong)).isEqualTo(64);
      assertThat(shell.out()).isEmpty();
      assertThat(shell.err()).startsWith("assay: ").contains("--help").doesNotContain("\tat ");
    }
    for (String[] wrong :
        List.of(
            new String[] {"trace", "urn:lot:1"},
            new String[] {"trace", "urn:lot:1", "--key", "k"},
            new String[] {"trace", "urn:lot:1", "--token", "t", "--on", "2026-12-31"},
            new String[] {"policy", "list"},
            new String[] {"policy", "show-standard", "none"},
            new String[] {"trace", "urn:lot:1", "--token", "a b\r\nHost: c"},
            new String[] {"submit", folder.resolve("none").toString()},
            new String[] {"submit", "a", "b", "--results", "c"},
            new String[] {"submit", "a", "--parallel", "17"},
            new String[] {"serve", "--port", "65536"},
            new String[] {"keygen", "--did", "did:other:1"},
            new String[] {"keygen", "--did", "key", "--alg", "none"},
            new String[] {"audit"},
            new String[] {"audit", "--data", "a", "--url", "http://127.0.0.1:1"},
            new String[] {"audit", "--data", "a", "--token", "t"},
            new String[] {"audit", "--url", "http://127.0.0.1:1", "--log-key", "no key"},
            new String[] {"audit", "--url", "http://127.0.0.1:1", "--key", "k"},
            new String[] {"keygen", "--did", "key", "--alg", "ML-DSA-44"})) {
      assertThat(shell.run(wrong)).as(String.join(" ", wrong)).isEqualTo(64);
      assertThat(shell.err()).startsWith("assay: ").doesNotContain("\tat ");
    }
  }

  @Test
  void helpGoesToStandardOutput() {
    assertThat(shell.run("--help")).isZero();
    assertThat(shell.out()).contains("keygen", "submit", "trace", "Exit status");
    assertThat(shell.run("trace", "--help")).isZero();
    assertThat(shell.out()).contains("2 FAIL or UNKNOWN");
  }

  @Test
  void aStandardPolicyIsPrintedAndSignedAsAMembersOwn() throws IOException {
    assertThat(keygen(CD)).isZero();
    assertThat(shell.run("policy", "show-standard")).isZero();
    List<String> names = shell.out().lines().map(line -> line.split(" ")[0]).toList();
    assertThat(names).contains("dfars-252.225-7052", "coalition-origin");
    for (String name : names) {
      assertThat(shell.run("policy", "show-standard", name)).isZero();
      Path file = Files.writeString(folder.resolve(name + ".json"), shell.out());
      assertThat(
              shell.run(
                  "sign", file.toString(), "--key", pem(CD).toString(), "--kid", CD + "#key-1"))
          .as(shell.err())
          .isZero();
    }
  }

  @Test
  void aPrivateKeyIsForItsOwnerAndNeverPrintedNorWrittenOver() throws IOException {
    assertThat(keygen(CD)).isZero();
    String pem = Files.readString(pem(CD));
    assertThat(pem).startsWith("-----BEGIN PRIVATE KEY-----");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pem(CD))))
        .isEqualTo("rw-------");
    String secret = pem.lines().toList().get(1);
    assertThat(shell.out() + shell.err()).doesNotContain(secret).doesNotContain("\"d\"");
    JsonNode method = JSON.readTree(shell.out());
    assertThat(VerificationMethod.fromJson(method, new org.assay.attestation.Did(CD)).id())
        .hasToString(CD + "#key-1");

    assertThat(keygen(CD)).isEqualTo(64);
    assertThat(Files.readString(pem(CD))).isEqualTo(pem);
    Files.delete(json(CD));
    assertThat(keygen(CD)).isEqualTo(64);
    assertThat(Files.readString(pem(CD))).isEqualTo(pem);
  }

  @Test
  void everyAlgorithmMakesAKeyThatSigns() throws IOException {
    Path file = write("lot.json", origin("urn:lot:1"));
    for (String algorithm :
        List.of("Ed25519", "EdDSA", "ES256", "ES384", "ML-DSA-44", "ML-DSA-65", "ML-DSA-87")) {
      assertThat(
              shell.run(
                  "keygen", "--did", CD, "--name", algorithm, "--alg", algorithm, "--out", dir()))
          .isZero();
      String key = folder.resolve(CD.replace(':', '-') + "." + algorithm + ".pem").toString();
      assertThat(shell.run("sign", file.toString(), "--key", key, "--kid", CD + "#" + algorithm))
          .as(shell.err())
          .isZero();
      assertThat(shell.out().strip().split("\\.")).hasSize(3);
    }
  }

  @Test
  void aDidKeyIsItsOwnName() throws IOException {
    assertThat(shell.run("keygen", "--did", "key", "--out", dir())).isZero();
    String kid = JSON.readTree(shell.out()).path("id").asText();
    Path key = folder.resolve(kid.substring(kid.indexOf('#') + 1) + ".pem");
    Path file = write("lot.json", origin("urn:lot:1"));
    assertThat(shell.run("sign", file.toString(), "--key", key.toString(), "--kid", kid)).isZero();

    keygen(CD);
    assertThat(shell.run("sign", file.toString(), "--key", pem(CD).toString(), "--kid", kid))
        .isEqualTo(64);
    assertThat(shell.err()).contains("is not the key that " + kid);
  }

  @Test
  void whatIsUnambiguousIsFilledInAndSaid() throws Exception {
    keygen(CD);
    Path file = write("lot.json", origin("urn:lot:1"));
    assertThat(sign(file)).isZero();
    assertThat(shell.err()).contains("@context, credentialSchema, id, issuer, validFrom");
    SignedStatement statement = SignedStatement.parse(shell.out().strip().getBytes("US-ASCII"));
    assertThat(statement.credential().issuer()).hasToString(CD);
    assertThat(statement.credential().id()).startsWith("urn:uuid:");
    assertThat(statement.jws().header().kid()).hasToString(CD + "#key-1");
  }

  @Test
  void whatIsGivenIsSignedAsItIs() throws Exception {
    keygen(CD);
    ObjectNode whole = (ObjectNode) origin("urn:lot:1");
    whole.put("id", "urn:uuid:00000000-0000-4000-8000-000000000001");
    whole.put("validFrom", "2026-07-01T00:00:00Z");
    ((ObjectNode) whole.at("/credentialSubject/quantity"))
        .put("value", new java.math.BigDecimal("1.50"));
    assertThat(sign(write("lot.json", whole))).isZero();
    String payload =
        new String(CompactJws.parse(shell.out().strip().getBytes("US-ASCII")).payload(), "UTF-8");
    assertThat(payload)
        .contains("\"id\":\"urn:uuid:00000000-0000-4000-8000-000000000001\"")
        .contains("\"value\":1.50")
        .contains("\"validFrom\":\"2026-07-01T00:00:00Z\"");
  }

  @Test
  void allAreSignedOrNone() throws IOException {
    keygen(CD);
    JsonNode bad = origin("urn:lot:2");
    ((ObjectNode) bad.at("/credentialSubject/quantity")).remove("unit");
    Path file = folder.resolve("many.jsonl");
    Files.writeString(file, origin("urn:lot:1") + "\n" + bad + "\n" + origin("urn:lot:3"));
    Path out = folder.resolve("many.jws");
    assertThat(sign(file, "--out", out.toString())).isEqualTo(1);
    assertThat(shell.err())
        .contains("credential 2", "A mass has no unit", "/credentialSubject/quantity/unit")
        .contains("To make it right")
        .contains("1 of 3");
    assertThat(out).doesNotExist();
    assertThat(sign(file)).isEqualTo(1);
    assertThat(shell.out()).isEmpty();
    assertThat(folder).isDirectoryNotContaining(path -> path.toString().contains("assay-sign"));
  }

  @Test
  void aSignedFileIsNotWrittenOverByAccident() throws IOException {
    keygen(CD);
    Path file = write("lot.json", origin("urn:lot:1"));
    Path out = folder.resolve("lot.jws");
    assertThat(sign(file, "--out", out.toString())).isZero();
    String before = Files.readString(out);
    assertThat(sign(file, "--out", out.toString())).isEqualTo(64);
    assertThat(Files.readString(out)).isEqualTo(before);
    assertThat(sign(file, "--out", out.toString(), "--force")).isZero();
    assertThat(Files.readString(out)).isNotEqualTo(before);
  }

  @Test
  void anotherIssuerThanWhoSignsIsRefused() throws IOException {
    keygen(CD);
    ObjectNode other = ((ObjectNode) origin("urn:lot:1")).put("issuer", FI);
    assertThat(sign(write("lot.json", other))).isEqualTo(1);
    assertThat(shell.err()).contains("[at /issuer]");
  }

  @Test
  void textThatIsNoJsonIsSaidWithItsLine() throws IOException {
    keygen(CD);
    Path file = Files.writeString(folder.resolve("x.json"), origin("urn:lot:1") + "\n{oops}\n");
    assertThat(sign(file)).isEqualTo(64);
    assertThat(shell.err()).contains("x.json, line 2: not JSON");
    Files.writeString(file, "{\"type\":1,\"type\":2}");
    assertThat(sign(file)).isEqualTo(64);
    assertThat(shell.err()).contains("Duplicate");
  }

  @Test
  void foundersSignInTurn() throws IOException {
    keygen(CD);
    keygen(FI);
    Path charter = write("charter.json", charter());
    Path signed = folder.resolve("charter.jws");
    assertThat(signCharter(charter, CD)).isZero();
    assertThat(shell.err()).contains("Signed by " + CD, "Still to sign: " + FI);
    String first = Files.readString(signed);

    assertThat(signCharter(signed, CD)).isZero();
    assertThat(shell.err()).contains("had signed it already");
    assertThat(Files.readString(signed)).isEqualTo(first);

    assertThat(signCharter(signed, FI)).isZero();
    assertThat(shell.err()).contains("All have signed");
    JsonNode before = JSON.readTree(first);
    JsonNode after = JSON.readTree(Files.readString(signed));
    assertThat(after.path("payload")).isEqualTo(before.path("payload"));
    assertThat(after.path("signatures")).hasSize(2).contains(before.at("/signatures/0"));
  }

  @Test
  void aSignatureThatWouldNotCountIsNotMade() throws IOException {
    keygen(CD);
    keygen(FI);
    Path charter = write("charter.json", charter());
    assertThat(
            shell.run(
                "charter", charter.toString(), "--key", pem(FI).toString(), "--kid", CD + "#key-1"))
        .isEqualTo(64);
    assertThat(
            shell.run(
                "charter", charter.toString(), "--key", pem(FI).toString(), "--kid", FI + "#key-2"))
        .isEqualTo(64);
    assertThat(folder.resolve("charter.jws")).doesNotExist();

    assertThat(signCharter(charter, CD)).isZero();
    write("charter.json", ((ObjectNode) charter()).put("name", "Another"));
    assertThat(signCharter(charter, FI)).isEqualTo(64);
    assertThat(shell.err()).contains("under another charter");
    assertThat(signCharter(write("bad.json", ((ObjectNode) charter()).put("threshold", 3)), CD))
        .isEqualTo(1);
  }

  @Test
  void theStatusOfATraceIsItsVerdict() throws IOException {
    for (var expected : Map.of("PASS", 0, "FAIL", 2, "UNKNOWN", 2, "MAYBE", 3).entrySet()) {
      try (StubExchange exchange = new StubExchange()) {
        exchange.reply(
            200,
            "{\"lot\":\"urn:lot:1\",\"verdict\":\"" + expected.getKey() + "\",\"reasons\":[]}");
        assertThat(trace(exchange)).as(expected.getKey()).isEqualTo(expected.getValue());
        assertThat(trace(exchange, "--json")).as(expected.getKey()).isEqualTo(expected.getValue());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "p-1, true, PASS, 0",
    "p-1, true, UNKNOWN, 2",
    "p-1, true, FAIL, 2",
    "p-1, false, , 2",
    "all, true, PASS, 0",
    "all, true, FAIL, 2",
    "all, false, , 0",
  })
  void underPoliciesTheStatusIsThatOfThoseThatApply(
      String asked, boolean applies, @Nullable String verdict, int expected) throws IOException {
    try (StubExchange exchange = new StubExchange()) {
      ObjectNode answer = JSON.createObjectNode().put("lot", "urn:lot:1").put("verdict", "PASS");
      ObjectNode policy = answer.putArray("policies").addObject().put("applies", applies);
      if (verdict != null) {
        policy.put("verdict", verdict);
      }
      exchange.reply(200, answer.toString());

      assertThat(trace(exchange, "--policy", asked, "--on", "2026-12-31")).isEqualTo(expected);
      assertThat(exchange.asked.get(0).pathAndQuery())
          .endsWith("?policy=" + asked + "&on=2026-12-31");
    }
  }

  @Test
  void anExchangeThatKnowsNoPoliciesGivesNoAnswerUnderThem() throws IOException {
    try (StubExchange exchange = new StubExchange()) {
      exchange.reply(200, "{\"lot\":\"urn:lot:1\",\"verdict\":\"PASS\"}");
      assertThat(trace(exchange, "--policy", "p-1")).isEqualTo(3);
      assertThat(shell.out()).isEmpty();
    }
  }

  @Test
  void anAnswerAboutAnotherLotIsNoAnswer() throws IOException {
    try (StubExchange exchange = new StubExchange()) {
      exchange.reply(200, "{\"lot\":\"urn:lot:2\",\"verdict\":\"PASS\",\"reasons\":[]}");
      assertThat(trace(exchange)).isEqualTo(3);
      assertThat(shell.out()).isEmpty();
    }
  }

  @Test
  void aLotOfWhichNothingIsRecordedIsUnknown() throws IOException {
    try (StubExchange exchange = new StubExchange()) {
      exchange.reply(404, "{\"type\":\"urn:assay:problem:lot-unknown\",\"title\":\"None\"}");
      assertThat(trace(exchange)).isEqualTo(2);
      assertThat(shell.out()).startsWith("UNKNOWN  urn:lot:1");
    }
  }

  @Test
  void aReaderWhoMayNotReadGetsNoAnswerAndIsToldWhy() throws IOException {
    try (StubExchange exchange = new StubExchange()) {
      exchange.reply(
          401,
          "{\"type\":\"urn:assay:problem:unauthorised\",\"title\":\"T\\u001b[2J\",\"remedy\":\"R\"}");
      assertThat(trace(exchange)).isEqualTo(3);
      assertThat(shell.err()).contains("T\\u{1b}[2J", "R").doesNotContain("\u001b");
    }
  }

  @Test
  void anUploadTellsByItsStatusAndItsWordsWhatCameOfIt() throws IOException {
    Path file = Files.writeString(folder.resolve("s.jws"), "a.b.c\nd.e.f\n");
    try (StubExchange exchange = new StubExchange()) {
      exchange.reply(200, "{\"log\":\"l\"}");
      exchange.reply(
          200,
          "{\"problem\":{\"type\":\"urn:assay:problem:unknown-key\",\"title\":\"The key\\u0007\","
              + "\"detail\":\"D\",\"pointer\":\"/p\",\"remedy\":\"R\"}}\n"
              + "{\"problem\":{\"title\":\"Other\"}}\n");
      assertThat(shell.run("submit", file.toString(), "--url", exchange.uri().toString()))
          .isEqualTo(1);
      assertThat(shell.err())
          .contains("line 1: unknown-key: The key\\u{7}: D [at /p]. To make it right: R")
          .contains("line 2: about:blank: Other");
      assertThat(shell.out()).contains("2 statements, 0 recorded, 2 refused");
      assertThat(Files.readAllLines(folder.resolve("s.jws.results.jsonl"))).hasSize(2);
    }
  }

  @Test
  void anUnsignedFileIsNotSent() throws IOException {
    Path file = write("lot.json", origin("urn:lot:1"));
    assertThat(shell.run("submit", file.toString(), "--url", "http://127.0.0.1:1")).isEqualTo(64);
    assertThat(shell.err()).contains("is not signed");
  }

  @Test
  void onlyWithDebugIsItShownWhereAnErrorComesFrom() throws IOException {
    Path file = Files.writeString(folder.resolve("s.jws"), "a.b.c\n");
    String[] unreachable = {"submit", file.toString(), "--url", "http://127.0.0.1:1"};
    assertThat(shell.run(unreachable)).isEqualTo(3);
    assertThat(shell.err()).contains("refused").doesNotContain("\tat ");
    assertThat(shell.run("submit", "--debug", file.toString(), "--url", "http://127.0.0.1:1"))
        .isEqualTo(3);
    assertThat(shell.err()).contains("\tat ");
  }

  private int trace(StubExchange exchange, String... more) {
    String[] all = {"trace", "urn:lot:1", "--token", "t", "--url", exchange.uri().toString()};
    String[] args = java.util.Arrays.copyOf(all, all.length + more.length);
    System.arraycopy(more, 0, args, all.length, more.length);
    return shell.run(args);
  }

  private int keygen(String did) {
    return shell.run("keygen", "--did", did, "--out", dir());
  }

  private int sign(Path file, String... more) {
    String[] all = {"sign", file.toString(), "--key", pem(CD).toString(), "--kid", CD + "#key-1"};
    String[] args = java.util.Arrays.copyOf(all, all.length + more.length);
    System.arraycopy(more, 0, args, all.length, more.length);
    return shell.run(args);
  }

  private int signCharter(Path file, String did) {
    return shell.run(
        "charter", file.toString(), "--key", pem(did).toString(), "--kid", did + "#key-1");
  }

  private String dir() {
    return folder.toString();
  }

  private Path pem(String did) {
    return folder.resolve(did.replace(':', '-') + ".key-1.pem");
  }

  private Path json(String did) {
    return folder.resolve(did.replace(':', '-') + ".key-1.json");
  }

  private Path write(String name, JsonNode json) throws IOException {
    return Files.writeString(folder.resolve(name), json.toPrettyString());
  }

  static JsonNode origin(String lot) throws IOException {
    return JSON.readTree(
        "{\"type\":[\"VerifiableCredential\",\"LotOrigin\"],\"credentialSubject\":{\"lot\":\""
            + lot
            + "\",\"operator\":\"did:web:mine.example\",\"facility\":{\"id\":\"urn:f:1\","
            + "\"name\":\"Mine\",\"country\":\"CD\"},\"mineral\":\"cobalt\",\"form\":\"hydroxide\","
            + "\"quantity\":{\"value\":\"12500\",\"unit\":\"KGM\",\"basis\":\"wet\","
            + "\"moisture\":\"0.085\"},\"grades\":[{\"analyte\":\"Co\",\"value\":\"30.5\","
            + "\"unit\":\"P1\",\"basis\":\"dry\"}],\"extractedFrom\":\"2026-05-01\","
            + "\"extractedTo\":\"2026-05-31\"}}");
  }

  private JsonNode charter() throws IOException {
    ObjectNode charter =
        JSON.createObjectNode()
            .put("type", "Charter")
            .put("version", 1)
            .put("log", "localhost/assay");
    charter.put("name", "Test").put("threshold", 2).put("validFrom", "2026-01-01T00:00:00Z");
    ArrayNode members = charter.putArray("members");
    for (String did : List.of(CD, FI)) {
      ObjectNode member = members.addObject().put("did", did).put("name", did);
      member.putArray("countries").add(did.equals(CD) ? "CD" : "FI");
      member.putArray("verificationMethod").add(JSON.readTree(Files.readString(json(did))));
    }
    return charter;
  }
}
