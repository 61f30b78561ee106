package org.assay.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

class HonestHttpClientTest {
  @Test
  void aBrokenConnectionIsReportedAsSuch() {
    SdkHttpClient broken =
        new SdkHttpClient() {
          @Override
          public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            return new ExecutableHttpRequest() {
              @Override
              public HttpExecuteResponse call() {
                throw new UncheckedIOException(new SocketException("Unexpected end of file"));
              }

              @Override
              public void abort() {}
            };
          }

          @Override
          public void close() {}
        };
    HttpExecuteRequest request =
        HttpExecuteRequest.builder()
            .request(
                SdkHttpRequest.builder()
                    .method(SdkHttpMethod.GET)
                    .uri(URI.create("http://127.0.0.1"))
                    .build())
            .build();
    assertThatThrownBy(() -> new HonestHttpClient(broken).prepareRequest(request).call())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Unexpected end of file")
        .hasRootCauseInstanceOf(SocketException.class);
  }

  @Test
  void theSdkTriesAgainWhereAStoreClosesTheConnectionOfAPut() throws Exception {
    AtomicInteger connections = new AtomicInteger();
    try (ServerSocket server = new ServerSocket(0);
        SdkHttpClient http = new HonestHttpClient(UrlConnectionHttpClient.create());
        S3Client s3 =
            S3Client.builder()
                .httpClient(http)
                .region(Region.US_EAST_1)
                .credentialsProvider(
                    StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
                .forcePathStyle(true)
                .endpointOverride(URI.create("http://127.0.0.1:" + server.getLocalPort()))
                .build()) {
      Thread closesAll =
          new Thread(
              () -> {
                try {
                  while (true) {
                    try (var connection = server.accept()) {
                      connections.incrementAndGet();
                      connection.getInputStream().read(new byte[1 << 16]);
                    }
                  }
                } catch (IOException e) {
                  // The server is closed.
                }
              });
      closesAll.setDaemon(true);
      closesAll.start();

      assertThatThrownBy(
              () ->
                  s3.putObject(
                      put -> put.bucket("bucket").key("key"),
                      RequestBody.fromBytes("x".repeat(100).getBytes(StandardCharsets.UTF_8))))
          .isInstanceOf(SdkClientException.class);
      assertThat(connections.get()).isGreaterThan(2);
    }
  }
}
