package org.assay.local;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.assay.functions.gateway.MediaTypes;
import org.assay.functions.gateway.PathTemplate;
import org.assay.functions.gateway.ProxyRequest;
import org.assay.functions.gateway.ProxyResponse;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP server on the loopback interface in the place of an API Gateway REST API: it hands
 * functions the same events and treats their answers alike, so that what works here works there.
 *
 * <p>Not as there: a function that takes longer than {@link #TIMEOUT} is not cut off, only told
 * that no time is left; and one instance of a function serves many requests at once.
 *
 * <p>Safe for use by many threads.
 */
public final class FrontDoor implements AutoCloseable {
  /** The longest that API Gateway waits for a function. */
  public static final Duration TIMEOUT = Duration.ofSeconds(29);

  /** The largest body that API Gateway takes, in bytes. */
  public static final int MAX_BODY = 10 * 1024 * 1024;

  /** The largest event that Lambda takes and the largest answer that it gives, in bytes. */
  public static final int MAX_EVENT = 6 * 1024 * 1024;

  /** The media types that make API Gateway treat every body as binary. */
  public static final List<String> ALL_BINARY = List.of("*/*");

  private static final int THREADS = 64;
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Headers that belong to the connection (RFC 9110 §7.6.1), which a function cannot set. */
  private static final Set<String> OF_CONNECTION =
      Set.of("connection", "content-length", "keep-alive", "transfer-encoding", "upgrade");

  static {
    // Read once by the JDK when its server class loads; without it every answer waits 40 ms for
    // the client's delayed acknowledgement.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
  }

  /**
   * Which function answers.
   *
   * @param method an HTTP method in capitals, or ANY
   */
  public record Route(
      String method, PathTemplate template, String functionName, RequestStreamHandler function) {
    public Route(
        String method, String template, String functionName, RequestStreamHandler function) {
      this(method, new PathTemplate(template), functionName, function);
    }

    private boolean takes(String requested) {
      return method.equals("ANY") || method.equals(requested);
    }
  }

  private record Match(Route route, Map<String, String> parameters) {}

  private final List<Route> routes;
  private final List<String> binaryMediaTypes;
  private final PrintStream log;
  private final HttpServer server;
  private final ExecutorService threads;

  private FrontDoor(
      List<Route> routes, List<String> binaryMediaTypes, PrintStream log, HttpServer server) {
    this.routes = routes.stream().sorted(Comparator.comparing(Route::template)).toList();
    this.binaryMediaTypes = List.copyOf(binaryMediaTypes);
    this.log = log;
    this.server = server;
    this.threads = Executors.newFixedThreadPool(THREADS);
  }

  /** Opens the door with every body treated as binary and the functions' logs on standard error. */
  public static FrontDoor open(int port, List<Route> routes) throws IOException {
    return open(port, routes, ALL_BINARY, System.err);
  }

  /**
   * Opens the door.
   *
   * @param port 0 for any that is free
   * @param binaryMediaTypes those of the REST API: request bodies of these types reach the function
   *     as base64, and base64 answers are decoded for clients whose first {@code Accept} is one of
   *     them
   * @param log where functions log
   * @throws IOException if the port is taken
   */
  public static FrontDoor open(
      int port, List<Route> routes, List<String> binaryMediaTypes, PrintStream log)
      throws IOException {
    HttpServer server;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new IOException(
          "port " + port + " for the front door is taken; end what uses it or choose another", e);
    }
    FrontDoor door = new FrontDoor(routes, binaryMediaTypes, log, server);
    server.setExecutor(door.threads);
    server.createContext("/", door::serve);
    server.start();
    return door;
  }

  /** Where clients find it, without a slash at the end. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /**
   * Closes the door. Functions under way have a second to end; their clients get no answer and,
   * since repeats are free, ask again.
   */
  @Override
  public void close() {
    server.stop(0); // With a delay, the JDK waits all of it even where nothing is under way.
    threads.shutdown();
    try {
      if (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  private void serve(HttpExchange exchange) {
    String requestId = UUID.randomUUID().toString();
    try (exchange) {
      ProxyResponse response = answer(exchange, requestId);
      write(exchange, response.withHeader("x-amzn-RequestId", requestId));
    } catch (IOException e) {
      // The client has gone; there is nobody left to tell.
    } catch (RuntimeException | Error e) {
      // Thrown here it would end in silence: the JDK's server drops it.
      log.println("the front door failed on request " + requestId);
      e.printStackTrace(log);
      throw e;
    }
  }

  private ProxyResponse answer(HttpExchange exchange, String requestId) throws IOException {
    String rawPath = exchange.getRequestURI().getRawPath();
    String path = rawPath == null || rawPath.isEmpty() ? "/" : rawPath;
    byte @Nullable [] body = readBody(exchange.getRequestBody());
    if (body == null) {
      return refusal(413, "RequestTooLargeException", "Request Too Long");
    }
    Optional<Match> found;
    try {
      found = match(exchange.getRequestMethod(), path);
    } catch (IllegalArgumentException e) {
      return refusal(400, "BadRequestException", "Bad Request");
    }
    if (found.isEmpty()) {
      // What API Gateway says about any route that it does not have.
      return refusal(403, "MissingAuthenticationTokenException", "Missing Authentication Token");
    }
    Match match = found.get();
    ProxyRequest request =
        new ProxyRequest(
            exchange.getRequestMethod(),
            path,
            match.route().template().toString(),
            exchange.getRequestHeaders(),
            RestApi.query(exchange.getRequestURI().getRawQuery()),
            body,
            exchange.getRemoteAddress().getAddress().getHostAddress(),
            requestId);
    boolean asBase64 = isBinary(request.contentType().orElse(MediaTypes.JSON));
    ObjectNode event = request.toEvent(asBase64);
    RestApi.complete(event, request, match.parameters());
    byte[] bytes = event.toString().getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_EVENT) {
      return refusal(413, "RequestTooLargeException", "Request Too Long");
    }
    return invoke(match.route(), request, bytes);
  }

  private ProxyResponse invoke(Route route, ProxyRequest request, byte[] event) {
    String awsRequestId = UUID.randomUUID().toString();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      route
          .function()
          .handleRequest(
              new ByteArrayInputStream(event),
              out,
              new LocalContext(route.functionName(), awsRequestId, TIMEOUT, log));
      if (out.size() > MAX_EVENT) {
        throw new IOException("the answer has " + out.size() + " bytes, Lambda gives " + MAX_EVENT);
      }
      return received(out.toByteArray(), request);
    } catch (Exception | LinkageError | StackOverflowError e) {
      log.println(route.functionName() + " failed on request " + awsRequestId);
      e.printStackTrace(log);
      return refusal(502, "InternalServerErrorException", "Internal server error");
    }
  }

  /** A client that does not ask for a binary type first is sent base64 as it is. */
  private ProxyResponse received(byte[] answer, ProxyRequest request) throws IOException {
    ProxyResponse response = ProxyResponse.fromEvent(answer);
    String accepted = request.header("Accept").orElse("*/*").split(",", 2)[0];
    JsonNode json = JSON.readTree(answer);
    if (!json.path("isBase64Encoded").asBoolean()
        || isBinary(MediaTypes.withoutParameters(accepted))) {
      return response;
    }
    return new ProxyResponse(
        response.status(),
        response.headers(),
        json.path("body").asText().getBytes(StandardCharsets.UTF_8));
  }

  private Optional<Match> match(String method, String path) {
    for (Route route : routes) {
      if (route.takes(method)) {
        Optional<Map<String, String>> parameters = route.template().match(path);
        if (parameters.isPresent()) {
          return Optional.of(new Match(route, parameters.get()));
        }
      }
    }
    return Optional.empty();
  }

  private boolean isBinary(String mediaType) {
    return binaryMediaTypes.stream()
        .anyMatch(
            binary ->
                binary.equals("*/*")
                    || binary.equals(mediaType)
                    || (binary.endsWith("/*")
                        && mediaType.startsWith(binary.substring(0, binary.length() - 1))));
  }

  /** Reads the body, or null where it is larger than API Gateway takes. */
  private static byte @Nullable [] readBody(InputStream in) throws IOException {
    byte[] body = in.readNBytes(MAX_BODY);
    if (in.read() < 0) {
      return body;
    }
    // A client that is still sending would see a broken connection instead of the answer. (Not
    // skip(): the JDK's stream skips past the end of the body and waits.)
    byte[] buffer = new byte[1 << 16];
    for (long left = 4L * MAX_BODY; left > 0; ) {
      int read = in.read(buffer);
      if (read < 0) {
        break;
      }
      left -= read;
    }
    return null;
  }

  private static ProxyResponse refusal(int status, String errorType, String message) {
    return ProxyResponse.json(status, JSON.createObjectNode().put("message", message))
        .withHeader("x-amzn-ErrorType", errorType);
  }

  private static void write(HttpExchange exchange, ProxyResponse response) throws IOException {
    response
        .headers()
        .forEach(
            (name, values) -> {
              if (!OF_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> exchange.getResponseHeaders().add(name, value));
              }
            });
    exchange.getResponseHeaders().putIfAbsent("Content-Type", List.of(MediaTypes.JSON));
    boolean noBody =
        response.body().length == 0
            || exchange.getRequestMethod().equals("HEAD")
            || response.status() == 204
            || response.status() == 304;
    // For the JDK's server, -1 is "no body" and 0 is "of unknown length".
    exchange.sendResponseHeaders(response.status(), noBody ? -1 : response.body().length);
    if (!noBody) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(response.body());
      }
    }
  }
}
