package org.assay.aws;

import static org.assay.aws.Attributes.binary;
import static org.assay.aws.Attributes.number;
import static org.assay.aws.Attributes.text;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assay.ledger.Digest;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.Pending;
import org.assay.ledger.PendingStore;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Who waits and whose turn it is, as the items of one partition, with a partition key {@code pk}
 * and a sort key {@code sk}.
 */
final class PendingItem {
  private static final String PARTITION = "pending";
  private static final String TURN = "turn";
  private static final String WAITING = "waiting#";

  private PendingItem() {}

  static AttributeValue partition() {
    return text(PARTITION);
  }

  static Map<String, AttributeValue> key(String id) {
    return Map.of("pk", partition(), "sk", text(WAITING + id));
  }

  static Map<String, AttributeValue> write(Pending pending) {
    ByteBuffer statements = ByteBuffer.allocate(pending.statements().size() * Digest.LENGTH);
    pending.statements().forEach(digest -> statements.put(digest.toBytes()));
    return Map.of(
        "pk", partition(),
        "sk", text(WAITING + pending.id()),
        "statements", binary(statements.array()),
        "since", number(pending.since().toEpochMilli()));
  }

  static boolean isTurn(Map<String, AttributeValue> item) {
    return text(item, "sk").equals(TURN);
  }

  static Pending read(Map<String, AttributeValue> item) {
    byte[] bytes = binary(item, "statements");
    if (!text(item, "sk").startsWith(WAITING) || bytes.length % Digest.LENGTH != 0) {
      throw new IntegrityFault("an item of the queue is no submission: " + item.get("sk"));
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<Digest> statements = new ArrayList<>();
    while (in.hasRemaining()) {
      byte[] digest = new byte[Digest.LENGTH];
      in.get(digest);
      statements.add(Digest.fromBytes(digest));
    }
    try {
      return new Pending(
          text(item, "sk").substring(WAITING.length()),
          statements,
          Instant.ofEpochMilli(number(item, "since")));
    } catch (IllegalArgumentException e) {
      throw new IntegrityFault("an item of the queue is no submission: " + item.get("sk"), e);
    }
  }

  static Map<String, AttributeValue> turnKey() {
    return Map.of("pk", partition(), "sk", text(TURN));
  }

  static Map<String, AttributeValue> write(PendingStore.Turn turn) {
    return Map.of("pk", partition(), "sk", text(TURN), "name", text(turn.name()));
  }

  static PendingStore.Turn readTurn(Map<String, AttributeValue> item) {
    return new PendingStore.Turn(text(item, "name"));
  }
}
