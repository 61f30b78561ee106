package org.assay.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assay.ledger.StoreUnavailable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** BatchGetItem, strongly consistent, asked again for the keys that DynamoDB left out. */
final class BatchGet {
  /** The most keys that one request may have. */
  static final int MAX_KEYS = 100;

  private static final int TRIES = 10;

  private BatchGet() {}

  /**
   * The items of the keys, those that there are, in no order; at most {@code atOnce} keys a
   * request.
   */
  static List<Map<String, AttributeValue>> all(
      DynamoDbClient client, String table, List<Map<String, AttributeValue>> keys, int atOnce) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += atOnce) {
      items.addAll(some(client, table, keys.subList(from, Math.min(keys.size(), from + atOnce))));
    }
    return items;
  }

  private static List<Map<String, AttributeValue>> some(
      DynamoDbClient client, String table, List<Map<String, AttributeValue>> keys) {
    List<Map<String, AttributeValue>> items = new ArrayList<>();
    Map<String, KeysAndAttributes> left =
        Map.of(table, KeysAndAttributes.builder().keys(keys).consistentRead(true).build());
    try {
      for (int attempt = 0; !left.isEmpty(); attempt++) {
        if (attempt > 0) {
          Pause.before(attempt);
        }
        if (attempt == TRIES) {
          throw new StoreUnavailable(
              "DynamoDB: " + table + " left out keys of a batch " + TRIES + " times");
        }
        Map<String, KeysAndAttributes> asked = left;
        BatchGetItemResponse response = client.batchGetItem(get -> get.requestItems(asked));
        items.addAll(response.responses().getOrDefault(table, List.of()));
        left = response.unprocessedKeys();
      }
    } catch (SdkException e) {
      throw new StoreUnavailable("DynamoDB: a batch of " + table + " was not read", e);
    }
    return items;
  }
}
