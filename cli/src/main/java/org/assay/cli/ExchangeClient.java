package org.assay.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assay.attestation.LotId;
import org.assay.functions.gateway.MediaTypes;
import org.assay.ledger.Digest;
import org.jspecify.annotations.Nullable;

/**
 * Speaks with an exchange over HTTP. Everything it asks may be asked again without harm, so it
 * tries again, a bounded number of times, where no answer came or the exchange was too busy.
 * Redirects are not followed: a token goes to nobody else. Safe for use by many threads.
 */
public final class ExchangeClient {
  /** The most statements of one request, by count and by bytes with line ends. */
  public static final int MAX_BATCH = 500;

  public static final int MAX_BATCH_BYTES = 4 * 1024 * 1024;

  /** The longest that one attempt takes, answer included. */
  public static final Duration TIMEOUT = Duration.ofSeconds(60);

  static final Duration FIRST_PAUSE = Duration.ofMillis(200);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);
  private static final int ATTEMPTS = 5;
  private static final int MAX_ANSWER = 16 * 1024 * 1024;

  /** Too many requests, a function that failed, and what gateways answer when it gives nothing. */
  private static final Set<Integer> TRY_AGAIN = Set.of(429, 500, 502, 503, 504);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final URI base;
  private final HttpClient http;
  private final int attempts;
  private final Duration firstPause;

  /**
   * @param base where the exchange is, such as {@code http://127.0.0.1:8080}; a path, such as an
   *     API Gateway's stage, is kept
   * @throws IllegalArgumentException if it is not an address of http or https without query
   */
  public ExchangeClient(URI base) {
    this(base, ATTEMPTS, FIRST_PAUSE);
  }

  /**
   * @param attempts how often a request is sent before it counts as failed
   * @param firstPause before the second attempt; each further one is twice as long
   */
  ExchangeClient(URI base, int attempts, Duration firstPause) {
    requireAddress(base);
    this.base = URI.create(base.toString().replaceAll("/+$", ""));
    this.attempts = attempts;
    this.firstPause = firstPause;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /**
   * @throws IllegalArgumentException if it can't be where an exchange is
   */
  static void requireAddress(URI base) {
    String scheme = base.getScheme();
    if (scheme == null
        || !(scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))
        || base.getHost() == null
        || base.getRawQuery() != null
        || base.getRawFragment() != null
        || base.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "the address of an exchange is like http://127.0.0.1:8080 or https://host/stage");
    }
  }

  /** Where the exchange is, without a slash at the end. */
  public URI base() {
    return base;
  }

  /**
   * Submits one statement, or a charter.
   *
   * @return that it is recorded, or the reason why it is not
   * @throws ExchangeUnavailable if the exchange gives no answer
   * @throws ProblemException if it answers something that is not about the statement, such as 404
   */
  public SubmitAnswer submit(byte[] statement)
      throws ExchangeUnavailable, ProblemException, InterruptedException {
    boolean isCharter = statement.length > 0 && statement[0] == '{';
    HttpResponse<byte[]> response =
        send(
            request("/v1/attestations")
                .header("Content-Type", isCharter ? "application/jose+json" : MediaTypes.VC_JWT)
                .POST(BodyPublishers.ofByteArray(statement)));
    String digest = Digest.of(statement).hex();
    if (response.statusCode() >= 200 && response.statusCode() < 300) {
      return recorded(json(response), digest);
    }
    ReceivedProblem problem = problem(response);
    if (problem.type().startsWith("urn:assay:problem:") && isAboutTheStatement(problem)) {
      return new SubmitAnswer.Refused(digest, problem);
    }
    throw new ProblemException(problem);
  }

  private static boolean isAboutTheStatement(ReceivedProblem problem) {
    return !problem.slug().equals("unsupported-media-type")
        && !problem.slug().equals("unauthorised")
        && problem.status() < 500;
  }

  /**
   * Submits statements in one request; each may rest on those before it.
   *
   * @param statements at most {@link #MAX_BATCH}, and {@link #MAX_BATCH_BYTES} with their line
   *     ends; none of several holds a line end
   * @return the answer for each, in their order
   * @throws ExchangeUnavailable if the exchange gives no answer, or not one a statement
   * @throws ProblemException if it refuses the request as a whole
   */
  public List<SubmitAnswer> submitAll(List<byte[]> statements)
      throws ExchangeUnavailable, ProblemException, InterruptedException {
    if (statements.isEmpty()) {
      return List.of();
    }
    if (statements.size() == 1) {
      return List.of(submit(statements.get(0))); // Which may have line ends, as a charter has.
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] statement : statements) {
      body.writeBytes(statement);
      body.write('\n');
    }
    if (statements.size() > MAX_BATCH || body.size() > MAX_BATCH_BYTES) {
      throw new IllegalArgumentException(
          "a request has at most " + MAX_BATCH + " statements and " + MAX_BATCH_BYTES + " bytes");
    }
    HttpResponse<byte[]> response =
        send(
            request("/v1/attestations")
                .header("Content-Type", MediaTypes.JSON_LINES)
                .POST(BodyPublishers.ofByteArray(body.toByteArray())));
    if (response.statusCode() != 200) {
      throw new ProblemException(problem(response));
    }
    List<String> lines =
        new String(response.body(), StandardCharsets.UTF_8)
            .lines()
            .filter(l -> !l.isBlank())
            .toList();
    if (lines.size() != statements.size()) {
      throw unreadable(
          lines.size() + " answers came for " + statements.size() + " statements", null);
    }
    List<SubmitAnswer> answers = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      answers.add(answer(lines.get(i), Digest.of(statements.get(i)).hex()));
    }
    return answers;
  }

  private SubmitAnswer answer(String line, String digest) throws ExchangeUnavailable {
    JsonNode json = json(line);
    if (json.path("problem").isObject()) {
      return new SubmitAnswer.Refused(digest, ReceivedProblem.of(json.path("problem"), 400));
    }
    return recorded(json, digest);
  }

  /** The digest is compared: the exchange must speak of the very bytes that were sent. */
  private SubmitAnswer recorded(JsonNode json, String digest) throws ExchangeUnavailable {
    if (!SubmitAnswer.Recorded.isRecorded(json.path("status").asText())
        || !json.path("statement").asText().equals(digest)
        || !json.path("index").canConvertToLong()
        || !json.path("index").isIntegralNumber()) {
      throw unreadable("it does not say that the statement " + digest + " is recorded", null);
    }
    return new SubmitAnswer.Recorded(
        digest,
        json.path("status").asText(),
        json.path("index").longValue(),
        json.path("at").asText(),
        json.path("repeated").asBoolean(),
        json.path("receipt").textValue());
  }

  /**
   * Asks for the trace of a lot.
   *
   * @param token of a registered party, or of a share link for this lot
   * @param asOf the size of the ledger that counts; empty for all of it
   * @param depth how many steps; empty for the exchange's own limit
   */
  public JsonNode trace(LotId lot, String token, OptionalLong asOf, OptionalInt depth)
      throws ExchangeUnavailable, ProblemException, InterruptedException {
    return trace(lot, token, asOf, depth, List.of(), Optional.empty());
  }

  /**
   * Asks for the trace of a lot, and for the answers under policies. An answer that comes in pages
   * is put together again.
   *
   * @param policies each by its id, or as {@code id@version}; or {@code all} alone
   * @param on the day for which they are to answer; empty for today
   */
  public JsonNode trace(
      LotId lot,
      String token,
      OptionalLong asOf,
      OptionalInt depth,
      List<String> policies,
      Optional<LocalDate> on)
      throws ExchangeUnavailable, ProblemException, InterruptedException {
    ObjectNode answer = tracePage(lot, token, asOf, depth, policies, on, 0);
    int pages = answer.path("pages").intValue();
    Optional<LocalDate> day =
        answer.has("evaluatedOn")
            ? Optional.of(LocalDate.parse(answer.path("evaluatedOn").textValue()))
            : on;
    for (int page = 1; page < pages; page++) {
      OptionalLong size = OptionalLong.of(answer.path("asOf").longValue());
      ObjectNode next = tracePage(lot, token, size, depth, policies, day, page);
      for (String list : List.of("upstream", "steps", "downstream", "facilities", "checks")) {
        next.path(list).forEach(answer.withArray(list)::add);
      }
    }
    return answer.without(List.of("page", "pages"));
  }

  private ObjectNode tracePage(
      LotId lot,
      String token,
      OptionalLong asOf,
      OptionalInt depth,
      List<String> policies,
      Optional<LocalDate> on,
      int page)
      throws ExchangeUnavailable, ProblemException, InterruptedException {
    List<String> query = new ArrayList<>();
    if (page > 0) {
      query.add("page=" + page);
    }
    asOf.ifPresent(size -> query.add("asOf=" + size));
    depth.ifPresent(steps -> query.add("depth=" + steps));
    if (!policies.isEmpty()) {
      query.add("policy=" + URLEncoder.encode(String.join(",", policies), StandardCharsets.UTF_8));
    }
    on.ifPresent(day -> query.add("on=" + day));
    JsonNode json =
        get(lotPath(lot) + (query.isEmpty() ? "" : "?" + String.join("&", query)), token);
    if (json instanceof ObjectNode answer) {
      return answer;
    }
    throw unreadable("a trace is no JSON object", null);
  }

  /**
   * Asks for the evidence bundle of a lot.
   *
   * @param since the size of an earlier checkpoint from which growth is to be shown
   * @param depth how many steps; empty for the exchange's own limit
   * @return the bytes as they came: what they are worth, verifying them tells
   */
  public byte[] bundle(LotId lot, String token, OptionalLong since, OptionalInt depth)
      throws ExchangeUnavailable, ProblemException, InterruptedException {
    List<String> query = new ArrayList<>();
    since.ifPresent(size -> query.add("since=" + size));
    depth.ifPresent(steps -> query.add("depth=" + steps));
    return ok(send(
            authorised(
                lotPath(lot) + "/bundle" + (query.isEmpty() ? "" : "?" + String.join("&", query)),
                token)))
        .body();
  }

  /**
   * Asks how concentrated a portfolio is.
   *
   * @param lots each once
   * @param asOf the size of the ledger that counts; empty for all of it
   * @param threshold in percent; null for the exchange's own
   */
  public JsonNode portfolio(
      Collection<LotId> lots, String token, OptionalLong asOf, @Nullable String threshold)
      throws ExchangeUnavailable, ProblemException, InterruptedException {
    ObjectNode question = JSON.createObjectNode();
    lots.forEach(lot -> question.withArray("lots").add(lot.value()));
    asOf.ifPresent(size -> question.put("asOf", size));
    if (threshold != null) {
      question.put("threshold", threshold);
    }
    return json(
        ok(
            send(
                authorised("/v1/portfolio", token)
                    .header("Content-Type", MediaTypes.JSON)
                    .POST(BodyPublishers.ofString(question.toString())))));
  }

  /** The address at which whoever has the share link sees the lot. */
  public URI shareLink(LotId lot, String token) {
    return URI.create(base + lotPath(lot) + "?token=" + token);
  }

  private static String lotPath(LotId lot) {
    // The alphabet of a lot id has nothing that a form and a path encode in different ways.
    return "/v1/lots/" + URLEncoder.encode(lot.value(), StandardCharsets.UTF_8);
  }

  /**
   * Asks for a recorded statement.
   *
   * @param digest 64 hexadecimal digits
   * @return the bytes as they were submitted, whose digest was compared
   */
  public byte[] statement(String digest, String token)
      throws ExchangeUnavailable, ProblemException, InterruptedException {
    byte[] bytes = ok(send(authorised("/v1/attestations/" + digest, token))).body();
    if (!Digest.of(bytes).hex().equals(digest)) {
      throw unreadable("the bytes are not those of the statement " + digest, null);
    }
    return bytes;
  }

  /**
   * Asks for the receipt of a recorded statement (C2SP tlog-proof).
   *
   * @param digest 64 hexadecimal digits
   * @return the receipt; empty while no checkpoint covers the statement
   */
  public Optional<String> receipt(String digest, String token)
      throws ExchangeUnavailable, ProblemException, InterruptedException {
    HttpResponse<byte[]> response =
        send(authorised("/v1/attestations/" + digest + "/receipt", token));
    if (response.statusCode() == 202) {
      return Optional.empty();
    }
    return Optional.of(new String(ok(response).body(), StandardCharsets.UTF_8));
  }

  /**
   * Asks for a file of the public log.
   *
   * @param path such as {@code checkpoint} or {@code tile/0/000}
   * @return empty if there is none
   */
  public Optional<byte[]> file(String path)
      throws ExchangeUnavailable, ProblemException, InterruptedException {
    return found(send(request("/" + path).GET()));
  }

  /**
   * As {@link #statement}, but without a comparison of the digest.
   *
   * @return empty if there is none
   */
  public Optional<byte[]> stored(String digest, String token)
      throws ExchangeUnavailable, ProblemException, InterruptedException {
    return found(send(authorised("/v1/attestations/" + digest, token)));
  }

  private Optional<byte[]> found(HttpResponse<byte[]> response)
      throws ProblemException, ExchangeUnavailable {
    return response.statusCode() == 404 ? Optional.empty() : Optional.of(ok(response).body());
  }

  /** Asks who may say what. */
  public JsonNode members(String token)
      throws ExchangeUnavailable, ProblemException, InterruptedException {
    return get("/v1/members", token);
  }

  /** Asks what is asked of lots: every version of every policy. */
  public JsonNode policies(String token)
      throws ExchangeUnavailable, ProblemException, InterruptedException {
    return get("/v1/policies", token);
  }

  /** Asks whether the exchange is well; its {@code log} names what tokens are made for. */
  public JsonNode health() throws ExchangeUnavailable, ProblemException, InterruptedException {
    return json(ok(send(request("/healthz").GET())));
  }

  private JsonNode get(String pathAndQuery, String token)
      throws ExchangeUnavailable, ProblemException, InterruptedException {
    return json(ok(send(authorised(pathAndQuery, token))));
  }

  private HttpRequest.Builder authorised(String pathAndQuery, String token) {
    return request(pathAndQuery).header("Authorization", "Bearer " + token).GET();
  }

  private HttpRequest.Builder request(String pathAndQuery) {
    // API Gateway gives binary answers as base64 to whoever does not accept anything.
    return HttpRequest.newBuilder(URI.create(base + pathAndQuery)).header("Accept", "*/*");
  }

  private HttpResponse<byte[]> ok(HttpResponse<byte[]> response)
      throws ProblemException, ExchangeUnavailable {
    if (response.statusCode() != 200) {
      throw new ProblemException(problem(response));
    }
    return response;
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder builder)
      throws ExchangeUnavailable, InterruptedException {
    HttpRequest request = builder.timeout(TIMEOUT).build();
    Duration pause = firstPause;
    for (int attempt = 1; ; attempt++) {
      Duration wait = pause;
      try {
        HttpResponse<byte[]> response = sendOnce(request);
        if (!TRY_AGAIN.contains(response.statusCode())) {
          return response;
        }
        if (attempt == attempts) {
          throw new ExchangeUnavailable(
              "the exchange at "
                  + base
                  + " was asked "
                  + attempts
                  + " times: "
                  + problem(response).sentence(),
              null);
        }
        wait = longer(retryAfter(response), pause);
      } catch (ExchangeUnavailable e) {
        throw e;
      } catch (IOException e) {
        if (attempt == attempts) {
          throw new ExchangeUnavailable(
              "no answer from " + base + ": " + reason(e) + "; is the exchange running there?", e);
        }
      }
      // A little of chance, so that clients that failed together do not come back together.
      long millis = wait.toMillis();
      Thread.sleep(millis + ThreadLocalRandom.current().nextLong(millis / 4 + 1));
      pause = pause.multipliedBy(2);
    }
  }

  /** Bounds the whole exchange: the request's own timeout ends when the headers are there. */
  private HttpResponse<byte[]> sendOnce(HttpRequest request)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<byte[]>> sent =
        http.sendAsync(request, head -> new BoundedBody(MAX_ANSWER));
    try {
      return sent.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + TIMEOUT.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
    } finally {
      sent.cancel(true);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof ConnectException) {
      return "the connection was refused";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private static Duration retryAfter(HttpResponse<byte[]> response) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(value -> value.matches("[0-9]{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)))
        .orElse(Duration.ZERO);
  }

  private static Duration longer(Duration one, Duration other) {
    Duration longer = one.compareTo(other) > 0 ? one : other;
    return longer.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : longer;
  }

  private static ReceivedProblem problem(HttpResponse<byte[]> response) {
    JsonNode json;
    try {
      json = JSON.readTree(response.body());
    } catch (IOException e) {
      json = JSON.createObjectNode();
    }
    return ReceivedProblem.of(json, response.statusCode());
  }

  private JsonNode json(HttpResponse<byte[]> response) throws ExchangeUnavailable {
    return json(new String(response.body(), StandardCharsets.UTF_8));
  }

  private JsonNode json(String text) throws ExchangeUnavailable {
    try {
      JsonNode json = JSON.readTree(text);
      if (json.isObject()) {
        return json;
      }
      throw unreadable("it is not a JSON object", null);
    } catch (JsonProcessingException e) {
      throw unreadable("it is not JSON", e);
    }
  }

  private ExchangeUnavailable unreadable(String what, @Nullable Throwable cause) {
    return new ExchangeUnavailable("the answer of " + base + " can't be read: " + what, cause);
  }
}
