package org.assay.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class EmbeddedAwsIT {
  private static final String BUCKET = "statements";
  private static final String TABLE = "ledger";

  @TempDir private static Path shared;
  private static EmbeddedAws aws;

  @BeforeAll
  static void start() throws Exception {
    aws = timed("first start", () -> EmbeddedAws.start(shared));
    try (S3Client s3 = s3(aws, aws.secretAccessKey())) {
      s3.createBucket(b -> b.bucket(BUCKET));
    }
  }

  @AfterAll
  static void stop() throws IOException {
    aws.close();
  }

  @Test
  void anObjectIsWrittenOnce() {
    try (S3Client s3 = s3(aws, aws.secretAccessKey())) {
      put(s3, "a/once", "first");
      assertThatThrownBy(() -> put(s3, "a/once", "second"))
          .isInstanceOfSatisfying(
              S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
      assertThat(get(s3, "a/once")).isEqualTo("first");
    }
  }

  @Test
  void anotherSecretIsRefusedByS3() {
    try (S3Client s3 = s3(aws, "f".repeat(40))) {
      assertThatThrownBy(() -> put(s3, "stranger", "x"))
          .isInstanceOfSatisfying(
              S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
    }
  }

  @Test
  void onlyThisMachineReachesIt() throws IOException {
    List<InetAddress> others =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
            .toList();
    for (URI endpoint : List.of(aws.dynamoDbEndpoint(), aws.s3Endpoint())) {
      assertThat(reaches(InetAddress.getLoopbackAddress(), endpoint.getPort())).isTrue();
      for (InetAddress other : others) {
        assertThat(reaches(other, endpoint.getPort())).as(other + " " + endpoint).isFalse();
      }
    }
  }

  @Test
  void theEnvironmentPointsAnSdkAtIt() {
    assertThat(aws.environment())
        .containsEntry("AWS_ENDPOINT_URL_S3", aws.s3Endpoint().toString())
        .containsEntry("AWS_ENDPOINT_URL_DYNAMODB", aws.dynamoDbEndpoint().toString())
        .containsEntry("AWS_ACCESS_KEY_ID", aws.accessKeyId())
        .containsEntry("AWS_SECRET_ACCESS_KEY", aws.secretAccessKey())
        .containsKey("AWS_REGION");
  }

  @Test
  void aFolderHasOneExchange() {
    assertThatThrownBy(() -> EmbeddedAws.start(shared))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("another exchange is using the folder");
    assertThat(aws.isAlive()).isTrue();
  }

  @Test
  void aTakenPortIsSaidAndNothingIsLeftRunning(@TempDir Path folder) throws Exception {
    long before = children();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () -> EmbeddedAws.start(folder, EmulatorPaths.find(), 0, taken.getLocalPort()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("port " + taken.getLocalPort() + " for s3 is taken");
    }
    assertThat(children()).isEqualTo(before);
    DataFolder.open(folder).close(); // Nobody holds it.
  }

  @Test
  void aMissingClassPathIsSaid(@TempDir Path folder) {
    Path missing = folder.resolve("missing.classpath");
    assertThatThrownBy(() -> EmbeddedAws.start(folder, new EmulatorPaths(missing, missing), 0, 0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(missing.toString())
        .hasMessageContaining("mvn -pl infra/local/dynamodb,infra/local/s3");
  }

  @Test
  void acknowledgedDataOutlivesAKillOfTheChildren(@TempDir Path folder) throws Exception {
    String secret;
    try (EmbeddedAws first = timed("second folder", () -> EmbeddedAws.start(folder))) {
      secret = first.secretAccessKey();
      write(first);
      for (long pid : first.pids()) {
        ProcessHandle child = ProcessHandle.of(pid).orElseThrow();
        child.destroyForcibly(); // SIGKILL
        child.onExit().get(10, TimeUnit.SECONDS);
      }
      assertThat(first.isAlive()).isFalse();
    }
    try (EmbeddedAws second = timed("restart", () -> EmbeddedAws.start(folder))) {
      assertThat(second.secretAccessKey()).isEqualTo(secret);
      assertWritten(second);
    }
  }

  @Test
  void theChildrenEndWithAKilledParentAndTheirDataStays(@TempDir Path folder) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process parent =
        new ProcessBuilder(
                java,
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-D" + EmulatorPaths.HOME + "=" + System.getProperty(EmulatorPaths.HOME),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                folder.toString())
            .redirectError(new File("target/embedded-aws-parent.log"))
            .start();
    List<ProcessHandle> children;
    try (var lines = parent.inputReader(StandardCharsets.UTF_8)) {
      String ready = lines.readLine();
      assertThat(ready).as("see target/embedded-aws-parent.log").startsWith("pids");
      children =
          Stream.of(ready.split(" "))
              .skip(1)
              .map(pid -> ProcessHandle.of(Long.parseLong(pid)).orElseThrow())
              .toList();
    } finally {
      parent.destroyForcibly().waitFor();
    }
    assertThat(children).hasSize(2);
    for (ProcessHandle child : children) {
      child.onExit().get(10, TimeUnit.SECONDS);
    }
    try (EmbeddedAws next = EmbeddedAws.start(folder)) {
      assertWritten(next);
    }
  }

  /** A parent to be killed. */
  static final class Parent {
    private Parent() {}

    public static void main(String[] args) throws Exception {
      EmbeddedAws started = EmbeddedAws.start(Path.of(args[0]));
      write(started);
      System.out.println(
          started.pids().stream()
              .map(String::valueOf)
              .collect(Collectors.joining(" ", "pids ", "")));
      Thread.sleep(Duration.ofMinutes(5).toMillis());
    }
  }

  private static void write(EmbeddedAws to) {
    try (S3Client s3 = s3(to, to.secretAccessKey());
        DynamoDbClient dynamoDb = dynamoDb(to)) {
      s3.createBucket(b -> b.bucket(BUCKET));
      put(s3, "kept", "object");
      dynamoDb.createTable(
          b ->
              b.tableName(TABLE)
                  .billingMode(BillingMode.PAY_PER_REQUEST)
                  .attributeDefinitions(a -> a.attributeName("pk").attributeType("S"))
                  .keySchema(k -> k.attributeName("pk").keyType("HASH")));
      putItem(dynamoDb, "kept");
    }
  }

  private static void assertWritten(EmbeddedAws in) {
    try (S3Client s3 = s3(in, in.secretAccessKey());
        DynamoDbClient dynamoDb = dynamoDb(in)) {
      assertThat(get(s3, "kept")).isEqualTo("object");
      assertThatThrownBy(() -> putItem(dynamoDb, "kept"))
          .isInstanceOf(ConditionalCheckFailedException.class);
    }
  }

  private static void putItem(DynamoDbClient dynamoDb, String key) {
    dynamoDb.putItem(
        b ->
            b.tableName(TABLE)
                .item(Map.of("pk", AttributeValue.fromS(key)))
                .conditionExpression("attribute_not_exists(pk)"));
  }

  private static void put(S3Client s3, String key, String text) {
    s3.putObject(b -> b.bucket(BUCKET).key(key).ifNoneMatch("*"), RequestBody.fromString(text));
  }

  private static String get(S3Client s3, String key) {
    return s3.getObjectAsBytes(b -> b.bucket(BUCKET).key(key)).asUtf8String();
  }

  private static S3Client s3(EmbeddedAws of, String secret) {
    return S3Client.builder()
        .endpointOverride(of.s3Endpoint())
        .region(Region.of(EmbeddedAws.REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create(of.accessKeyId(), secret)))
        .build();
  }

  private static DynamoDbClient dynamoDb(EmbeddedAws of) {
    return DynamoDbClient.builder()
        .endpointOverride(of.dynamoDbEndpoint())
        .region(Region.of(EmbeddedAws.REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(of.accessKeyId(), of.secretAccessKey())))
        .build();
  }

  private static boolean reaches(InetAddress address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), 2_000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static long children() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive).count();
  }

  private interface Start {
    EmbeddedAws run() throws Exception;
  }

  private static EmbeddedAws timed(String what, Start start) throws Exception {
    long began = System.nanoTime();
    EmbeddedAws started = start.run();
    System.out.println(
        "EmbeddedAws, " + what + ": " + (System.nanoTime() - began) / 1_000_000 + " ms");
    return started;
  }
}
