package org.assay.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.functions.gateway.PathTemplate;
import org.assay.functions.gateway.ProxyRequest;

/** Events of API Gateway, and the paths in them. */
class ProxyRequestFuzzTest extends ParserFuzz {
  private static final List<PathTemplate> TEMPLATES =
      List.of(
          new PathTemplate("/v1/attestations/{digest}/receipt"),
          new PathTemplate("/v1/lots/{id}"),
          new PathTemplate("/tile/{path+}"));

  @Override
  protected List<byte[]> seeds() {
    ProxyRequest request =
        ProxyRequest.of("POST", "/v1/attestations")
            .withHeader("Accept", "application/json")
            .withHeader("accept", "*/*")
            .withQuery("a", "b")
            .withQuery("a", "")
            .withBody("application/vc+jwt", bytes("a.b.c"));
    return List.of(
        bytes(request.toEvent(true).toString()),
        bytes(request.toEvent(false).toString()),
        bytes(ProxyRequest.of("GET", "/v1/lots/urn%3Aa%2Fb").toEvent(true).toString()),
        bytes(ProxyRequest.of("GET", "/tile/0/x001/234.p/5").toEvent(true).toString()),
        bytes(
            "{\"httpMethod\":\"GET\",\"path\":\"/\",\"headers\":{\"A\":\"1\",\"a\":null},"
                + "\"multiValueHeaders\":{\"B\":[],\"c\":[1,{}]},\"requestContext\":{\"requestId\":1}}"));
  }

  @Override
  protected void check(byte[] input) throws Exception {
    Optional<ProxyRequest> accepted =
        accepted(IllegalArgumentException.class, () -> ProxyRequest.fromEvent(input));
    if (accepted.isEmpty()) {
      return;
    }
    ProxyRequest request = accepted.get();
    String event = request.toEvent(true).toString();
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(event)) {
      return; // An unpaired surrogate comes out of JSON's escapes, but no HTTP request has one.
    }
    ProxyRequest again = ProxyRequest.fromEvent(bytes(event));
    assertThat(again.method()).isEqualTo(request.method());
    assertThat(again.path()).isEqualTo(request.path());
    assertThat(again.headers()).isEqualTo(request.headers());
    assertThat(again.query()).isEqualTo(request.query());
    assertThat(again.body()).isEqualTo(request.body());
    request.contentType();
    for (PathTemplate template : TEMPLATES) {
      Optional<Optional<Map<String, String>>> match =
          accepted(IllegalArgumentException.class, () -> template.match(request.path()));
      if (match.isPresent() && match.get().isPresent()) {
        assertThat(match.get().get().values()).allMatch(value -> !value.isEmpty());
      }
    }
  }
}
