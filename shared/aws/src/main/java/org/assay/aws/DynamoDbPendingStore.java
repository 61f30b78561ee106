package org.assay.aws;

import static org.assay.aws.Attributes.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.Pending;
import org.assay.ledger.PendingStore;
import org.assay.ledger.StoreUnavailable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** The queue between processes, as one small partition of a table of their own. */
final class DynamoDbPendingStore implements PendingStore {
  /** More than may wait by any sensible setting: what is beyond is not looked at. */
  private static final int MAX_STATEMENTS = 100_000;

  /** The most deletes that one transaction may have. */
  private static final int MAX_TRANSACTION = 100;

  private final DynamoDbClient client;
  private final String table;
  private final Executor executor;

  DynamoDbPendingStore(DynamoDbClient client, String table, Executor executor) {
    this.client = client;
    this.table = table;
    this.executor = executor;
  }

  @Override
  public Queue read() {
    List<Pending> waiting = new ArrayList<>();
    Optional<Turn> turn = Optional.empty();
    int statements = 0;
    try {
      for (Map<String, AttributeValue> item :
          client
              .queryPaginator(
                  query ->
                      query
                          .tableName(table)
                          .consistentRead(true)
                          .keyConditionExpression("pk = :pk")
                          .expressionAttributeValues(Map.of(":pk", PendingItem.partition())))
              .items()) {
        try {
          if (PendingItem.isTurn(item)) {
            turn = Optional.of(PendingItem.readTurn(item));
          } else {
            Pending pending = PendingItem.read(item);
            waiting.add(pending);
            statements += pending.statements().size();
          }
        } catch (IntegrityFault e) {
          // Nobody waits by an item that is none, and nobody else shall wait for it.
        }
        if (statements > MAX_STATEMENTS) {
          break;
        }
      }
    } catch (SdkException e) {
      throw new StoreUnavailable("DynamoDB: it was not read who waits", e);
    }
    waiting.sort(Comparator.comparing(Pending::since));
    return new Queue(waiting, turn);
  }

  @Override
  public void enter(Pending pending) {
    try {
      client.putItem(put -> put.tableName(table).item(PendingItem.write(pending)));
    } catch (SdkException e) {
      throw new StoreUnavailable("DynamoDB: it is not known whether a submission waits", e);
    }
  }

  /**
   * In one transaction, whose deletes need no right that single ones don't; where somebody else
   * takes one of them out meanwhile, one by one.
   */
  @Override
  public void leave(Collection<String> ids) {
    for (List<String> some : Parallel.slices(List.copyOf(ids), MAX_TRANSACTION)) {
      if (some.size() == 1 || !deleteAtOnce(some)) {
        Parallel.forEach(some, this::delete, executor);
      }
    }
  }

  private boolean deleteAtOnce(List<String> ids) {
    try {
      client.transactWriteItems(
          transaction ->
              transaction.transactItems(
                  ids.stream()
                      .map(
                          id ->
                              TransactWriteItem.builder()
                                  .delete(d -> d.tableName(table).key(PendingItem.key(id)))
                                  .build())
                      .toList()));
      return true;
    } catch (TransactionCanceledException e) {
      return false;
    } catch (SdkException e) {
      throw new StoreUnavailable("DynamoDB: it is not known who still waits", e);
    }
  }

  private void delete(String id) {
    try {
      client.deleteItem(delete -> delete.tableName(table).key(PendingItem.key(id)));
    } catch (SdkException e) {
      throw new StoreUnavailable("DynamoDB: it is not known whether a submission still waits", e);
    }
  }

  @Override
  public boolean take(Turn turn, Optional<Turn> before) {
    try {
      client.putItem(
          put -> {
            put.tableName(table).item(PendingItem.write(turn));
            if (before.isEmpty()) {
              put.conditionExpression("attribute_not_exists(pk)");
            } else {
              put.conditionExpression("#name = :before")
                  .expressionAttributeNames(Map.of("#name", "name"))
                  .expressionAttributeValues(Map.of(":before", text(before.get().name())));
            }
          });
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    } catch (SdkException e) {
      throw new StoreUnavailable("DynamoDB: it is not known whose turn it is", e);
    }
  }

  @Override
  public void release(Turn turn) {
    try {
      client.deleteItem(
          delete ->
              delete
                  .tableName(table)
                  .key(PendingItem.turnKey())
                  .conditionExpression("#name = :mine")
                  .expressionAttributeNames(Map.of("#name", "name"))
                  .expressionAttributeValues(Map.of(":mine", text(turn.name()))));
    } catch (ConditionalCheckFailedException e) {
      // Somebody took a turn since.
    } catch (SdkException e) {
      throw new StoreUnavailable("DynamoDB: it is not known whether a turn was given back", e);
    }
  }
}
