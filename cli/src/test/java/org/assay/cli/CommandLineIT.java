package org.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way of a partner and a buyer, from the first key to the answer, with {@code assay} alone. */
class CommandLineIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CD = "did:web:mines.example.cd";
  private static final String FI = "did:web:reg.example.fi";

  private final Shell shell = new Shell();

  @TempDir private Path folder;
  private Process serving;
  private String url;
  private String logKey = "";

  @BeforeEach
  void serve() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Dassay.home=" + System.getProperty("assay.home"),
            "-cp",
            System.getProperty("java.class.path"),
            "org.assay.cli.Assay",
            "serve",
            "--port",
            "0",
            "--data",
            folder.resolve("data with a space").toString());
    builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
    builder.redirectError(folder.resolve("serve.err").toFile());
    serving = builder.start();
    BufferedReader out = serving.inputReader();
    String found = "";
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith("Assay is at ")) {
        found = line.substring("Assay is at ".length());
      }
      if (line.contains(", its key ")) {
        logKey = line.substring(line.indexOf(", its key ") + ", its key ".length());
      }
      if (line.startsWith("Ctrl-C")) {
        break;
      }
    }
    assertThat(found).as(Files.readString(folder.resolve("serve.err"))).isNotEmpty();
    url = found;
  }

  @AfterEach
  void end() throws InterruptedException {
    serving.destroy();
    if (!serving.waitFor(20, TimeUnit.SECONDS)) {
      serving.destroyForcibly();
    }
  }

  @Test
  void anExchangeIsRebuiltOnceItIsEnded() throws Exception {
    foundCoalition();
    String data = folder.resolve("data with a space").toString();

    assertThat(shell.run("rebuild", "--data", data)).isEqualTo(ExitStatus.COULD_NOT);
    assertThat(shell.err()).contains("another exchange is using the folder");
    end();

    ok("rebuild", "--data", data);
    assertThat(shell.out())
        .containsPattern("The index is that of [1-9][0-9]* entries in [1-9][0-9]* blocks")
        .containsPattern("The log has all files of its first [1-9][0-9]* entries");
  }

  @Test
  void fromTheFirstKeyToTheAnswer() throws Exception {
    foundCoalition();

    // A thousand lots in one file, twice.
    StringBuilder lots = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      lots.append(AssayTest.origin("urn:lot:cd:" + i)).append('\n');
    }
    Path file = Files.writeString(folder.resolve("lots.jsonl"), lots);
    Path signed = folder.resolve("lots.jws");
    ok("sign", file.toString(), "--out", signed.toString(), "--key", pem(CD), "--kid", kid(CD));
    ok("submit", signed.toString(), "--url", url);
    assertThat(shell.out()).contains("1,000 statements, 1,000 recorded, 0 refused");
    ok("submit", signed.toString(), "--url", url);
    assertThat(shell.out()).contains("1,000 recorded (1,000 of them before)");

    // What nobody accredited is refused, with the reason.
    Path alien =
        Files.writeString(folder.resolve("alien.json"), AssayTest.origin("urn:lot:x") + "");
    Path alienSigned = folder.resolve("alien.jws");
    ok(
        "sign",
        alien.toString(),
        "--out",
        alienSigned.toString(),
        "--key",
        pem(FI),
        "--kid",
        kid(FI));
    assertThat(shell.run("submit", alienSigned.toString(), "--url", url)).isEqualTo(1);
    assertThat(shell.err()).contains("line 1: ").contains("To make it right");

    ok("trace", "urn:lot:cd:77", "--url", url, "--key", pem(FI), "--kid", kid(FI));
    assertThat(shell.out())
        .startsWith("PASS  urn:lot:cd:77")
        .contains("Mine (CD)", "extraction by " + CD);
    ok("trace", "urn:lot:cd:77", "--json", "--url", url, "--key", pem(FI), "--kid", kid(FI));
    assertThat(JSON.readTree(shell.out()).path("verdict").asText()).isEqualTo("PASS");
    assertThat(shell.run("trace", "urn:lot:x", "--url", url, "--key", pem(FI), "--kid", kid(FI)))
        .isEqualTo(2);

    ok("token", "--url", url, "--key", pem(CD), "--kid", kid(CD));
    String token = shell.out().strip();
    ok("trace", "urn:lot:cd:77", "--url", url, "--token", token);
    ok("share", "urn:lot:cd:77", "--days", "90", "--url", url, "--key", pem(CD), "--kid", kid(CD));
    HttpResponse<String> shared = get(shell.out().strip());
    assertThat(shared.statusCode()).isEqualTo(200);
    assertThat(get(shell.out().strip().replace("cd%3A77", "cd%3A78")).statusCode()).isEqualTo(403);

    // A key of another exchange, and no exchange at all.
    ok("keygen", "--did", "did:web:nobody.example", "--out", folder.toString());
    String nobody = "did:web:nobody.example";
    assertThat(
            shell.run(
                "trace", "urn:lot:cd:77", "--url", url, "--key", pem(nobody), "--kid", kid(nobody)))
        .isEqualTo(3);
  }

  @Test
  void whatIsRecordedOutlivesTheServer() throws Exception {
    foundCoalition();
    Path file = Files.writeString(folder.resolve("lot.json"), AssayTest.origin("urn:lot:1") + "");
    Path signed = folder.resolve("lot.jws");
    ok("sign", file.toString(), "--out", signed.toString(), "--key", pem(CD), "--kid", kid(CD));
    ok("submit", signed.toString(), "--url", url);
    ok("audit", "--url", url, "--key", pem(CD), "--kid", kid(CD));
    assertThat(shell.out()).contains("NOT CHECKED:", "index rows", "CLEAN  what was checked is");
    Path kept = Files.writeString(folder.resolve("kept"), get(url + "/checkpoint").body());
    end();
    ok(
        "audit",
        "--data",
        folder.resolve("data with a space").toString(),
        "--since",
        kept.toString());
    assertThat(shell.out()).contains("CLEAN  everything is").doesNotContain("NOT CHECKED");
    serve();
    ok("trace", "urn:lot:1", "--url", url, "--key", pem(CD), "--kid", kid(CD));
    assertThat(shell.out()).startsWith("PASS");
  }

  @Test
  void whatIsProvedOutlivesTheExchange() throws Exception {
    foundCoalition();
    Path earlier = Files.writeString(folder.resolve("earlier"), get(url + "/checkpoint").body());
    long size = Long.parseLong(Files.readAllLines(earlier).get(1));
    Path lot = Files.writeString(folder.resolve("lot.json"), AssayTest.origin("urn:lot:1") + "");
    Path signed = folder.resolve("lot.jws");
    ok("sign", lot.toString(), "--out", signed.toString(), "--key", pem(CD), "--kid", kid(CD));
    ok("submit", signed.toString(), "--url", url);

    String trust = folder.resolve("trust.json").toString();
    ok("trust", "--url", url, "--log-key", logKey, "-o", trust);
    assertThat(shell.err()).contains("Compare both values");
    String bundle = folder.resolve("lot.assay.json").toString();
    ok(
        "bundle",
        "urn:lot:1",
        "-o",
        bundle,
        "--since",
        Long.toString(size),
        "--url",
        url,
        "--key",
        pem(FI),
        "--kid",
        kid(FI));
    ok("verify", bundle, "--trust", trust, "--since", earlier.toString(), "--log", url);
    assertThat(shell.out())
        .startsWith("VERIFIED  ")
        .contains("the log grew from size " + size, "nothing else is recorded of the lots");
    assertThat(
            shell.run("bundle", "urn:lot:none", "--url", url, "--key", pem(FI), "--kid", kid(FI)))
        .isEqualTo(ExitStatus.COULD_NOT);
    assertThat(shell.err()).contains("Nothing is published of the lot");
    end();

    ok("verify", bundle, "--trust", trust);
    assertThat(shell.run("verify", bundle, "--trust", trust, "--log", url))
        .isEqualTo(ExitStatus.COULD_NOT);
    byte[] bytes = Files.readAllBytes(Path.of(bundle));
    bytes[bytes.length / 2] ^= 1;
    Files.write(Path.of(bundle), bytes);
    assertThat(shell.run("verify", bundle, "--trust", trust)).isEqualTo(ExitStatus.REFUSED);
    assertThat(shell.out()).startsWith("NOT VERIFIED");
  }

  private void foundCoalition() throws IOException {
    ObjectNode charter = JSON.createObjectNode().put("type", "Charter").put("version", 1);
    charter.put("log", "localhost/assay").put("name", "Test").put("threshold", 2);
    charter.put("validFrom", "2026-01-01T00:00:00Z");
    ArrayNode members = charter.putArray("members");
    for (String did : List.of(CD, FI)) {
      ok("keygen", "--did", did, "--out", folder.toString());
      JsonNode method = JSON.readTree(shell.out());
      ObjectNode member = members.addObject().put("did", did).put("name", did);
      member.putArray("countries").add(did.equals(CD) ? "CD" : "FI");
      member.putArray("verificationMethod").add(method);
    }
    Path file = Files.writeString(folder.resolve("charter.json"), charter.toString());
    ok("charter", file.toString(), "--key", pem(CD), "--kid", kid(CD));
    ok("charter", file.toString(), "--key", pem(FI), "--kid", kid(FI));
    ok("submit", folder.resolve("charter.jws").toString(), "--url", url);
  }

  private void ok(String... args) {
    int status = shell.run(args);
    assertThat(status).as(String.join(" ", args) + "\n" + shell.err()).isZero();
  }

  private static HttpResponse<String> get(String address) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(address)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private String pem(String did) {
    return folder.resolve(did.replace(':', '-') + ".key-1.pem").toString();
  }

  private static String kid(String did) {
    return did + "#key-1";
  }
}
