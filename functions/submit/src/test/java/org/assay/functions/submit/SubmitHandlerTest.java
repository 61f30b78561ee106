package org.assay.functions.submit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.assay.functions.gateway.Deployment;
import org.assay.functions.gateway.MediaTypes;
import org.assay.functions.gateway.ProxyRequest;
import org.assay.functions.gateway.ProxyResponse;
import org.assay.functions.gateway.testing.RecordingContext;
import org.assay.functions.gateway.testing.TestCoalition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the handler answers where no store does: nobody listens on the endpoint's port. */
class SubmitHandlerTest {
  private static final String LOG = "log.example/one";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Deployment deployment =
      new Deployment(
          Map.of(
              "ASSAY_LOG_ORIGIN", LOG,
              "ASSAY_LEDGER_TABLE", "ledger",
              "ASSAY_INDEX_TABLE", "index",
              "ASSAY_PENDING_TABLE", "pending",
              "ASSAY_STATEMENTS_BUCKET", "statements",
              "ASSAY_LOG_BUCKET", "log",
              "AWS_REGION", "us-east-1",
              "AWS_ENDPOINT_URL", "http://127.0.0.1:1",
              "AWS_ACCESS_KEY_ID", "id",
              "AWS_SECRET_ACCESS_KEY", "secret"),
          Clock.systemUTC());
  private final SubmitHandler handler = new SubmitHandler(deployment, () -> {});
  private final RecordingContext context = new RecordingContext();

  @AfterEach
  void close() {
    deployment.close();
  }

  @Test
  void whereTheStoresAreAwayTheSubmitterIsToldToComeBack() throws Exception {
    TestCoalition coalition = new TestCoalition(LOG);
    ProxyResponse response =
        post(
            "application/jose+json",
            TestCoalition.sign(
                coalition.charter(), coalition.congo, coalition.finland, coalition.zambia));

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.header("Retry-After")).hasValue("1");
    assertThat(problem(response)).isEqualTo("urn:assay:problem:store-unavailable");
    assertThat(context.log).contains("a store did not answer");
  }

  @Test
  void aTypeThatIsNoneOfAStatementIsRefused() throws Exception {
    for (String type : new String[] {"text/plain", "application/json", "application/vc+jwt+x"}) {
      ProxyResponse response = post(type, new byte[] {'x'});
      assertThat(response.status()).as(type).isEqualTo(415);
      assertThat(problem(response)).isEqualTo("urn:assay:problem:unsupported-media-type");
    }
    ProxyResponse none = send(ProxyRequest.of("POST", "/v1/attestations"));
    assertThat(none.status()).isEqualTo(415);
  }

  @Test
  void aTypeIsReadWithoutRegardToCaseAndParameters() throws Exception {
    ProxyResponse response = post("Application/VC+JWT; charset=utf-8", new byte[] {'x'});
    assertThat(problem(response)).isEqualTo("urn:assay:problem:not-a-jws");
  }

  @Test
  void aBatchHasAThousandLinesAtMost() throws Exception {
    ProxyResponse response =
        post(MediaTypes.JSON_LINES, "x\n".repeat(1_001).getBytes(StandardCharsets.UTF_8));
    assertThat(response.status()).isEqualTo(413);
    assertThat(problem(response)).isEqualTo("urn:assay:problem:batch-too-large");
  }

  @Test
  void linesMayEndAsOnWindowsAndEmptyOnesDoNotCount() throws Exception {
    ProxyResponse response =
        post(MediaTypes.JSON_LINES, "\r\na\r\n\n\nb".getBytes(StandardCharsets.UTF_8));
    assertThat(response.status()).isEqualTo(200);
    String[] lines = new String(response.body(), StandardCharsets.UTF_8).split("\n");
    assertThat(lines).hasSize(2);
    for (int i = 0; i < 2; i++) {
      JsonNode line = JSON.readTree(lines[i]);
      assertThat(line.path("line").intValue()).isEqualTo(i + 1);
      assertThat(line.path("status").textValue()).isEqualTo("REFUSED");
      assertThat(line.at("/problem/type").textValue()).isEqualTo("urn:assay:problem:not-a-jws");
    }
  }

  @Test
  void anotherMethodIsNotAllowed() throws Exception {
    ProxyResponse response = send(ProxyRequest.of("PUT", "/v1/attestations"));
    assertThat(response.status()).isEqualTo(405);
    assertThat(response.header("Allow")).hasValue("POST");
  }

  private ProxyResponse post(String type, byte[] body) throws IOException {
    return send(ProxyRequest.of("POST", "/v1/attestations").withBody(type, body));
  }

  private ProxyResponse send(ProxyRequest request) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(request.toEvent(true).toString().getBytes(StandardCharsets.UTF_8)),
        out,
        context);
    return ProxyResponse.fromEvent(out.toByteArray());
  }

  private static String problem(ProxyResponse response) throws IOException {
    assertThat(response.header("Content-Type")).hasValue(MediaTypes.PROBLEM);
    return JSON.readTree(response.body()).path("type").textValue();
  }
}
