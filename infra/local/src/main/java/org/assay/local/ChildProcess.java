package org.assay.local;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assay.local.child.ChildGuard;
import org.assay.local.child.DynamoDbOnLoopback;

/**
 * A server of another class path in a JVM of its own that ends with this one.
 *
 * @param name what it is called in messages and file names
 * @param port where it listens, on the loopback interface
 * @param log what it prints
 */
record ChildProcess(String name, int port, Path log, Process process) implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /**
   * Starts it and returns without waiting for it.
   *
   * @param folder where its files go
   * @param port the port it is told to use by the arguments, looked at first so that the message is
   *     clear when it is taken
   * @param options of the JVM
   * @param main the main class and its arguments
   */
  static ChildProcess start(
      String name,
      Path folder,
      int port,
      List<String> jars,
      List<String> options,
      List<String> main)
      throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    if (!Files.isExecutable(java)) {
      throw new IOException(
          "there is no java at " + java + " to run " + name + " with; run Assay from a whole JDK");
    }
    try {
      new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
    } catch (IOException e) {
      throw new IOException(
          "port " + port + " for " + name + " is taken; end what uses it or choose another", e);
    }
    Path temporary = Files.createDirectories(folder.resolve("run/" + name));
    List<String> classPath = new ArrayList<>(jars);
    classPath.add(copyOwnClasses(folder.resolve("run/classes")).toString());
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(options);
    command.add("-Djava.io.tmpdir=" + temporary);
    command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath)));
    command.addAll(List.of(ChildGuard.class.getName(), folder.resolve(name + ".lock").toString()));
    command.addAll(main);
    Path log = Files.createDirectories(folder.resolve("logs")).resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(temporary.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    // Options meant for Assay's own JVM, such as an agent on a fixed port, would break the child.
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    return new ChildProcess(name, port, log, builder.start());
  }

  /** A port that was free a moment ago. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return socket.getLocalPort();
    }
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Waits for any HTTP answer. */
  void awaitAnswer() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        HttpURLConnection connection = (HttpURLConnection) endpoint().toURL().openConnection();
        connection.setConnectTimeout(2_000);
        connection.setReadTimeout(10_000);
        connection.getResponseCode();
        connection.disconnect();
        return;
      } catch (IOException notYet) {
        if (!process.isAlive()) {
          throw new IOException(
              name + " ended with status " + process.exitValue() + lastWords(), notYet);
        }
        if (System.nanoTime() > deadline) {
          throw new IOException(
              name + " gave no answer in " + PATIENCE.toSeconds() + " s" + lastWords(), notYet);
        }
        Thread.sleep(25);
      }
    }
  }

  /** Ends it at once, as a crash would; its data is made to survive that. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String lastWords() throws IOException {
    List<String> lines = Files.readAllLines(log);
    List<String> last = lines.subList(Math.max(0, lines.size() - 8), lines.size());
    return "; its log " + log + " ends with:\n  " + String.join("\n  ", last);
  }

  /**
   * The child gets copies of two class files and not the class path of this JVM, on which libraries
   * of other versions would meet its own.
   */
  private static Path copyOwnClasses(Path folder) throws IOException {
    for (Class<?> type : List.of(ChildGuard.class, DynamoDbOnLoopback.class)) {
      String file = type.getName().replace('.', '/') + ".class";
      Path copy = folder.resolve(file);
      Files.createDirectories(copy.resolveSibling(""));
      try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
        if (in == null) {
          throw new IOException("the class file of " + type.getName() + " is not in this build");
        }
        Files.write(copy, in.readAllBytes());
      }
    }
    return folder;
  }
}
