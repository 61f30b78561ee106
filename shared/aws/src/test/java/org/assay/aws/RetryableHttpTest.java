package org.assay.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class RetryableHttpTest {
  private final AtomicInteger calls = new AtomicInteger();

  @Test
  void aBrokenConnectionIsTriedAgain() {
    try (S3Client s3 = s3(1)) {
      s3.putObject(put -> put.bucket("bucket").key("key"), RequestBody.fromString("x"));
    }
    assertThat(calls).hasValue(2);
  }

  @Test
  void aConnectionThatStaysBrokenIsReportedAsTheSdkDoes() {
    try (S3Client s3 = s3(100)) {
      assertThatThrownBy(
              () ->
                  s3.putObject(put -> put.bucket("bucket").key("key"), RequestBody.fromString("x")))
          .isInstanceOf(SdkClientException.class)
          .hasRootCauseInstanceOf(SocketException.class);
    }
    assertThat(calls.get()).isGreaterThan(1);
  }

  private S3Client s3(int failures) {
    return S3Client.builder()
        .httpClient(new RetryableHttp(new Breaking(failures)))
        .region(Region.US_EAST_1)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .build();
  }

  /** Breaks the first connections, as the client on HttpURLConnection tells it. */
  private final class Breaking implements SdkHttpClient {
    private final int failures;

    Breaking(int failures) {
      this.failures = failures;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws IOException {
          if (calls.incrementAndGet() <= failures) {
            throw new UncheckedIOException(
                new SocketException("Unexpected end of file from server"));
          }
          return HttpExecuteResponse.builder()
              .response(SdkHttpResponse.builder().statusCode(200).build())
              .build();
        }

        @Override
        public void abort() {}
      };
    }

    @Override
    public void close() {}
  }
}
