package org.assay.aws;

import static org.assay.aws.Attributes.number;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.assay.ledger.Block;
import org.assay.ledger.BlockStore;
import org.assay.ledger.StoreUnavailable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Blocks as items of a DynamoDB table whose key is their number. */
final class DynamoDbBlockStore implements BlockStore {
  /** A batch may answer with 16 MB, and a block has up to 400 KB. */
  private static final int BATCH = 32;

  private final DynamoDbClient client;
  private final DynamoDbClient once;
  private final String table;
  private final Executor executor;

  /**
   * @param once a client that never repeats a request: a repeat of a write that arrived would look
   *     like a lost race
   */
  DynamoDbBlockStore(DynamoDbClient client, DynamoDbClient once, String table, Executor executor) {
    this.client = client;
    this.once = once;
    this.table = table;
    this.executor = executor;
  }

  @Override
  public Appended append(Block block) {
    try {
      once.putItem(
          put ->
              put.tableName(table)
                  .item(BlockItem.write(block))
                  .conditionExpression("attribute_not_exists(#number)")
                  .expressionAttributeNames(Map.of("#number", BlockItem.KEY)));
      return Appended.STORED;
    } catch (ConditionalCheckFailedException e) {
      return Appended.TAKEN;
    } catch (SdkException e) {
      throw new StoreUnavailable(
          "DynamoDB: it is not known whether block " + block.number() + " was stored", e);
    }
  }

  @Override
  public Optional<Block> read(long number) {
    try {
      Map<String, AttributeValue> item =
          client.getItem(get -> get.tableName(table).key(key(number)).consistentRead(true)).item();
      return item.isEmpty() ? Optional.empty() : Optional.of(BlockItem.read(item));
    } catch (SdkException e) {
      throw new StoreUnavailable("DynamoDB: block " + number + " was not read", e);
    }
  }

  @Override
  public Map<Long, Block> readAll(Collection<Long> numbers) {
    List<Map<String, AttributeValue>> keys =
        new HashSet<>(numbers).stream().map(DynamoDbBlockStore::key).toList();
    Map<Long, Block> blocks = new HashMap<>();
    for (List<Block> batch :
        Parallel.all(
            Parallel.slices(keys, BATCH),
            slice ->
                BatchGet.all(client, table, slice, BATCH).stream().map(BlockItem::read).toList(),
            executor)) {
      batch.forEach(block -> blocks.put(block.number(), block));
    }
    return blocks;
  }

  private static Map<String, AttributeValue> key(long number) {
    return Map.of(BlockItem.KEY, number(number));
  }
}
