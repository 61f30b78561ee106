package org.assay.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.assay.functions.gateway.ProxyHandler;
import org.assay.functions.gateway.ProxyRequest;
import org.assay.functions.gateway.ProxyResponse;
import org.junit.jupiter.api.Test;

class LambdaRuntimeIT {
  /** Answers with the request's body, or fails where the path says so. */
  public static final class Echo extends ProxyHandler {
    @Override
    protected ProxyResponse handle(ProxyRequest request, Context context) {
      if (request.path().equals("/fails")) {
        throw new IllegalStateException("on purpose");
      }
      return ProxyResponse.of(200, "x/y", request.body())
          .withHeader("greeting", String.valueOf(System.getenv("GREETING")))
          .withHeader("aws-request-id", context.getAwsRequestId())
          .withHeader("in-time", Boolean.toString(context.getRemainingTimeInMillis() > 1_000));
    }
  }

  /** A function that does not turn what it throws into an answer. */
  public static final class Throwing implements RequestStreamHandler {
    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) {
      throw new IllegalStateException("thrown at Lambda");
    }
  }

  /** A function that cannot be made. */
  public static final class Unmakeable implements RequestStreamHandler {
    public Unmakeable() {
      throw new IllegalStateException("no configuration");
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) {}
  }

  @Test
  void aProxyHandlerRunsUnderTheRuntimeInterfaceClient() throws Exception {
    byte[] body = {(byte) 0xff, 0, 1};
    long began = System.nanoTime();
    try (LambdaRuntime runtime = LambdaRuntime.start(Echo.class, Map.of("GREETING", "hello"))) {
      ProxyResponse first = invoke(runtime, "/", body);
      System.out.println(
          "LambdaRuntime, start to first answer: "
              + (System.nanoTime() - began) / 1_000_000
              + " ms");
      assertThat(first.body()).isEqualTo(body);
      assertThat(first.header("greeting")).hasValue("hello");
      assertThat(first.header("in-time")).hasValue("true");

      ProxyResponse second = invoke(runtime, "/", body);
      assertThat(second.header("aws-request-id")).isNotEqualTo(first.header("aws-request-id"));

      assertThat(invoke(runtime, "/fails", body).status()).isEqualTo(500);
      assertThat(runtime.logged()).contains("\"message\":\"on purpose\"");
    }
  }

  @Test
  void whatAFunctionThrowsIsReported() throws Exception {
    try (LambdaRuntime runtime = LambdaRuntime.start(Throwing.class, Map.of())) {
      assertThatThrownBy(() -> invoke(runtime, "/", new byte[0]))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("thrown at Lambda");
    }
  }

  @Test
  void aFunctionThatCannotStartIsReported() throws Exception {
    try (LambdaRuntime runtime = LambdaRuntime.start(Unmakeable.class, Map.of())) {
      assertThatThrownBy(() -> invoke(runtime, "/", new byte[0]))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("no configuration");
    }
  }

  private static ProxyResponse invoke(LambdaRuntime runtime, String path, byte[] body)
      throws IOException, InterruptedException {
    byte[] event =
        ProxyRequest.of("POST", path)
            .withBody("x/y", body)
            .toEvent(true)
            .toString()
            .getBytes(StandardCharsets.UTF_8);
    return ProxyResponse.fromEvent(runtime.invoke(event));
  }
}
