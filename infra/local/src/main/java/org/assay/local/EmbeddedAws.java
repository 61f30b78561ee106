package org.assay.local;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * DynamoDB and S3 on this machine, without Docker: DynamoDB Local and S3Proxy, each in a process of
 * its own that listens on the loopback interface, keeps its data in one folder, and ends with this
 * process, even when this one is killed. Safe for use by many threads.
 *
 * <p>S3Proxy checks signatures (SigV4); DynamoDB Local accepts any credentials.
 */
public final class EmbeddedAws implements AutoCloseable {
  /** The region that clients sign for. */
  public static final String REGION = "us-east-1";

  private final DataFolder folder;
  private final ChildProcess dynamoDb;
  private final ChildProcess s3;

  private EmbeddedAws(DataFolder folder, ChildProcess dynamoDb, ChildProcess s3) {
    this.folder = folder;
    this.dynamoDb = dynamoDb;
    this.s3 = s3;
  }

  /** Starts both on free ports, found as {@link EmulatorPaths#find} says. */
  public static EmbeddedAws start(Path data) throws IOException, InterruptedException {
    return start(data, EmulatorPaths.find(), 0, 0);
  }

  /**
   * Starts both at once and waits until each answers.
   *
   * @param data the folder for data, logs and credentials; made where it is missing
   * @param dynamoDbPort 0 for any that is free
   * @param s3Port 0 for any that is free
   * @throws IOException if the folder is in use, a port is taken, java or an emulator is missing,
   *     or an emulator does not start; the message says what to do, and nothing is left running
   */
  public static EmbeddedAws start(Path data, EmulatorPaths emulators, int dynamoDbPort, int s3Port)
      throws IOException, InterruptedException {
    List<AutoCloseable> opened = new ArrayList<>();
    try {
      DataFolder folder = DataFolder.open(data);
      opened.add(folder);
      ChildProcess dynamoDb = startDynamoDb(folder, emulators, orFree(dynamoDbPort, s3Port));
      opened.add(0, dynamoDb);
      ChildProcess s3 = startS3(folder, emulators, orFree(s3Port, dynamoDb.port()));
      opened.add(0, s3);
      s3.awaitAnswer();
      dynamoDb.awaitAnswer();
      return new EmbeddedAws(folder, dynamoDb, s3);
    } catch (IOException | InterruptedException | RuntimeException e) {
      for (AutoCloseable closeable : opened) {
        try {
          closeable.close();
        } catch (Exception suppressed) {
          e.addSuppressed(suppressed);
        }
      }
      throw e;
    }
  }

  public URI dynamoDbEndpoint() {
    return dynamoDb.endpoint();
  }

  public URI s3Endpoint() {
    return s3.endpoint();
  }

  public String accessKeyId() {
    return folder.credentials().accessKeyId();
  }

  public String secretAccessKey() {
    return folder.credentials().secretAccessKey();
  }

  /** The SDK's standard environment variables that point a process at this pair. */
  public Map<String, String> environment() {
    return Map.of(
        "AWS_ENDPOINT_URL_S3", s3Endpoint().toString(),
        "AWS_ENDPOINT_URL_DYNAMODB", dynamoDbEndpoint().toString(),
        "AWS_ACCESS_KEY_ID", accessKeyId(),
        "AWS_SECRET_ACCESS_KEY", secretAccessKey(),
        "AWS_REGION", REGION);
  }

  /** Whether both processes are alive. */
  public boolean isAlive() {
    return dynamoDb.process().isAlive() && s3.process().isAlive();
  }

  /** The process ids of the two, for those who want to watch or end them. */
  public List<Long> pids() {
    return List.of(dynamoDb.process().pid(), s3.process().pid());
  }

  /** Ends both and lets go of the folder; what was acknowledged is there at the next start. */
  @Override
  public void close() throws IOException {
    dynamoDb.close();
    s3.close();
    folder.close();
  }

  private static ChildProcess startDynamoDb(DataFolder folder, EmulatorPaths emulators, int port)
      throws IOException {
    Path database = Files.createDirectories(folder.path().resolve("dynamodb"));
    return ChildProcess.start(
        "dynamodb",
        folder.path(),
        port,
        EmulatorPaths.read(emulators.dynamoDb()),
        jvm("512m"),
        // One database whatever region and credentials a client has.
        List.of(
            "org.assay.local.child.DynamoDbOnLoopback",
            "-dbPath",
            database.toString(),
            "-sharedDb",
            "-disableTelemetry",
            "-port",
            Integer.toString(port)));
  }

  private static ChildProcess startS3(DataFolder folder, EmulatorPaths emulators, int port)
      throws IOException {
    Path run = Files.createDirectories(folder.path().resolve("run"));
    Path logging = run.resolve("s3-logback.xml");
    try (InputStream in = EmbeddedAws.class.getResourceAsStream("s3-logback.xml")) {
      if (in == null) {
        throw new IOException("s3-logback.xml is not in this build");
      }
      Files.write(logging, in.readAllBytes());
    }
    Properties properties = new Properties();
    properties.setProperty("s3proxy.endpoint", "http://127.0.0.1:" + port);
    properties.setProperty("s3proxy.authorization", "aws-v2-or-v4");
    properties.setProperty("s3proxy.identity", folder.credentials().accessKeyId());
    properties.setProperty("s3proxy.credential", folder.credentials().secretAccessKey());
    // Of S3Proxy's durable stores, the one whose If-None-Match: * lets exactly one writer win.
    properties.setProperty("jclouds.provider", "filesystem-nio2");
    properties.setProperty(
        "jclouds.filesystem.basedir",
        Files.createDirectories(folder.path().resolve("s3")).toString());
    properties.setProperty("jclouds.identity", "local");
    properties.setProperty("jclouds.credential", "local");
    Path configuration = run.resolve("s3proxy.conf");
    DataFolder.writeSecret(configuration, properties);
    List<String> options = new ArrayList<>(jvm("256m"));
    options.add("-Dlogback.configurationFile=" + logging);
    return ChildProcess.start(
        "s3",
        folder.path(),
        port,
        EmulatorPaths.read(emulators.s3()),
        options,
        List.of("org.gaul.s3proxy.Main", "--properties", configuration.toString()));
  }

  /** Quick to start and small, which matters more here than the last bit of speed. */
  private static List<String> jvm(String heap) {
    List<String> options =
        new ArrayList<>(List.of("-Xmx" + heap, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    options.add("-XX:+ExitOnOutOfMemoryError");
    if (Runtime.version().feature() >= 22) {
      // Both load native libraries; later JDKs warn of that.
      options.add("--enable-native-access=ALL-UNNAMED");
    }
    return options;
  }

  /** The first of the two may not listen yet, so the second must not be given its port. */
  private static int orFree(int port, int other) throws IOException {
    int chosen = port;
    while (chosen == 0 || (port == 0 && chosen == other)) {
      chosen = ChildProcess.freePort();
    }
    return chosen;
  }
}
