package org.assay.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assay.attestation.LotId;
import org.assay.functions.audit.AuditHandler;
import org.assay.functions.gateway.MediaTypes;
import org.assay.functions.gateway.ProxyRequest;
import org.assay.functions.gateway.ProxyResponse;
import org.assay.functions.gateway.testing.TestCoalition;
import org.assay.functions.publish.PublishHandler;
import org.assay.functions.query.QueryHandler;
import org.assay.functions.submit.SubmitHandler;
import org.assay.local.LambdaRuntime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The functions as Lambda runs them: each in a JVM of its own under AWS's runtime interface client,
 * with nothing but the environment to go by. They share the stores, not a process.
 */
class LambdaIT {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private static Path data;
  private static RunningExchange exchange;
  private static TestCoalition coalition;
  private static LambdaRuntime submit;
  private static LambdaRuntime query;
  private static LambdaRuntime publish;
  private static LambdaRuntime audit;

  @BeforeAll
  static void start() throws Exception {
    exchange = RunningExchange.shared(data);
    coalition = exchange.coalition;
    Map<String, String> environment = exchange.exchange.environment();
    submit = LambdaRuntime.start(SubmitHandler.class, environment);
    query = LambdaRuntime.start(QueryHandler.class, environment);
    publish = LambdaRuntime.start(PublishHandler.class, environment);
    audit = LambdaRuntime.start(AuditHandler.class, environment);
  }

  @AfterAll
  static void stop() throws Exception {
    submit.close();
    query.close();
    publish.close();
    audit.close();
    exchange.close();
  }

  @Test
  void aCoalitionIsFoundedAndALotTraced() throws Exception {
    assertThat(json(query, ProxyRequest.of("GET", "/healthz"), 200).path("size").longValue())
        .isZero();

    List<byte[]> founding = coalition.founding();
    JsonNode charter = json(submit, post("application/jose+json", founding.get(0)), 201, 202);
    assertThat(charter.path("index").longValue()).isZero();
    StringBuilder rest = new StringBuilder();
    for (byte[] statement : founding.subList(1, founding.size())) {
      rest.append(new String(statement, StandardCharsets.US_ASCII)).append('\n');
    }
    ProxyResponse batch =
        invoke(
            submit,
            post(MediaTypes.JSON_LINES, rest.toString().getBytes(StandardCharsets.US_ASCII)));
    assertThat(batch.status()).isEqualTo(200);
    assertThat(new String(batch.body(), StandardCharsets.UTF_8))
        .contains("\"index\":" + (founding.size() - 1))
        .doesNotContain("REFUSED");

    LotId lot = TestCoalition.newLot("ore");
    byte[] origin = coalition.operator.says(coalition.mined(lot));
    JsonNode recorded = json(submit, post(MediaTypes.VC_JWT, origin), 201, 202);
    assertThat(recorded.path("index").longValue()).isEqualTo(founding.size());
    assertThat(json(submit, post(MediaTypes.VC_JWT, origin), 200, 202).path("index"))
        .isEqualTo(recorded.path("index"));
    assertThat(json(submit, post(MediaTypes.VC_JWT, new byte[] {'x'}), 400).path("type").asText())
        .endsWith(":not-a-jws");

    JsonNode trace =
        json(
            query,
            ProxyRequest.of("GET", ExchangeClient.lotPath(lot))
                .withHeader("Authorization", "Bearer " + exchange.token()),
            200);
    assertThat(trace.path("verdict").textValue()).isEqualTo("PASS");
    ProxyResponse statement =
        invoke(
            query,
            ProxyRequest.of("GET", "/v1/attestations/" + recorded.path("statement").textValue())
                .withHeader("Authorization", "Bearer " + exchange.token()));
    assertThat(statement.body()).isEqualTo(origin);
    assertThat(invoke(query, ProxyRequest.of("GET", "/v1/members")).status()).isEqualTo(401);
    assertThat(json(query, ProxyRequest.of("GET", "/healthz"), 200).path("size").longValue())
        .isEqualTo(founding.size() + 1);

    // Another process on the same stores, the exchange in this one, sees the same and goes on.
    assertThat(exchange.client.submit(origin).isRepeat()).isTrue();
    exchange.client.record(coalition.operator.says(coalition.shipped(lot)));
    assertThat(json(query, ProxyRequest.of("GET", "/healthz"), 200).path("size").longValue())
        .isEqualTo(founding.size() + 2);
    ReplayedLedger.verify(exchange.exchange.environment());

    // What the stream sends says nothing that the ledger does not.
    byte[] published = publish.invoke("{\"Records\":[]}".getBytes(StandardCharsets.UTF_8));
    assertThat(JSON.readTree(published).path("published").longValue())
        .isEqualTo(founding.size() + 2);
    JsonNode receipt =
        json(
            query,
            ProxyRequest.of(
                    "GET",
                    "/v1/attestations/" + recorded.path("statement").textValue() + "/receipt")
                .withHeader("Authorization", "Bearer " + exchange.token())
                .withHeader("Accept", "application/json"),
            200);
    assertThat(receipt.path("index")).isEqualTo(recorded.path("index"));

    JsonNode audited = JSON.readTree(audit.invoke("{}".getBytes(StandardCharsets.UTF_8)));
    assertThat(audited.path("verdict").textValue()).as(audited.toString()).isEqualTo("clean");
    assertThat(audited.path("size").longValue()).isEqualTo(founding.size() + 2);
    assertThat(audited.path("published").longValue()).isEqualTo(founding.size() + 2);
    assertThat(audited.path("unchecked")).isEmpty();
    assertThat(audit.logged().lines())
        .as("CloudWatch finds metrics at the top of a line of JSON, and nowhere else")
        .filteredOn(line -> line.startsWith("{") && line.contains("CloudWatchMetrics"))
        .singleElement()
        .satisfies(
            line -> {
              JsonNode metrics = JSON.readTree(line);
              assertThat(metrics.at("/_aws/CloudWatchMetrics/0/Metrics")).hasSize(3);
              assertThat(metrics.path("Findings").longValue()).isZero();
              assertThat(metrics.path("Finished").longValue()).isEqualTo(1);
            });
  }

  private static ProxyRequest post(String type, byte[] body) {
    return ProxyRequest.of("POST", "/v1/attestations").withBody(type, body);
  }

  private static JsonNode json(LambdaRuntime function, ProxyRequest request, Integer... statuses)
      throws IOException, InterruptedException {
    ProxyResponse response = invoke(function, request);
    String text = new String(response.body(), StandardCharsets.UTF_8);
    assertThat(response.status()).as(text).isIn((Object[]) statuses);
    return JSON.readTree(text);
  }

  private static ProxyResponse invoke(LambdaRuntime function, ProxyRequest request)
      throws IOException, InterruptedException {
    return ProxyResponse.fromEvent(
        function.invoke(request.toEvent(true).toString().getBytes(StandardCharsets.UTF_8)));
  }
}
