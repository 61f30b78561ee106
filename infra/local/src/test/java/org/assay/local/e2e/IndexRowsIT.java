package org.assay.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assay.aws.AwsSettings;
import org.assay.aws.AwsStores;
import org.assay.ledger.Digest;
import org.assay.ledger.IndexRow;
import org.assay.ledger.IndexUpdate;
import org.assay.ledger.Publication;
import org.assay.ledger.Ref;
import org.assay.ledger.Salt;
import org.assay.ledger.Subject;
import org.assay.ledger.SubjectHead;
import org.assay.local.EmbeddedAws;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What a table may hold beside what the index wrote does not escape a scan. */
class IndexRowsIT {
  private static final Publication PUBLICATION = new Publication(0, 1, "a checkpoint");
  private static final Digest DIGEST = Digest.of("a".getBytes(StandardCharsets.US_ASCII));
  private static final Ref REF = new Ref(0, 0, Instant.ofEpochMilli(1), DIGEST);

  @TempDir private static Path data;
  private static EmbeddedAws aws;
  private static DynamoDbClient client;
  private AwsStores stores;
  private String table;

  @BeforeAll
  static void start() throws Exception {
    aws = EmbeddedAws.start(data);
    client =
        DynamoDbClient.builder()
            .endpointOverride(URI.create(aws.dynamoDbEndpoint().toString()))
            .region(Region.of(EmbeddedAws.REGION))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(aws.accessKeyId(), aws.secretAccessKey())))
            .build();
  }

  @AfterAll
  static void stop() throws Exception {
    client.close();
    aws.close();
  }

  @BeforeEach
  void fill() {
    AwsSettings settings = AwsSettings.from(new FreshStores(aws.environment()).environment());
    table = settings.indexTable();
    stores = new AwsStores(settings);
    stores.createIfMissing(settings);
    stores.publications().publish(PUBLICATION);
    Subject subject = new Subject("urn:lot:1");
    Salt salt = new Salt(new byte[Salt.LENGTH]);
    SubjectHead head = new SubjectHead(subject, salt, 1, 0, List.of(REF), new byte[] {1});
    stores.index().apply(new IndexUpdate(0, Map.of(DIGEST, REF), List.of(), List.of(head)));
  }

  @Test
  void thePublicationIsNoRowAndStaysWhenTheRowsGo() {
    assertThat(scan()).hasSize(3).noneMatch(IndexRow.Unreadable.class::isInstance);

    stores.index().clear();

    assertThat(scan()).isEmpty();
    assertThat(stores.publications().newest()).contains(PUBLICATION);
  }

  @Test
  void rowsThatNoIndexWroteAreMetAsUnreadableAndCleared() {
    List<Map<String, AttributeValue>> strange = new ArrayList<>();
    Map<String, AttributeValue> statement = item("statement#" + DIGEST.hex(), "-");
    strange.add(item("statement#" + DIGEST.hex().toUpperCase(Locale.ROOT), "-"));
    strange.add(item("statement#00", "-"));
    strange.add(item("statement#" + DIGEST.hex(), "other"));
    strange.add(item("subject#urn:lot:1", "tail"));
    strange.add(item("subject#urn:lot:2", "chunk#x"));
    strange.add(item("subject#", "head"));
    strange.add(item("published", "other"));
    strange.add(item("published#", "-"));
    strange.add(item("of another kind", "-"));
    strange.forEach(item -> client.putItem(put -> put.tableName(table).item(item)));
    // A right row with something beside, one with bytes too few, and a mark that is no number.
    Map<String, AttributeValue> more = new HashMap<>(existing(statement));
    more.put("more", AttributeValue.fromS("x"));
    client.putItem(put -> put.tableName(table).item(more));
    Map<String, AttributeValue> head = new HashMap<>(existing(item("subject#urn:lot:1", "head")));
    head.put("recent", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[7])));
    client.putItem(put -> put.tableName(table).item(head));
    Map<String, AttributeValue> mark = new HashMap<>(item("applied", "-"));
    mark.put("block", AttributeValue.fromS("many"));
    client.putItem(put -> put.tableName(table).item(mark));

    assertThat(scan())
        .hasSize(strange.size() + 3)
        .allMatch(IndexRow.Unreadable.class::isInstance)
        .anyMatch(row -> ((IndexRow.Unreadable) row).key().equals("of another kind -"));

    stores.index().clear();

    assertThat(scan()).isEmpty();
    assertThat(stores.publications().newest()).contains(PUBLICATION);
    assertThat(stores.index().applied()).isEqualTo(-1);
  }

  private Map<String, AttributeValue> existing(Map<String, AttributeValue> key) {
    return client.getItem(get -> get.tableName(table).key(key)).item();
  }

  private static Map<String, AttributeValue> item(String pk, String sk) {
    return Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk));
  }

  private List<IndexRow> scan() {
    List<IndexRow> rows = new ArrayList<>();
    stores.index().scan(0, 2, rows::add);
    stores.index().scan(1, 2, rows::add);
    return rows;
  }
}
