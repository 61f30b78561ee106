package org.assay.aws;

import java.util.List;
import java.util.Map;
import org.assay.ledger.StoreUnavailable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** BatchWriteItem that deletes, asked again for the keys that DynamoDB left out. */
final class BatchDelete {
  /** The most keys that one request may have. */
  static final int MAX_KEYS = 25;

  private static final int TRIES = 10;

  private BatchDelete() {}

  /** Deletes the items of the keys, at most {@link #MAX_KEYS}, those that there are. */
  static void all(DynamoDbClient client, String table, List<Map<String, AttributeValue>> keys) {
    Map<String, List<WriteRequest>> left =
        keys.isEmpty()
            ? Map.of()
            : Map.of(
                table,
                keys.stream()
                    .map(key -> WriteRequest.builder().deleteRequest(d -> d.key(key)).build())
                    .toList());
    try {
      for (int attempt = 0; !left.isEmpty(); attempt++) {
        if (attempt == TRIES) {
          throw new StoreUnavailable(
              "DynamoDB: " + table + " left out deletions of a batch " + TRIES + " times");
        }
        if (attempt > 0) {
          Pause.before(attempt);
        }
        Map<String, List<WriteRequest>> asked = left;
        left = client.batchWriteItem(write -> write.requestItems(asked)).unprocessedItems();
      }
    } catch (SdkException e) {
      throw new StoreUnavailable("DynamoDB: a batch of " + table + " was not deleted", e);
    }
  }
}
