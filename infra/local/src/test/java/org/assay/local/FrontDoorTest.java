package org.assay.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assay.functions.gateway.MediaTypes;
import org.assay.functions.gateway.ProxyHandler;
import org.assay.functions.gateway.ProxyRequest;
import org.assay.functions.gateway.ProxyResponse;
import org.assay.local.FrontDoor.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrontDoorTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Answers with the event itself. */
  private static final RequestStreamHandler SHOW_EVENT =
      (in, out, context) ->
          out.write(
              ProxyResponse.of(200, MediaTypes.JSON, in.readAllBytes())
                  .toEvent()
                  .toString()
                  .getBytes(StandardCharsets.UTF_8));

  private static final RequestStreamHandler ECHO =
      new ProxyHandler() {
        @Override
        protected ProxyResponse handle(ProxyRequest request, Context context) {
          return ProxyResponse.of(200, request.contentType().orElse("x/y"), request.body())
              .withHeader("Set-Cookie", "a=1")
              .withHeader("Set-Cookie", "b=2")
              .withHeader("Connection", "close");
        }
      };

  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final HttpClient client = HttpClient.newHttpClient();
  private FrontDoor door = open(FrontDoor.ALL_BINARY, ECHO);

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void theEventIsThatOfARestApi() throws Exception {
    HttpResponse<byte[]> response =
        send(
            request("/v1/lots/urn%3Alot%3A1?policy=a+b&policy=%C3%A9&flag")
                .header("X-Many", "1")
                .header("X-Many", "2")
                .POST(BodyPublishers.ofString("text")));
    JsonNode event = JSON.readTree(response.body());

    assertThat(event.path("resource").asText()).isEqualTo("/v1/lots/{id}");
    assertThat(event.path("path").asText()).isEqualTo("/v1/lots/urn%3Alot%3A1");
    assertThat(event.path("httpMethod").asText()).isEqualTo("POST");
    assertThat(event.at("/pathParameters/id").asText()).isEqualTo("urn:lot:1");
    assertThat(event.path("stageVariables").isNull()).isTrue();
    assertThat(event.path("queryStringParameters"))
        .isEqualTo(JSON.readTree("{\"policy\":\"é\",\"flag\":\"\"}"));
    assertThat(event.path("multiValueQueryStringParameters"))
        .isEqualTo(JSON.readTree("{\"policy\":[\"a b\",\"é\"],\"flag\":[\"\"]}"));
    assertThat(event.at("/multiValueHeaders/X-many")).isEqualTo(JSON.readTree("[\"1\",\"2\"]"));
    assertThat(event.at("/headers/X-many").asText()).isEqualTo("2");
    assertThat(event.path("body").asText()).isEqualTo("dGV4dA==");
    assertThat(event.path("isBase64Encoded").asBoolean()).isTrue();
    JsonNode context = event.path("requestContext");
    assertThat(context.path("path").asText()).isEqualTo("/local/v1/lots/urn%3Alot%3A1");
    assertThat(context.path("resourcePath").asText()).isEqualTo("/v1/lots/{id}");
    assertThat(context.path("stage").asText()).isEqualTo("local");
    assertThat(context.at("/identity/sourceIp").asText()).isEqualTo("127.0.0.1");
    assertThat(response.headers().firstValue("x-amzn-RequestId"))
        .hasValue(context.path("requestId").asText());
  }

  @Test
  void whatARequestLacksIsNull() throws Exception {
    JsonNode event = JSON.readTree(send(request("/event").GET()).body());
    for (String name :
        List.of(
            "queryStringParameters",
            "multiValueQueryStringParameters",
            "pathParameters",
            "stageVariables",
            "body")) {
      assertThat(event.has(name)).as(name).isTrue();
      assertThat(event.path(name).isNull()).as(name).isTrue();
    }
  }

  @Test
  void bytesAndHeadersGoThroughUnchanged() throws Exception {
    byte[] bytes = {(byte) 0xff, 0, 10, 13, (byte) 0x80};
    HttpResponse<byte[]> response =
        send(
            request("/echo")
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(bytes)));
    assertThat(response.body()).isEqualTo(bytes);
    assertThat(response.headers().allValues("Set-Cookie")).containsExactly("a=1", "b=2");
    assertThat(response.headers().allValues("Connection")).isEmpty();
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/octet-stream");

    HttpResponse<byte[]> head = send(request("/echo").method("HEAD", BodyPublishers.noBody()));
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
  }

  @Test
  void onlyBinaryMediaTypesTravelAsBase64() throws Exception {
    door.close();
    door = open(List.of("image/*", "application/octet-stream"), ECHO);

    JsonNode text =
        JSON.readTree(
            send(request("/event").header("Content-Type", "text/plain").POST(text("é"))).body());
    assertThat(text.path("body").asText()).isEqualTo("é");
    assertThat(text.path("isBase64Encoded").asBoolean()).isFalse();

    JsonNode image =
        JSON.readTree(
            send(request("/event").header("Content-Type", "image/png").POST(text("é"))).body());
    assertThat(image.path("body").asText()).isEqualTo("w6k=");
    assertThat(image.path("isBase64Encoded").asBoolean()).isTrue();

    HttpRequest.Builder octets =
        request("/echo")
            .header("Content-Type", "application/octet-stream")
            .POST(BodyPublishers.ofByteArray(new byte[] {(byte) 0xff}));
    assertThat(new String(send(octets).body(), StandardCharsets.UTF_8)).isEqualTo("/w==");
    octets.header("Accept", "application/octet-stream, text/html");
    assertThat(send(octets).body()).containsExactly(0xff);
  }

  @Test
  void anUnknownRouteIsAnsweredAsApiGatewayDoes() throws Exception {
    for (HttpRequest.Builder unknown :
        List.of(request("/nothing"), request("/event").DELETE(), request("/v1/lots/a/b"))) {
      HttpResponse<byte[]> response = send(unknown);
      assertThat(response.statusCode()).isEqualTo(403);
      assertThat(JSON.readTree(response.body()))
          .isEqualTo(JSON.readTree("{\"message\":\"Missing Authentication Token\"}"));
    }
  }

  @Test
  void bodiesBeyondTheLimitsAre413() throws Exception {
    HttpRequest.Builder echo = request("/echo").header("Content-Type", "text/plain");
    // 4 MiB become 5.4 as base64, 5 become 6.7.
    assertThat(send(echo.POST(letters(4 << 20))).statusCode()).isEqualTo(200);
    assertThat(send(echo.POST(letters(5 << 20))).statusCode()).isEqualTo(413);
    assertThat(send(echo.POST(letters(FrontDoor.MAX_BODY + 1))).statusCode()).isEqualTo(413);
  }

  @Test
  void aFunctionThatFailsIs502AndIsLogged() throws Exception {
    for (String path : List.of("/throws", "/nonsense", "/large")) {
      HttpResponse<byte[]> response = send(request(path));
      assertThat(response.statusCode()).as(path).isEqualTo(502);
      assertThat(JSON.readTree(response.body()).path("message").asText())
          .isEqualTo("Internal server error");
    }
    assertThat(logged.toString(StandardCharsets.UTF_8))
        .contains("broken on purpose", "not a JSON object", "Lambda gives");
  }

  @Test
  void requestsAreServedAtOnce() throws Exception {
    int many = 32;
    CountDownLatch all = new CountDownLatch(many);
    door.close();
    door =
        open(
            FrontDoor.ALL_BINARY,
            (in, out, context) -> {
              all.countDown();
              try {
                // Ends only when every request has come in.
                if (!all.await(20, TimeUnit.SECONDS)) {
                  throw new IOException("one at a time");
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              ObjectNode answer = JSON.createObjectNode().put("statusCode", 204);
              answer.put("body", context.getRemainingTimeInMillis() > 0 ? "" : "late");
              out.write(JSON.writeValueAsBytes(answer));
            });
    List<CompletableFuture<HttpResponse<Void>>> sent =
        Stream.generate(
                () ->
                    client.sendAsync(
                        request("/echo").POST(text("x")).build(), BodyHandlers.discarding()))
            .limit(many)
            .toList();
    for (CompletableFuture<HttpResponse<Void>> response : sent) {
      assertThat(response.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
    }
  }

  @Test
  void aTakenPortIsSaid() {
    assertThatThrownBy(() -> FrontDoor.open(door.uri().getPort(), List.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("port " + door.uri().getPort())
        .hasMessageContaining("taken");
  }

  private FrontDoor open(List<String> binaryMediaTypes, RequestStreamHandler echo) {
    RequestStreamHandler broken =
        (in, out, context) -> {
          throw new IllegalStateException("broken on purpose");
        };
    try {
      return FrontDoor.open(
          0,
          List.of(
              new Route("ANY", "/echo", "echo", echo),
              new Route("GET", "/event", "event", SHOW_EVENT),
              new Route("POST", "/event", "event", SHOW_EVENT),
              new Route("POST", "/v1/lots/{id}", "event", SHOW_EVENT),
              new Route("GET", "/throws", "throws", broken),
              new Route("GET", "/nonsense", "nonsense", (in, out, context) -> out.write('7')),
              new Route(
                  "GET",
                  "/large",
                  "large",
                  (in, out, context) -> out.write(new byte[FrontDoor.MAX_EVENT + 1]))),
          binaryMediaTypes,
          new PrintStream(logged, true, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(door.uri() + path)).timeout(Duration.ofSeconds(30));
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  private static HttpRequest.BodyPublisher text(String text) {
    return BodyPublishers.ofString(text);
  }

  private static HttpRequest.BodyPublisher letters(int length) {
    return text("x".repeat(length));
  }
}
