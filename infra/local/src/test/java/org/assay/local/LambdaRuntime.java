package org.assay.local;

import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a function as Lambda does: in a JVM of its own under AWS's runtime interface client, which
 * polls this Runtime API (version 2018-06-01) for events. One event at a time reaches the function;
 * safe for use by many threads.
 */
public final class LambdaRuntime implements AutoCloseable {
  private static final String VERSION = "/2018-06-01/runtime/";

  /** The system property that names the client's native library. */
  private static final String NATIVE_LIBRARY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  @SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
  private record Invocation(String id, byte[] event) {}

  private final Path log;
  private final Duration timeout;
  private final BlockingQueue<Invocation> events = new LinkedBlockingQueue<>();
  private final Map<String, CompletableFuture<byte[]>> answers = new ConcurrentHashMap<>();
  private final CompletableFuture<byte[]> ended = new CompletableFuture<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer api;
  private final Process process;

  private LambdaRuntime(
      List<String> command,
      Map<String, String> environment,
      String handler,
      Path log,
      Duration timeout)
      throws IOException {
    this.log = log;
    this.timeout = timeout;
    this.api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    api.setExecutor(threads);
    api.createContext(VERSION + "invocation/", this::invocation);
    api.createContext(VERSION + "init/error", this::failedToStart);
    api.start();
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> variables = builder.environment();
    variables.putAll(
        Map.of(
            "AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + api.getAddress().getPort(),
            "_HANDLER", handler,
            "LAMBDA_TASK_ROOT", System.getProperty("user.dir"),
            "AWS_LAMBDA_FUNCTION_NAME", "test",
            "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512",
            "AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/test",
            "AWS_LAMBDA_LOG_STREAM_NAME", "test",
            // As the template has it.
            "AWS_LAMBDA_LOG_FORMAT", "JSON"));
    variables.putAll(environment);
    this.process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    threads.execute(this::watch);
  }

  /**
   * Starts a function on this JVM's own class path.
   *
   * @param handler a class with a public constructor without parameters
   * @param environment variables on top of those that Lambda sets
   */
  public static LambdaRuntime start(Class<?> handler, Map<String, String> environment)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-D" + NATIVE_LIBRARY + "=" + unpackedLibrary(),
                "-cp",
                System.getProperty("java.class.path"),
                AWSLambda.class.getName(),
                handler.getName()));
    Path log =
        Files.createTempFile(
            Files.createDirectories(new File("target").toPath()), handler.getSimpleName(), ".log");
    return new LambdaRuntime(command, environment, handler.getName(), log, Duration.ofSeconds(60));
  }

  /**
   * The client's native library, in a file of this function's own. Left to itself the client
   * unpacks it to one fixed place in {@code /tmp}, over the one that another function has mapped
   * and is running, which kills that one.
   */
  private static Path unpackedLibrary() throws IOException {
    String architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    String libc = Files.exists(Path.of("/etc/alpine-release")) ? "linux_musl" : "linux";
    String name = "/jni/libaws-lambda-jni." + libc + "-" + architecture + ".so";
    Path file = Files.createTempFile("libaws-lambda-jni", ".so");
    file.toFile().deleteOnExit();
    try (InputStream in = AWSLambda.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is not in the runtime interface client");
      }
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
    }
    return file;
  }

  /**
   * Hands the function an event and waits for its answer.
   *
   * @throws IOException if the function reports an error, ends or takes too long
   */
  public byte[] invoke(byte[] event) throws IOException, InterruptedException {
    String id = UUID.randomUUID().toString();
    CompletableFuture<byte[]> answer = new CompletableFuture<>();
    answers.put(id, answer);
    events.add(new Invocation(id, event));
    try {
      return (byte[])
          CompletableFuture.anyOf(answer, ended).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException("the function failed: " + e.getCause(), e);
    } catch (TimeoutException e) {
      throw new IOException("no answer in " + timeout + ": " + logged(), e);
    } finally {
      answers.remove(id);
    }
  }

  /** What the function has logged up to now. */
  public String logged() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return "(" + e + ")";
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor();
    api.stop(0);
    threads.shutdownNow();
  }

  private void invocation(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path =
          exchange.getRequestURI().getPath().substring((VERSION + "invocation/").length());
      if (path.equals("next")) {
        next(exchange);
        return;
      }
      byte[] body = exchange.getRequestBody().readAllBytes();
      String[] parts = path.split("/", 2);
      CompletableFuture<byte[]> answer = answers.get(parts[0]);
      if (answer != null && parts[1].equals("response")) {
        answer.complete(body);
      } else if (answer != null) {
        answer.completeExceptionally(new IOException(new String(body, StandardCharsets.UTF_8)));
      }
      exchange.sendResponseHeaders(202, -1);
    }
  }

  /** The long poll: answered when there is an event. */
  private void next(HttpExchange exchange) throws IOException {
    try {
      Invocation invocation = events.take();
      var headers = exchange.getResponseHeaders();
      headers.set("Lambda-Runtime-Aws-Request-Id", invocation.id());
      headers.set(
          "Lambda-Runtime-Deadline-Ms",
          Long.toString(System.currentTimeMillis() + FrontDoor.TIMEOUT.toMillis()));
      headers.set(
          "Lambda-Runtime-Invoked-Function-Arn",
          "arn:aws:lambda:" + EmbeddedAws.REGION + ":000000000000:function:test");
      headers.set("Lambda-Runtime-Trace-Id", "Root=1-00000000-000000000000000000000000");
      headers.set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, invocation.event().length);
      exchange.getResponseBody().write(invocation.event());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Closing.
    }
  }

  private void failedToStart(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      fail("the function did not start: " + new String(body, StandardCharsets.UTF_8));
      exchange.sendResponseHeaders(202, -1);
    }
  }

  private void watch() {
    try {
      fail("the function's process ended with status " + process.waitFor() + ": " + logged());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // Closing.
    }
  }

  private void fail(String why) {
    ended.completeExceptionally(new IOException(why));
  }
}
