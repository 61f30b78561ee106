package org.assay.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * Reports a broken connection as the {@link IOException} that it is.
 *
 * <p>The SDK's client on {@link java.net.HttpURLConnection} lets an {@link UncheckedIOException}
 * through where a kept connection turns out to be closed before the body of a request is sent. The
 * SDK neither tries again after such an exception nor reports it as one of its own, so a store that
 * was merely asked at a bad moment would look like a fault of the program.
 */
final class HonestHttpClient implements SdkHttpClient {
  private final SdkHttpClient client;

  HonestHttpClient(SdkHttpClient client) {
    this.client = client;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    ExecutableHttpRequest prepared = client.prepareRequest(request);
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        try {
          return prepared.call();
        } catch (UncheckedIOException e) {
          throw new IOException("the connection broke: " + e.getMessage(), e);
        }
      }

      @Override
      public void abort() {
        prepared.abort();
      }
    };
  }

  @Override
  public String clientName() {
    return client.clientName();
  }

  @Override
  public void close() {
    client.close();
  }
}
