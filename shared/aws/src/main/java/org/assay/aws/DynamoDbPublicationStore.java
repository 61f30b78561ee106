package org.assay.aws;

import static org.assay.aws.Attributes.number;

import java.util.Map;
import java.util.Optional;
import org.assay.ledger.Publication;
import org.assay.ledger.PublicationStore;
import org.assay.ledger.StoreUnavailable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** How far the log is published, as one item of the index table. */
final class DynamoDbPublicationStore implements PublicationStore {
  private final DynamoDbClient client;
  private final String table;

  DynamoDbPublicationStore(DynamoDbClient client, String table) {
    this.client = client;
    this.table = table;
  }

  @Override
  public Optional<Publication> newest() {
    try {
      Map<String, AttributeValue> item =
          client
              .getItem(
                  get -> get.tableName(table).key(IndexItem.publicationKey()).consistentRead(true))
              .item();
      return item.isEmpty() ? Optional.empty() : Optional.of(IndexItem.publication(item));
    } catch (SdkException e) {
      throw new StoreUnavailable("DynamoDB: what is published was not read", e);
    }
  }

  @Override
  public void publish(Publication publication) {
    try {
      client.putItem(
          put ->
              put.tableName(table)
                  .item(IndexItem.publication(publication))
                  .conditionExpression("attribute_not_exists(pk) OR #size < :size")
                  .expressionAttributeNames(Map.of("#size", "size"))
                  .expressionAttributeValues(Map.of(":size", number(publication.size()))));
    } catch (ConditionalCheckFailedException e) {
      // Somebody published as much or more at the same time.
    } catch (SdkException e) {
      throw new StoreUnavailable("DynamoDB: it is not known whether a publication was noted", e);
    }
  }
}
