package org.assay.aws;

import static org.assay.aws.Attributes.number;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.assay.ledger.Digest;
import org.assay.ledger.IndexRow;
import org.assay.ledger.IndexStore;
import org.assay.ledger.IndexUpdate;
import org.assay.ledger.Ref;
import org.assay.ledger.StoreUnavailable;
import org.assay.ledger.Subject;
import org.assay.ledger.SubjectHead;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/**
 * The index rows as items of a DynamoDB table. Nothing here is trusted to be there: all of it can
 * be derived again.
 */
final class DynamoDbIndexStore implements IndexStore {
  /** The most writes that one transaction may have. */
  private static final int MAX_TRANSACTION = 100;

  private static final int CLEARING_SEGMENTS = 16;

  private static final String TAKEN_OVER =
      "the index was shut again or opened by somebody else: another rebuild is at work";

  private final DynamoDbClient client;
  private final String table;
  private final Executor executor;

  /** By what name it was shut, for whoever shut it; null for all others. */
  private final @Nullable String shutBy;

  DynamoDbIndexStore(DynamoDbClient client, String table, Executor executor) {
    this(client, table, executor, null);
  }

  private DynamoDbIndexStore(
      DynamoDbClient client, String table, Executor executor, @Nullable String shutBy) {
    this.client = client;
    this.table = table;
    this.executor = executor;
    this.shutBy = shutBy;
  }

  @Override
  public long applied() {
    Map<String, AttributeValue> mark = mark();
    if (mark.isEmpty()) {
      return -1;
    }
    requireOpen(mark);
    return number(mark, "block");
  }

  private Map<String, AttributeValue> mark() {
    try {
      return client
          .getItem(get -> get.tableName(table).key(IndexItem.appliedKey()).consistentRead(true))
          .item();
    } catch (SdkException e) {
      throw new StoreUnavailable("DynamoDB: the mark of the applied block was not read", e);
    }
  }

  @Override
  public Map<Subject, SubjectHead> heads(Collection<Subject> subjects) {
    Map<Subject, SubjectHead> heads = new HashMap<>();
    for (Map<String, AttributeValue> item :
        readIfOpen(new HashSet<>(subjects).stream().map(IndexItem::headKey).toList())) {
      SubjectHead head = IndexItem.head(item);
      heads.put(head.subject(), head);
    }
    return heads;
  }

  @Override
  public Map<Digest, Ref> statements(Collection<Digest> identities) {
    Map<Digest, Ref> refs = new HashMap<>();
    for (Map<String, AttributeValue> item :
        readIfOpen(new HashSet<>(identities).stream().map(IndexItem::statementKey).toList())) {
      refs.put(IndexItem.statementIdentity(item), IndexItem.statementRef(item));
    }
    return refs;
  }

  /** The items of the keys, unless the index is shut, which the same read tells. */
  private List<Map<String, AttributeValue>> readIfOpen(List<Map<String, AttributeValue>> keys) {
    if (keys.isEmpty() || shutBy != null) {
      return read(keys);
    }
    List<Map<String, AttributeValue>> withMark = new ArrayList<>(keys);
    withMark.add(IndexItem.appliedKey());
    List<Map<String, AttributeValue>> rows = new ArrayList<>();
    for (Map<String, AttributeValue> item : read(withMark)) {
      if (IndexItem.isMark(item)) {
        requireOpen(item);
      } else {
        rows.add(item);
      }
    }
    return rows;
  }

  private static void requireOpen(Map<String, AttributeValue> mark) {
    if (IndexItem.isShut(mark)) {
      throw new StoreUnavailable(
          "the index is shut: a rebuild is at work, or stopped half way and has to be run again");
    }
  }

  private List<Map<String, AttributeValue>> read(List<Map<String, AttributeValue>> keys) {
    List<List<Map<String, AttributeValue>>> batches = Parallel.slices(keys, BatchGet.MAX_KEYS);
    return Parallel.all(
            batches, batch -> BatchGet.all(client, table, batch, BatchGet.MAX_KEYS), executor)
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  @Override
  public List<SubjectHead.Chunk> chunks(Subject subject, long from) {
    Map<String, AttributeValue> first = IndexItem.chunkKey(subject, from);
    try {
      return client
          .queryPaginator(
              query ->
                  query
                      .tableName(table)
                      .consistentRead(true)
                      .keyConditionExpression("pk = :pk AND sk BETWEEN :from AND :to")
                      .expressionAttributeValues(
                          Map.of(
                              ":pk", first.get("pk"),
                              ":from", first.get("sk"),
                              ":to", IndexItem.chunkKey(subject, 999_999_999_999L).get("sk"))))
          .items()
          .stream()
          .map(IndexItem::chunk)
          .toList();
    } catch (SdkException e) {
      throw new StoreUnavailable("DynamoDB: the entries of " + subject + " were not read", e);
    }
  }

  /**
   * In one transaction where the rows fit one. Else in three steps, each after all of the one
   * before is written: a head may be there only when its chunks are, since whoever finds it takes
   * the subject's rows as written; and the mark only when every row is.
   */
  @Override
  public void apply(IndexUpdate update) {
    requireMine();
    List<Put> first = new ArrayList<>();
    update
        .statements()
        .forEach((identity, ref) -> first.add(put(IndexItem.statement(identity, ref)).build()));
    update.chunks().forEach(chunk -> first.add(put(IndexItem.chunk(chunk)).build()));
    List<Put> heads = update.heads().stream().map(this::head).toList();
    // A shut index has no mark, and none can be set until it is opened.
    List<Put> mark = shutBy == null ? List.of(mark(update.block())) : List.of();
    List<Put> all = new ArrayList<>(first);
    all.addAll(heads);
    all.addAll(mark);
    if (all.size() > MAX_TRANSACTION || !writeAtOnce(all)) {
      writeStep(first);
      writeStep(heads);
      writeStep(mark);
    }
  }

  @Override
  public void scan(int segment, int segments, Consumer<IndexRow> rows) {
    Objects.checkIndex(segment, segments);
    scanItems(
        scan -> scan.segment(segment).totalSegments(segments),
        item -> IndexItem.row(item).ifPresent(rows));
  }

  @Override
  public void clear() {
    requireMine();
    try {
      // First of all: while it is there, it says that every row is.
      client.deleteItem(
          delete ->
              delete
                  .tableName(table)
                  .key(IndexItem.appliedKey())
                  .conditionExpression("attribute_not_exists(#shut)")
                  .expressionAttributeNames(Map.of("#shut", IndexItem.SHUT)));
    } catch (ConditionalCheckFailedException e) {
      // Shut, which it stays.
    } catch (SdkException e) {
      throw new StoreUnavailable("DynamoDB: it is not known whether the mark was removed", e);
    }
    Parallel.forEach(
        IntStream.range(0, CLEARING_SEGMENTS).boxed().toList(), this::clearSegment, executor);
  }

  private void clearSegment(int segment) {
    List<Map<String, AttributeValue>> keys = new ArrayList<>();
    scanItems(
        scan ->
            scan.segment(segment).totalSegments(CLEARING_SEGMENTS).projectionExpression("pk, sk"),
        item -> {
          if (!IndexItem.isPublication(item) && !IndexItem.isMark(item)) {
            keys.add(IndexItem.key(item));
          }
          if (keys.size() == BatchDelete.MAX_KEYS) {
            BatchDelete.all(client, table, keys);
            keys.clear();
          }
        });
    BatchDelete.all(client, table, keys);
  }

  @Override
  public IndexStore shut() {
    String name = UUID.randomUUID().toString();
    putMark(IndexItem.shut(name));
    return new DynamoDbIndexStore(client, table, executor, name);
  }

  /** Two who rebuild would each clear what the other has written. */
  private void requireMine() {
    if (shutBy != null && !IndexItem.shut(shutBy).equals(mark())) {
      throw new StoreUnavailable(TAKEN_OVER);
    }
  }

  @Override
  public void open(long block) {
    requireMine();
    if (block >= 0) {
      putMark(IndexItem.applied(block));
      return;
    }
    try {
      client.deleteItem(delete -> delete.tableName(table).key(IndexItem.appliedKey()));
    } catch (SdkException e) {
      throw new StoreUnavailable("DynamoDB: it is not known whether the index is open", e);
    }
  }

  private void putMark(Map<String, AttributeValue> item) {
    try {
      client.putItem(put -> put.tableName(table).item(item));
    } catch (SdkException e) {
      throw new StoreUnavailable("DynamoDB: it is not known whether the index is shut or open", e);
    }
  }

  private void scanItems(
      Consumer<ScanRequest.Builder> what, Consumer<Map<String, AttributeValue>> items) {
    ScanRequest.Builder scan = ScanRequest.builder().tableName(table).consistentRead(true);
    what.accept(scan);
    Map<String, AttributeValue> after = Map.of();
    do {
      ScanResponse page = scan(scan.exclusiveStartKey(after.isEmpty() ? null : after).build());
      page.items().forEach(items);
      after = page.lastEvaluatedKey();
    } while (!after.isEmpty());
  }

  private ScanResponse scan(ScanRequest request) {
    try {
      return client.scan(request);
    } catch (SdkException e) {
      throw new StoreUnavailable("DynamoDB: the rows of " + table + " were not read", e);
    }
  }

  private void writeStep(List<Put> rows) {
    Parallel.forEach(
        Parallel.slices(rows, MAX_TRANSACTION),
        slice -> {
          if (!writeAtOnce(slice)) {
            Parallel.forEach(slice, this::writeIfNewer, executor);
          }
        },
        executor);
  }

  private Put head(SubjectHead head) {
    return put(IndexItem.head(head))
        .conditionExpression("attribute_not_exists(pk) OR entries < :entries")
        .expressionAttributeValues(Map.of(":entries", number(head.count())))
        .build();
  }

  private Put mark(long block) {
    return put(IndexItem.applied(block))
        .conditionExpression("attribute_not_exists(pk) OR #block < :block")
        .expressionAttributeNames(Map.of("#block", "block"))
        .expressionAttributeValues(Map.of(":block", number(block)))
        .build();
  }

  private Put.Builder put(Map<String, AttributeValue> item) {
    return Put.builder().tableName(table).item(item);
  }

  /**
   * Whether a transaction wrote the rows; it does not where somebody else writes them too, or wrote
   * newer ones.
   */
  private boolean writeAtOnce(List<Put> rows) {
    try {
      client.transactWriteItems(
          transaction ->
              transaction.transactItems(
                  rows.stream().map(row -> TransactWriteItem.builder().put(row).build()).toList()));
      return true;
    } catch (TransactionCanceledException e) {
      return false;
    } catch (SdkException e) {
      throw new StoreUnavailable("DynamoDB: it is not known whether index rows were written", e);
    }
  }

  private void writeIfNewer(Put row) {
    try {
      client.putItem(
          put ->
              put.tableName(row.tableName())
                  .item(row.item())
                  .conditionExpression(row.conditionExpression())
                  .expressionAttributeNames(
                      row.hasExpressionAttributeNames() ? row.expressionAttributeNames() : null)
                  .expressionAttributeValues(
                      row.hasExpressionAttributeValues() ? row.expressionAttributeValues() : null));
    } catch (ConditionalCheckFailedException e) {
      // A newer row is there: another writer was at a later block already.
    } catch (SdkException e) {
      throw new StoreUnavailable("DynamoDB: it is not known whether an index row was written", e);
    }
  }
}
