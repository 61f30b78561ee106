package org.assay.functions.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProxyRequestTest {
  /** Shortened from the example in the API Gateway developer guide. */
  private static final String EVENT =
      """
      {"resource":"/v1/lots/{id}","path":"/v1/lots/urn%3Alot%3A1","httpMethod":"POST",
       "headers":{"accept":"text/html","Host":"x.example","cookie":"b=2"},
       "multiValueHeaders":{"accept":["application/json","text/html"],"Host":["x.example"]},
       "queryStringParameters":{"policy":"second one"},
       "multiValueQueryStringParameters":{"policy":["first","second one"]},
       "pathParameters":{"id":"urn%3Alot%3A1"},"stageVariables":null,
       "requestContext":{"stage":"prod","requestId":"c6af9ac6","identity":{"sourceIp":"192.0.2.1","userAgent":null}},
       "body":"AP+A","isBase64Encoded":true}
      """;

  @Test
  void anEventOfApiGatewayIsRead() {
    ProxyRequest request = ProxyRequest.fromEvent(EVENT.getBytes(StandardCharsets.UTF_8));

    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/v1/lots/urn%3Alot%3A1");
    assertThat(request.resource()).isEqualTo("/v1/lots/{id}");
    assertThat(request.headers().get("ACCEPT")).containsExactly("application/json", "text/html");
    assertThat(request.header("host")).hasValue("x.example");
    assertThat(request.header("Cookie")).hasValue("b=2");
    assertThat(request.query("policy")).hasValue("first");
    assertThat(request.query().get("policy")).containsExactly("first", "second one");
    assertThat(request.body()).containsExactly(0, 0xff, 0x80);
    assertThat(request.sourceIp()).isEqualTo("192.0.2.1");
    assertThat(request.requestId()).isEqualTo("c6af9ac6");
  }

  @Test
  void absentMapsAndBodyAreNull() {
    String event =
        """
        {"path":"/healthz","httpMethod":"GET","headers":null,"multiValueHeaders":null,
         "queryStringParameters":null,"multiValueQueryStringParameters":null,
         "requestContext":{"requestId":"r"},"body":null,"isBase64Encoded":false}
        """;
    ProxyRequest request = ProxyRequest.fromEvent(event.getBytes(StandardCharsets.UTF_8));

    assertThat(request.headers()).isEmpty();
    assertThat(request.query()).isEmpty();
    assertThat(request.body()).isEmpty();
    assertThat(request.sourceIp()).isNull();
  }

  @Test
  void whatIsWrittenIsReadBackWithTheSameBytes() {
    for (boolean asBase64 : new boolean[] {true, false}) {
      ProxyRequest sent =
          ProxyRequest.of("POST", "/v1/attestations")
              .withHeader("X-Many", "1")
              .withHeader("x-many", "2")
              .withQuery("q", "a b")
              .withBody("Application/VC+JWT; charset=utf-8", utf8("é\n\"\u0000"));
      ProxyRequest read = ProxyRequest.fromEvent(EventJson.write(sent.toEvent(asBase64)));

      assertThat(read).usingRecursiveComparison().ignoringFields("resource").isEqualTo(sent);
      assertThat(read.headers().get("X-MANY")).isEqualTo(List.of("1", "2"));
      assertThat(read.contentType()).hasValue(MediaTypes.VC_JWT);
    }
  }

  @Test
  void whatIsNoProxyEventIsRefused() {
    assertThatThrownBy(() -> ProxyRequest.fromEvent(utf8("{\"version\":\"2.0\"}")))
        .hasMessageContaining("httpMethod");
    assertThatThrownBy(() -> ProxyRequest.fromEvent(utf8("[]"))).hasMessageContaining("object");
    assertThatThrownBy(() -> ProxyRequest.fromEvent(utf8("{"))).hasMessageContaining("JSON");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aNameWithoutValuesIsNone() {
    ProxyRequest request =
        ProxyRequest.fromEvent(
            ("{\"httpMethod\":\"GET\",\"path\":\"/\",\"multiValueHeaders\":{\"Accept\":[]},"
                    + "\"multiValueQueryStringParameters\":{\"depth\":[]}}")
                .getBytes(StandardCharsets.UTF_8));

    assertThat(request.header("Accept")).isEmpty();
    assertThat(request.query("depth")).isEmpty();
    assertThat(ProxyRequest.fromEvent(EventJson.write(request.toEvent(true))).headers()).isEmpty();
  }

  @Test
  void aNameMayBeEmptyOrLookLikeAJsonPointer() {
    ProxyRequest request =
        ProxyRequest.of("GET", "/")
            .withQuery("", "one")
            .withQuery("/a/b", "two")
            .withQuery("/a/b", "three");

    assertThat(ProxyRequest.fromEvent(EventJson.write(request.toEvent(true))).query())
        .isEqualTo(request.query());
  }
}
