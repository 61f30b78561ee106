package org.assay.aws;

import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CreateTableRequest;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyExistsException;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;

/** Makes the tables and the bucket of a deployment that no template made. */
final class Provisioning {
  private final DynamoDbClient dynamoDb;
  private final S3Client s3;
  private final AwsSettings settings;

  Provisioning(DynamoDbClient dynamoDb, S3Client s3, AwsSettings settings) {
    this.dynamoDb = dynamoDb;
    this.s3 = s3;
    this.settings = settings;
  }

  void createIfMissing() {
    table(
        table(settings.ledgerTable())
            .attributeDefinitions(attribute(BlockItem.KEY, ScalarAttributeType.N))
            .keySchema(key(BlockItem.KEY, KeyType.HASH))
            .build());
    for (String name : List.of(settings.indexTable(), settings.pendingTable())) {
      table(
          table(name)
              .attributeDefinitions(
                  attribute("pk", ScalarAttributeType.S), attribute("sk", ScalarAttributeType.S))
              .keySchema(key("pk", KeyType.HASH), key("sk", KeyType.RANGE))
              .build());
    }
    bucket(settings.statementsBucket());
    bucket(settings.logBucket());
  }

  private void bucket(String name) {
    try {
      s3.createBucket(bucket -> bucket.bucket(name));
    } catch (BucketAlreadyOwnedByYouException | BucketAlreadyExistsException e) {
      // It was made before.
    }
  }

  private void table(CreateTableRequest request) {
    try {
      dynamoDb.createTable(request);
      dynamoDb.waiter().waitUntilTableExists(table -> table.tableName(request.tableName()));
    } catch (ResourceInUseException e) {
      // It was made before.
    }
  }

  private static CreateTableRequest.Builder table(String name) {
    return CreateTableRequest.builder().tableName(name).billingMode(BillingMode.PAY_PER_REQUEST);
  }

  private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
    return AttributeDefinition.builder().attributeName(name).attributeType(type).build();
  }

  private static KeySchemaElement key(String name, KeyType type) {
    return KeySchemaElement.builder().attributeName(name).keyType(type).build();
  }
}
