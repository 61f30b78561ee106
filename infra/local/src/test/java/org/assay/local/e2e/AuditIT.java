package org.assay.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assay.functions.audit.LedgerAudit;
import org.assay.ledger.Block;
import org.assay.ledger.BlockStore;
import org.assay.ledger.audit.AuditReport;
import org.assay.ledger.audit.AuditSettings;
import org.assay.ledger.audit.Finding;
import org.assay.local.StoredLedger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Whoever writes to the stores past the exchange, with the AWS SDK alone, is found by the audit
 * (I8).
 */
class AuditIT {
  @TempDir private static Path data;
  private static RunningExchange exchange;
  private static Map<String, String> environment;
  private static DynamoDbClient dynamoDb;
  private static S3Client s3;

  @BeforeAll
  static void start() throws Exception {
    exchange = RunningExchange.founded(data);
    exchange.shippedLot();
    environment = exchange.exchange.environment();
    StaticCredentialsProvider credentials =
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(
                environment.get("AWS_ACCESS_KEY_ID"), environment.get("AWS_SECRET_ACCESS_KEY")));
    dynamoDb =
        DynamoDbClient.builder()
            .endpointOverride(URI.create(environment.get("AWS_ENDPOINT_URL_DYNAMODB")))
            .region(Region.of(environment.get("AWS_REGION")))
            .credentialsProvider(credentials)
            .build();
    s3 =
        S3Client.builder()
            .endpointOverride(URI.create(environment.get("AWS_ENDPOINT_URL_S3")))
            .region(Region.of(environment.get("AWS_REGION")))
            .credentialsProvider(credentials)
            .forcePathStyle(true)
            .build();
    awaitPublication();
  }

  @AfterAll
  static void stop() throws Exception {
    ReplayedLedger.verify(environment); // What was put back is as it was.
    dynamoDb.close();
    s3.close();
    exchange.close();
  }

  private static void awaitPublication() throws Exception {
    for (int i = 0; i < 200 && audit().published() < exchange.client.size(); i++) {
      Thread.sleep(50);
    }
    assertThat(audit().findings()).isEmpty();
    assertThat(audit().published()).isEqualTo(exchange.client.size());
  }

  private static AuditReport audit() throws IOException {
    try (StoredLedger ledger = StoredLedger.of(environment)) {
      return LedgerAudit.run(
          ledger.stores(), ledger.key().orElseThrow(), AuditSettings.onAllCores(), null);
    }
  }

  private static void assertFound(String object) throws IOException {
    AuditReport report = audit();
    assertThat(report.unfinished()).isEmpty();
    assertThat(report.findings()).extracting(Finding::object).containsOnly(object);
  }

  private static Block block(long number) throws IOException {
    try (StoredLedger ledger = StoredLedger.of(environment)) {
      BlockStore blocks = ledger.stores().blocks();
      if (blocks == null) {
        throw new AssertionError("whoever has the stores can read the blocks");
      }
      return blocks.read(number).orElseThrow();
    }
  }

  private static void tamperObject(String bucket, String key, String object) throws IOException {
    String name = environment.get(bucket);
    byte[] right = s3.getObjectAsBytes(get -> get.bucket(name).key(key)).asByteArray();
    byte[] wrong = right.clone();
    wrong[wrong.length / 2] ^= 1;
    s3.putObject(put -> put.bucket(name).key(key), RequestBody.fromBytes(wrong));
    try {
      assertFound(object);
      s3.deleteObject(delete -> delete.bucket(name).key(key));
      assertFound(object);
    } finally {
      s3.putObject(put -> put.bucket(name).key(key), RequestBody.fromBytes(right));
    }
  }

  private interface Change {
    void of(Map<String, AttributeValue> item);
  }

  private static void tamperItem(
      String table, Map<String, AttributeValue> key, Change change, String object)
      throws IOException {
    String name = environment.get(table);
    Map<String, AttributeValue> right =
        dynamoDb.getItem(get -> get.tableName(name).key(key).consistentRead(true)).item();
    Map<String, AttributeValue> wrong = new HashMap<>(right);
    change.of(wrong);
    dynamoDb.putItem(put -> put.tableName(name).item(wrong));
    try {
      assertFound(object);
      dynamoDb.deleteItem(delete -> delete.tableName(name).key(key));
      assertFound(object);
    } finally {
      dynamoDb.putItem(put -> put.tableName(name).item(right));
    }
  }

  private static void flip(Map<String, AttributeValue> item, String name) {
    byte[] bytes = item.getOrDefault(name, AttributeValue.fromNul(true)).b().asByteArray();
    bytes[bytes.length / 2] ^= 1;
    item.put(name, AttributeValue.fromB(SdkBytes.fromByteArray(bytes)));
  }

  @Test
  void aStatementThatIsChangedOrGone() throws Exception {
    String digest = block(2).entries().get(0).statement().hex();
    tamperObject("ASSAY_STATEMENTS_BUCKET", "statements/" + digest, "statement " + digest);
  }

  @Test
  void aTileAndABundleThatAreChangedOrGone() throws Exception {
    long size = exchange.client.size();
    for (String path : List.of("tile/0/000.p/" + size, "tile/entries/000.p/" + size)) {
      tamperObject("ASSAY_LOG_BUCKET", "log/" + path, path);
    }
  }

  @Test
  void aBlockThatIsChangedOrGone() throws Exception {
    tamperItem(
        "ASSAY_LEDGER_TABLE",
        Map.of("number", AttributeValue.fromN("2")),
        item -> flip(item, "entries"),
        "block 2");
  }

  @Test
  void aHeadThatIsChangedOrGone() throws Exception {
    tamperItem(
        "ASSAY_INDEX_TABLE",
        Map.of("pk", AttributeValue.fromS("subject#registry"), "sk", AttributeValue.fromS("head")),
        item -> flip(item, "recent"),
        "index row subject#registry head");
  }

  @Test
  void aRowOfAStatementThatIsChangedOrGone() throws Exception {
    String identity =
        dynamoDb.scan(scan -> scan.tableName(environment.get("ASSAY_INDEX_TABLE"))).items().stream()
            .map(item -> String.valueOf(item.getOrDefault("pk", AttributeValue.fromS("")).s()))
            .filter(key -> key.startsWith("statement#"))
            .findFirst()
            .orElseThrow();
    tamperItem(
        "ASSAY_INDEX_TABLE",
        Map.of("pk", AttributeValue.fromS(identity), "sk", AttributeValue.fromS("-")),
        item -> flip(item, "ref"),
        "index row " + identity);
  }

  @Test
  void aMarkThatIsNoNumberEndsNothing() throws Exception {
    String table = environment.get("ASSAY_INDEX_TABLE");
    Map<String, AttributeValue> key =
        Map.of("pk", AttributeValue.fromS("applied"), "sk", AttributeValue.fromS("-"));
    Map<String, AttributeValue> right =
        dynamoDb.getItem(get -> get.tableName(table).key(key).consistentRead(true)).item();
    dynamoDb.putItem(put -> put.tableName(table).item(key));
    try {
      AuditReport report = audit();
      assertThat(report.unfinished()).isEmpty();
      assertThat(report.findings())
          .isNotEmpty()
          .allSatisfy(found -> assertThat(found.object()).startsWith("index row applied"));
    } finally {
      dynamoDb.putItem(put -> put.tableName(table).item(right));
    }
  }

  @Test
  void aRowThatNoIndexWrote() throws Exception {
    String table = environment.get("ASSAY_INDEX_TABLE");
    Map<String, AttributeValue> key =
        Map.of("pk", AttributeValue.fromS("subject#lot:x"), "sk", AttributeValue.fromS("head"));
    dynamoDb.putItem(put -> put.tableName(table).item(key));
    try {
      assertThat(audit().findings())
          .singleElement()
          .satisfies(
              finding -> assertThat(finding.object()).isEqualTo("index row subject#lot:x head"));
    } finally {
      dynamoDb.deleteItem(delete -> delete.tableName(table).key(key));
    }
  }
}
