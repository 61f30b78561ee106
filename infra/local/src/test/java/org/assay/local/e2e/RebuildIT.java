package org.assay.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.assay.attestation.LotId;
import org.assay.functions.gateway.testing.TestCoalition;
import org.assay.ledger.Position;
import org.assay.local.EmbeddedAws;
import org.assay.local.ExchangeRebuild;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What follows from blocks and statements may be lost, all of it: it comes back byte for byte. */
class RebuildIT {
  private static final String INDEX = "assay-index";
  private static final String LOG = "assay-log";

  @TempDir private Path data;

  @Test
  void rowsAndFilesComeBackByteForByte() throws Exception {
    LotId lot;
    String token;
    byte[] recorded;
    try (RunningExchange running = RunningExchange.founded(data)) {
      lot = running.shippedLot();
      List<byte[]> more =
          IntStream.range(0, 300)
              .mapToObj(
                  i ->
                      running.coalition.operator.says(
                          running.coalition.mined(TestCoalition.newLot("ore"))))
              .toList();
      assertThat(running.client.submitAll(more))
          .allMatch(line -> line.path("status").textValue().equals("SEQUENCED"));
      token = running.token();
      recorded = more.get(0);
      assertThat(running.client.trace(lot, token).status()).isEqualTo(200);
    }
    Dump written = dumpAndLose(0, new Random(1));
    // More than one chunk of entries, full bundles and partial ones.
    assertThat(written.rows().keySet()).anyMatch(key -> key.contains("chunk#000000000001"));
    assertThat(written.files().keySet()).anyMatch(path -> path.endsWith("tile/entries/000"));

    assertSame(written, ExchangeRebuild.embedded(data, true, position -> {}));
    // That all was gone, and half of it is gone now.
    assertSame(written, ExchangeRebuild.embedded(data, true, position -> {}));

    ExchangeRebuild.embedded(data, true, position -> {});
    try (RunningExchange again = RunningExchange.start(data)) {
      assertThat(again.client.trace(lot, token).status()).isEqualTo(200);
      assertThat(again.client.submit(recorded).isRepeat()).isTrue();
    }
  }

  @Test
  void aFolderThatAnExchangeIsRunningOnIsRefused() throws Exception {
    try (RunningExchange running = RunningExchange.founded(data)) {
      assertThatThrownBy(() -> ExchangeRebuild.embedded(data, true, position -> {}))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("another exchange is using the folder");
      running.shippedLot();
    }
  }

  @Test
  void aFolderWithoutAnExchangeIsRefusedAndLeftAsItIs() {
    assertThatThrownBy(() -> ExchangeRebuild.embedded(data, true, position -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there is no exchange");
    assertThat(data).isEmptyDirectory();
  }

  /** Compares what there is after a rebuild, and loses half of it. */
  private void assertSame(Dump written, ExchangeRebuild.Result result) throws Exception {
    Dump rebuilt = dumpAndLose(50, new Random(2));
    assertThat(rebuilt.rows()).isEqualTo(written.rows());
    assertThat(result.published().orElseThrow().size()).isEqualTo(result.ledger().size());
    assertSameFiles(written.files(), rebuilt.files(), result.ledger());
  }

  /**
   * The partial files of earlier sizes follow from when was published, not from the blocks, and
   * nobody needs them any more: those may be missing, and all else must be there, nothing more.
   */
  private static void assertSameFiles(
      Map<String, byte[]> written, Map<String, byte[]> rebuilt, Position ledger) {
    rebuilt.forEach((path, content) -> assertThat(written.get(path)).as(path).isEqualTo(content));
    assertThat(written.keySet())
        .filteredOn(path -> !rebuilt.containsKey(path))
        .allMatch(path -> path.contains(".p/"))
        .doesNotContain(
            "log/tile/0/%03d.p/%d".formatted(ledger.size() / 256, ledger.size() % 256),
            "log/tile/entries/%03d.p/%d".formatted(ledger.size() / 256, ledger.size() % 256),
            "log/tile/1/000.p/" + ledger.size() / 256);
  }

  private record Dump(Map<String, Map<String, AttributeValue>> rows, Map<String, byte[]> files) {}

  /** What there is; of which no more is left then than so much, rows and files alike. */
  private Dump dumpAndLose(int keptIn100, Random random) throws Exception {
    try (EmbeddedAws aws = EmbeddedAws.start(data);
        DynamoDbClient dynamoDb = dynamoDb(aws);
        S3Client s3 = s3(aws)) {
      Map<String, Map<String, AttributeValue>> rows = new HashMap<>();
      dynamoDb
          .scanPaginator(scan -> scan.tableName(INDEX).consistentRead(true))
          .items()
          .forEach(item -> rows.put(item.get("pk") + " " + item.get("sk"), item));
      Map<String, byte[]> files = new TreeMap<>();
      for (S3Object object : s3.listObjectsV2Paginator(list -> list.bucket(LOG)).contents()) {
        files.put(
            object.key(),
            s3.getObject(get -> get.bucket(LOG).key(object.key()), ResponseTransformer.toBytes())
                .asByteArray());
      }
      List<WriteRequest> lost = new ArrayList<>();
      for (Map<String, AttributeValue> item : rows.values()) {
        if (random.nextInt(100) >= keptIn100) {
          Map<String, AttributeValue> key = new HashMap<>(item);
          key.keySet().retainAll(List.of("pk", "sk"));
          lost.add(WriteRequest.builder().deleteRequest(delete -> delete.key(key)).build());
        }
      }
      for (int from = 0; from < lost.size(); from += 25) {
        List<WriteRequest> some = lost.subList(from, Math.min(lost.size(), from + 25));
        assertThat(
                dynamoDb
                    .batchWriteItem(write -> write.requestItems(Map.of(INDEX, some)))
                    .unprocessedItems())
            .isEmpty();
      }
      for (String path : files.keySet()) {
        if (random.nextInt(100) >= keptIn100) {
          s3.deleteObject(delete -> delete.bucket(LOG).key(path));
        }
      }
      return new Dump(rows, files);
    }
  }

  private static StaticCredentialsProvider credentials(EmbeddedAws aws) {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(aws.accessKeyId(), aws.secretAccessKey()));
  }

  private static DynamoDbClient dynamoDb(EmbeddedAws aws) {
    return DynamoDbClient.builder()
        .endpointOverride(aws.dynamoDbEndpoint())
        .region(Region.of(EmbeddedAws.REGION))
        .credentialsProvider(credentials(aws))
        .build();
  }

  private static S3Client s3(EmbeddedAws aws) {
    URI endpoint = aws.s3Endpoint();
    return S3Client.builder()
        .endpointOverride(endpoint)
        .region(Region.of(EmbeddedAws.REGION))
        .credentialsProvider(credentials(aws))
        .forcePathStyle(true)
        .build();
  }
}
