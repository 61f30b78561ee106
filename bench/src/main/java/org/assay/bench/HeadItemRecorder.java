package org.assay.bench;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.assay.aws.AwsSettings;
import org.assay.aws.AwsStores;
import org.assay.ledger.Digest;
import org.assay.ledger.Entry;
import org.assay.ledger.Link;
import org.assay.ledger.Ref;
import org.assay.ledger.RightEdge;
import org.assay.ledger.Salt;
import org.assay.ledger.Subject;
import org.assay.ledger.SubjectHead;
import org.assay.ledger.testing.Note;
import org.assay.ledger.testing.QuotaAdmission;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * What the ledger is measured against: one transaction for each attestation, which moves the one
 * item that says where the ledger ends, and writes the entry and the same index rows. Its readers
 * find what the sequencer's find: chain, tree, links, heads and chunks.
 *
 * <p>{@code inTurn} lets one submitter of the process at a time try, so that no try is in vain;
 * otherwise each tries against all others and comes again after a while when it lost.
 */
final class HeadItemRecorder implements Recorder {
  private static final Map<String, AttributeValue> HEAD = key("ledger", "-");

  private final AwsStores stores;
  private final String ledger;
  private final String index;
  private final boolean inTurn;
  private final SdkHttpClient http = ApacheHttpClient.builder().maxConnections(100).build();
  private final DynamoDbClient client;
  private final QuotaAdmission rules = new QuotaAdmission(Long.MAX_VALUE / 2);
  private final SecureRandom random = new SecureRandom();
  private final ReentrantLock turn = new ReentrantLock();
  private final AtomicLong recorded = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();

  HeadItemRecorder(AwsStores stores, AwsSettings settings, boolean inTurn) {
    this.stores = stores;
    this.ledger = settings.ledgerTable();
    this.index = settings.indexTable();
    this.inTurn = inTurn;
    var given = settings.credentials().orElseThrow();
    this.client =
        DynamoDbClient.builder()
            .httpClient(http)
            .endpointOverride(settings.dynamoDbEndpoint().orElseThrow())
            .region(Region.of(settings.region()))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(given.accessKeyId(), given.secretAccessKey())))
            .build();
  }

  @Override
  public void record(Note note) {
    for (int attempt = 1; !tryOnce(note); attempt++) {
      lost.incrementAndGet();
      LockSupport.parkNanos(
          ThreadLocalRandom.current().nextLong(2_000_000L << Math.min(attempt, 5)));
    }
    recorded.incrementAndGet();
  }

  private boolean tryOnce(Note note) {
    if (!inTurn) {
      return readAndWrite(note);
    }
    turn.lock();
    try {
      return readAndWrite(note);
    } finally {
      turn.unlock();
    }
  }

  private boolean readAndWrite(Note note) {
    List<Map<String, AttributeValue>> keys = new ArrayList<>();
    keys.add(HEAD);
    keys.add(key("statement#" + note.identity().hex(), "-"));
    note.subjects().forEach(subject -> keys.add(key("subject#" + subject.id(), "head")));
    Map<String, Map<String, AttributeValue>> found = new HashMap<>();
    client
        .batchGetItem(
            get ->
                get.requestItems(
                    Map.of(
                        index,
                        KeysAndAttributes.builder().keys(keys).consistentRead(true).build())))
        .responses()
        .getOrDefault(index, List.of())
        .forEach(item -> found.put(text(item, "pk"), item));
    if (found.containsKey("statement#" + note.identity().hex())) {
      throw new IllegalStateException("recorded twice");
    }
    return write(note, found);
  }

  private boolean write(Note note, Map<String, Map<String, AttributeValue>> found) {
    Map<String, AttributeValue> before = found.get("ledger");
    RightEdge edge = before == null ? RightEdge.EMPTY : edge(before);
    Digest chain = before == null ? Digest.ZERO : Digest.fromBytes(bytes(before, "chain"));
    Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Ref ref = new Ref(edge.size(), edge.size(), at, note.statement());
    List<Link> links = new ArrayList<>();
    List<Put> rows = new ArrayList<>();
    for (Subject subject : note.subjects()) {
      grow(note, subject, found.get("subject#" + subject.id()), ref, links, rows);
    }
    byte[] entry = new Entry(ref.index(), at, chain, note.statement(), links).encode();
    RightEdge after = edge.append(entry);
    rows.add(
        put(
                index,
                key("statement#" + note.identity().hex(), "-"),
                Map.of("ref", refs(List.of(ref))))
            .conditionExpression("attribute_not_exists(pk)")
            .build());
    rows.add(
        put(
                ledger,
                Map.of("number", number(ref.index())),
                Map.of("entries", binary(entry), "chain", binary(Digest.of(entry).toBytes())))
            .conditionExpression("attribute_not_exists(#number)")
            .expressionAttributeNames(Map.of("#number", "number"))
            .build());
    Put.Builder head =
        put(
            index,
            HEAD,
            Map.of(
                "size", number(after.size()),
                "chain", binary(Digest.of(entry).toBytes()),
                "edge", binary(hashes(after))));
    rows.add(
        before == null
            ? head.conditionExpression("attribute_not_exists(pk)").build()
            : head.conditionExpression("#size = :size")
                .expressionAttributeNames(Map.of("#size", "size"))
                .expressionAttributeValues(Map.of(":size", number(edge.size())))
                .build());
    try {
      client.transactWriteItems(
          transaction ->
              transaction.transactItems(
                  rows.stream().map(row -> TransactWriteItem.builder().put(row).build()).toList()));
      return true;
    } catch (TransactionCanceledException e) {
      return false;
    }
  }

  private void grow(
      Note note,
      Subject subject,
      @Nullable Map<String, AttributeValue> before,
      Ref ref,
      List<Link> links,
      List<Put> rows) {
    byte[] salt = before == null ? new byte[Salt.LENGTH] : bytes(before, "salt");
    if (before == null) {
      random.nextBytes(salt);
    }
    long count = before == null ? 0 : number(before, "entries");
    links.add(
        new Link(new Salt(salt).tag(subject), count, before == null ? -1 : number(before, "last")));
    byte[] old = before == null ? new byte[0] : bytes(before, "recent");
    byte[] recent =
        ByteBuffer.allocate(old.length + 56)
            .put(old)
            .put(refs(List.of(ref)).b().asByteArray())
            .array();
    if ((count + 1) % SubjectHead.CHUNK == 0) {
      rows.add(
          put(
                  index,
                  key(
                      "subject#" + subject.id(),
                      "chunk#%012d".formatted(count / SubjectHead.CHUNK)),
                  Map.of("refs", binary(recent)))
              .build());
      recent = new byte[0];
    }
    Map<String, AttributeValue> attributes = new HashMap<>();
    attributes.put("entries", number(count + 1));
    attributes.put("last", number(ref.index()));
    attributes.put("salt", binary(salt));
    attributes.put("recent", binary(recent));
    byte[] state =
        rules.fold(
            note,
            subject,
            before == null || !before.containsKey("state") ? null : bytes(before, "state"),
            ref.at());
    if (state != null) {
      attributes.put("state", binary(state));
    }
    rows.add(put(index, key("subject#" + subject.id(), "head"), attributes).build());
  }

  @Override
  public String remarks() {
    return "%d entries, %d transactions lost".formatted(recorded.get(), lost.get());
  }

  @Override
  public void close() {
    client.close();
    http.close();
    stores.close();
  }

  private static Put.Builder put(
      String table, Map<String, AttributeValue> key, Map<String, AttributeValue> attributes) {
    Map<String, AttributeValue> item = new HashMap<>(key);
    item.putAll(attributes);
    return Put.builder().tableName(table).item(item);
  }

  private static AttributeValue refs(List<Ref> refs) {
    ByteBuffer out = ByteBuffer.allocate(refs.size() * 56);
    for (Ref ref : refs) {
      out.putLong(ref.index()).putLong(ref.block()).putLong(ref.at().toEpochMilli());
      out.put(ref.statement().toBytes());
    }
    return binary(out.array());
  }

  private static byte[] hashes(RightEdge edge) {
    ByteBuffer out = ByteBuffer.allocate(edge.hashes().size() * Digest.LENGTH);
    edge.hashes().forEach(hash -> out.put(hash.toBytes()));
    return out.array();
  }

  private static RightEdge edge(Map<String, AttributeValue> item) {
    ByteBuffer in = ByteBuffer.wrap(bytes(item, "edge"));
    List<Digest> hashes = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] hash = new byte[Digest.LENGTH];
      in.get(hash);
      hashes.add(Digest.fromBytes(hash));
    }
    return new RightEdge(number(item, "size"), hashes);
  }

  private static Map<String, AttributeValue> key(String pk, String sk) {
    return Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS(sk));
  }

  private static AttributeValue number(long value) {
    return AttributeValue.fromN(Long.toString(value));
  }

  private static AttributeValue binary(byte[] value) {
    return AttributeValue.fromB(SdkBytes.fromByteArray(value));
  }

  private static AttributeValue attribute(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    if (value == null) {
      throw new IllegalStateException("an item has no " + name);
    }
    return value;
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    return attribute(item, name).s();
  }

  private static long number(Map<String, AttributeValue> item, String name) {
    return Long.parseLong(attribute(item, name).n());
  }

  private static byte[] bytes(Map<String, AttributeValue> item, String name) {
    return attribute(item, name).b().asByteArray();
  }
}
