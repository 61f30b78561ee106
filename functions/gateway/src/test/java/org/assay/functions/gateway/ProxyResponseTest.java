package org.assay.functions.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProxyResponseTest {
  @Test
  void textGoesAsTextAndOtherBytesAsBase64() {
    ObjectNode text = ProxyResponse.text(200, MediaTypes.TEXT, "Zinnerz ✓").toEvent();
    assertThat(text.path("body").textValue()).isEqualTo("Zinnerz ✓");
    assertThat(text.path("isBase64Encoded").booleanValue()).isFalse();

    ObjectNode bytes =
        ProxyResponse.of(200, MediaTypes.OCTETS, new byte[] {(byte) 0xff, 0}).toEvent();
    assertThat(bytes.path("body").textValue()).isEqualTo("/wA=");
    assertThat(bytes.path("isBase64Encoded").booleanValue()).isTrue();
  }

  @Test
  void whatIsWrittenIsReadBack() {
    ProxyResponse sent =
        ProxyResponse.of(201, MediaTypes.OCTETS, new byte[] {(byte) 0x80, 1, 2})
            .withHeader("Link", "<a>")
            .withHeader("link", "<b>")
            .withHeader("Location", "/x");
    ProxyResponse read = ProxyResponse.fromEvent(EventJson.write(sent.toEvent()));

    assertThat(read).usingRecursiveComparison().isEqualTo(sent);
    assertThat(read.headers().get("LINK")).isEqualTo(List.of("<a>", "<b>"));
    assertThat(read.header("location")).hasValue("/x");
  }

  @Test
  void whatApiGatewayWouldNotTakeIsRefused() {
    for (String answer :
        List.of("{}", "\"ok\"", "{\"statusCode\":\"OK\"}", "{\"statusCode\":99}")) {
      assertThatThrownBy(
              () -> ProxyResponse.fromEvent(answer.getBytes(StandardCharsets.UTF_8)), answer)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
