package org.assay.functions.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.assay.functions.gateway.Deployment;
import org.assay.functions.gateway.ProxyRequest;
import org.assay.functions.gateway.ProxyResponse;
import org.assay.functions.gateway.testing.RecordingContext;
import org.assay.functions.gateway.testing.TestCoalition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the handler answers where no store does: nobody listens on the endpoint's port. */
class QueryHandlerTest {
  private static final String LOG = "log.example/one";
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "ASSAY_LOG_ORIGIN",
          LOG,
          "ASSAY_LEDGER_TABLE",
          "ledger",
          "ASSAY_PENDING_TABLE",
          "pending",
          "ASSAY_INDEX_TABLE",
          "index",
          "ASSAY_STATEMENTS_BUCKET",
          "statements",
          "ASSAY_LOG_BUCKET",
          "log",
          "AWS_REGION",
          "us-east-1",
          "AWS_ENDPOINT_URL",
          "http://127.0.0.1:1",
          "AWS_ACCESS_KEY_ID",
          "id",
          "AWS_SECRET_ACCESS_KEY",
          "secret");

  private final Deployment deployment = new Deployment(ENVIRONMENT, Clock.systemUTC());
  private final QueryHandler handler = new QueryHandler(deployment);

  @AfterEach
  void close() {
    deployment.close();
  }

  @Test
  void whereTheStoresAreAwayThatIsSaidAndNoHealthIsClaimed() throws Exception {
    ProxyResponse health = get("/healthz");
    assertThat(health.status()).isEqualTo(503);
    assertThat(health.header("Retry-After")).hasValue("1");
    assertThat(text(health)).contains("urn:assay:problem:store-unavailable");

    TestCoalition coalition = new TestCoalition(LOG);
    ProxyResponse members =
        send(
            ProxyRequest.of("GET", "/v1/members")
                .withHeader("Authorization", "Bearer " + coalition.congo.token(LOG)));
    assertThat(members.status()).isEqualTo(503);
  }

  @Test
  void thePageIsServedToAnybodyAndRunsOnlyWhatItWasBuiltWith() throws Exception {
    ProxyResponse page = get("/");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(page.header("Referrer-Policy")).hasValue("no-referrer");
    String policy = page.header("Content-Security-Policy").orElseThrow();
    assertThat(policy)
        .contains("default-src 'none'", "connect-src 'self'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    String html = text(page);
    for (String element : new String[] {"script", "style"}) {
      String body = html.split("<" + element + ">", 2)[1].split("</" + element + ">", 2)[0];
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
      assertThat(policy)
          .contains(element + "-src 'sha256-" + Base64.getEncoder().encodeToString(digest) + "'");
    }
  }

  @Test
  void withoutATokenNoStoreIsAsked() throws Exception {
    for (String path :
        new String[] {
          "/v1/members", "/v1/lots/urn%3Aa%3Ab", "/v1/attestations/" + "0".repeat(64)
        }) {
      ProxyResponse response = get(path);
      assertThat(response.status()).as(path).isEqualTo(401);
      assertThat(response.header("WWW-Authenticate")).hasValue("Bearer");
    }
  }

  @Test
  void aPortfolioIsAskedForByPostAndNotWithoutAToken() throws Exception {
    ProxyResponse unknown =
        send(
            ProxyRequest.of("POST", "/v1/portfolio")
                .withBody("application/json", "{}".getBytes(StandardCharsets.UTF_8)));
    assertThat(unknown.status()).isEqualTo(401);
    ProxyResponse get = get("/v1/portfolio");
    assertThat(get.status()).isEqualTo(405);
    assertThat(get.header("Allow")).hasValue("POST");
  }

  @Test
  void anUnknownPathIsNotFound() throws Exception {
    assertThat(get("/v1/secrets").status()).isEqualTo(404);
  }

  @Test
  void aVariableThatIsMissingIsNamed() {
    for (String name : new String[] {"ASSAY_LOG_ORIGIN", "ASSAY_LEDGER_TABLE", "AWS_REGION"}) {
      Map<String, String> environment = new HashMap<>(ENVIRONMENT);
      environment.remove(name);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Deployment(environment, Clock.systemUTC()).close())
          .withMessageContaining(name);
    }
  }

  private ProxyResponse get(String path) throws IOException {
    return send(ProxyRequest.of("GET", path));
  }

  private ProxyResponse send(ProxyRequest request) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(request.toEvent(true).toString().getBytes(StandardCharsets.UTF_8)),
        out,
        new RecordingContext());
    return ProxyResponse.fromEvent(out.toByteArray());
  }

  private static String text(ProxyResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
