package org.assay.functions.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.assay.functions.gateway.testing.RecordingContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouterTest {
  private final Router router =
      new Router()
          .on("GET", "/", echo("root"))
          .on("GET", "/v1/lots/{id}", echo("lot"))
          .on("GET", "/v1/lots/{id}/bundle", echo("bundle"))
          .on("GET", "/v1/lots/known", echo("literal"))
          .on("GET", "/tile/{rest+}", echo("tile"))
          .on("POST", "/v1/attestations", echo("post"))
          .on("GET", "/v1/attestations", echo("list"));

  @ParameterizedTest
  @CsvSource({
    "/, root {}",
    "/v1/lots/abc, lot {id=abc}",
    "/v1/lots/known, literal {}",
    "/v1/lots/known/bundle, bundle {id=known}",
    "/v1/lots/https%3A%2F%2Fx.example%2f1, lot {id=https://x.example/1}",
    "/v1/lots/a%252Fb, lot {id=a%2Fb}",
    "/v1/lots/a+b, lot {id=a+b}",
    "/v1/lots/%C3%A9, lot {id=é}",
    "/tile/0/x001/067.p/5, tile {rest=0/x001/067.p/5}",
  })
  void aPathFindsItsEndpointDecodedOnce(String path, String expected) throws Exception {
    assertThat(body(get(path))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "/v1",
    "/v1/lots",
    "/v1/lots/",
    "/v1/lots/a/b",
    "/tile",
    "/tile/",
    "/v1/attestations/"
  })
  void anUnknownPathIs404(String path) throws Exception {
    ProxyResponse response = get(path);
    assertThat(response.status()).isEqualTo(404);
    assertThat(body(response)).contains("urn:assay:problem:not-found");
  }

  @Test
  void anUnknownMethodIs405AndToldWhichAreAllowed() throws Exception {
    ProxyResponse response =
        router.route(ProxyRequest.of("DELETE", "/v1/attestations"), new RecordingContext());
    assertThat(response.status()).isEqualTo(405);
    assertThat(response.header("Allow")).hasValue("GET, POST");
  }

  @ParameterizedTest
  @CsvSource({"/v1/lots/%", "/v1/lots/%4", "/v1/lots/%zz", "/v1/lots/%ff", "/v1/lots/a%+1"})
  void aPathThatCannotBeDecodedIs400(String path) throws Exception {
    assertThat(get(path).status()).isEqualTo(400);
  }

  @Test
  void twoEndpointsForOneRouteAreAMistake() {
    assertThatThrownBy(() -> router.on("GET", "/", echo("again")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PathTemplate("/{rest+}/more"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private ProxyResponse get(String path) throws Exception {
    return router.route(ProxyRequest.of("GET", path), new RecordingContext());
  }

  private static Router.Endpoint echo(String name) {
    return (request, path, context) -> ProxyResponse.text(200, MediaTypes.TEXT, name + " " + path);
  }

  private static String body(ProxyResponse response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }
}
