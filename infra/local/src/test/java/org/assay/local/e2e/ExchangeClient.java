package org.assay.local.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assay.attestation.LotId;
import org.jspecify.annotations.Nullable;

/** Speaks HTTP to an exchange. Thread-safe. */
final class ExchangeClient {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI base;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  private final boolean waits;

  ExchangeClient(URI base) {
    this(base, true);
  }

  /**
   * @param waits whether it wants to wait for receipts
   */
  ExchangeClient(URI base, boolean waits) {
    this.base = base;
    this.waits = waits;
  }

  /** What came back. */
  @SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
  record Answer(int status, HttpHeaders headers, byte[] body) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(this.toString(), e);
      }
    }

    /** The last part of a problem's type; empty where there is none. */
    String slug() {
      return ExchangeClient.slug(json());
    }

    long index() {
      JsonNode index = json().path("index");
      if (!index.isIntegralNumber()) {
        throw new AssertionError("not recorded: " + this);
      }
      return index.longValue();
    }

    /** Whether a statement has a new entry; with 202 its receipt is still to come. */
    boolean isNew() {
      return (status == 201 || status == 202) && !json().path("repeated").asBoolean(true);
    }

    /** Whether a statement was recorded before. */
    boolean isRepeat() {
      return (status == 200 || status == 202) && json().path("repeated").asBoolean(false);
    }

    String contentType() {
      return headers.firstValue("Content-Type").orElse("");
    }

    @Override
    public String toString() {
      String text = new String(body, StandardCharsets.UTF_8);
      return status + " " + (text.length() > 2_000 ? text.substring(0, 2_000) + "…" : text);
    }
  }

  /** The last part of a problem's type. */
  static String slug(JsonNode problem) {
    return problem.path("type").asText().replace("urn:assay:problem:", "");
  }

  /** Submits one attestation. */
  Answer submit(byte[] statement) {
    return post("application/vc+jwt", statement);
  }

  /** Submits one statement of either kind, and expects it to be new. */
  Answer record(byte[] statement) {
    Answer answer =
        post(statement[0] == '{' ? "application/jose+json" : "application/vc+jwt", statement);
    if (!answer.isNew()) {
      throw new AssertionError("not recorded: " + answer);
    }
    return answer;
  }

  /** Submits many, one a line; gives the lines of the answer. */
  List<JsonNode> submitAll(List<byte[]> statements) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (byte[] statement : statements) {
      lines.writeBytes(statement);
      lines.write('\n');
    }
    return lines(post("application/jsonl", lines.toByteArray()));
  }

  /** The lines of an answer to a batch. */
  static List<JsonNode> lines(Answer answer) {
    if (answer.status() != 200) {
      throw new AssertionError("the batch was not taken: " + answer);
    }
    List<JsonNode> lines = new ArrayList<>();
    for (String line : new String(answer.body(), StandardCharsets.UTF_8).split("\n")) {
      try {
        lines.add(JSON.readTree(line));
      } catch (IOException e) {
        throw new UncheckedIOException(line, e);
      }
    }
    return lines;
  }

  Answer post(String contentType, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve("/v1/attestations"))
            .header("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    if (!waits) {
      request.header("Prefer", "respond-async");
    }
    return send(request);
  }

  /** Asks with a token, or without one. */
  Answer get(String path, @Nullable String token) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).GET();
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return send(request);
  }

  /** Asks about a portfolio. */
  Answer portfolio(String question, @Nullable String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve("/v1/portfolio"))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(question));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return send(request);
  }

  Answer trace(LotId lot, @Nullable String token) {
    return get(lotPath(lot), token);
  }

  static String lotPath(LotId lot) {
    return "/v1/lots/" + URLEncoder.encode(lot.value(), StandardCharsets.UTF_8);
  }

  /** How many entries the ledger has. */
  long size() {
    Answer health = get("/healthz", null);
    if (health.status() != 200) {
      throw new AssertionError("not well: " + health);
    }
    return health.json().path("size").longValue();
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<byte[]> response =
          http.send(
              request.timeout(Duration.ofSeconds(60)).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
