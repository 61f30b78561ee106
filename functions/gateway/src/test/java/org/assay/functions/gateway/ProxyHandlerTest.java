package org.assay.functions.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.assay.attestation.Reason;
import org.assay.attestation.Rejection;
import org.assay.functions.gateway.testing.RecordingContext;
import org.junit.jupiter.api.Test;

class ProxyHandlerTest {
  private final RecordingContext context = new RecordingContext();

  @Test
  void anAnswerIsWrittenAsAnEvent() throws IOException {
    ProxyResponse response = invoke((request, any) -> ProxyResponse.of(200, "x/y", request.body()));
    assertThat(response.body()).containsExactly(0xff, 0x00);
    assertThat(context.log).isEmpty();
  }

  @Test
  void aRejectedStatementIsAnsweredWithItsProblem() throws IOException {
    ProxyResponse response =
        invoke(
            (request, any) -> {
              throw Rejection.of(Reason.LOT_EXISTS, "The lot is there.").toException();
            });
    assertThat(response.status()).isEqualTo(409);
    assertThat(context.log).isEmpty();
  }

  @Test
  void anUnexpectedExceptionIsLoggedInOneLineAndNotTold() throws IOException {
    ProxyResponse response =
        invoke(
            (request, any) -> {
              throw new IllegalStateException("secret\nbucket", new IOException("inner"));
            });

    assertThat(response.status()).isEqualTo(500);
    assertThat(response.header("Content-Type")).hasValue(MediaTypes.PROBLEM);
    String told = new String(response.body(), StandardCharsets.UTF_8);
    assertThat(told).contains("local").doesNotContain("secret", "Exception", "org.assay.functions");

    assertThat(context.log.toString().strip()).doesNotContain("\n");
    JsonNode line = EventJson.MAPPER.readTree(context.log.toString());
    assertThat(line.path("level").asText()).isEqualTo("ERROR");
    assertThat(line.path("requestId").asText()).isEqualTo("local");
    assertThat(line.path("awsRequestId").asText()).isEqualTo("aws-1");
    assertThat(line.at("/causes/0/message").asText()).isEqualTo("secret\nbucket");
    assertThat(line.at("/causes/0/stack/0").asText()).contains("ProxyHandlerTest");
    assertThat(line.at("/causes/1/message").asText()).isEqualTo("inner");
  }

  @Test
  void whatIsNoProxyEventIsAnInternalProblem() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    handler((request, any) -> ProxyResponse.empty(204))
        .handleRequest(new ByteArrayInputStream(new byte[] {'{'}), out, context);
    assertThat(ProxyResponse.fromEvent(out.toByteArray()).status()).isEqualTo(500);
    assertThat(context.log).contains("aws-1");
  }

  private ProxyResponse invoke(Answer answer) throws IOException {
    ProxyRequest request =
        ProxyRequest.of("POST", "/x").withBody("x/y", new byte[] {(byte) 0xff, 0x00});
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    handler(answer)
        .handleRequest(
            new ByteArrayInputStream(EventJson.write(request.toEvent(true))), out, context);
    return ProxyResponse.fromEvent(out.toByteArray());
  }

  private interface Answer {
    ProxyResponse to(ProxyRequest request, Context context) throws Exception;
  }

  private static ProxyHandler handler(Answer answer) {
    return new ProxyHandler() {
      @Override
      protected ProxyResponse handle(ProxyRequest request, Context context) throws Exception {
        return answer.to(request, context);
      }
    };
  }
}
