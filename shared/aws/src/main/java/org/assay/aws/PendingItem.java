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

  static boolean isPending(Map<String, AttributeValue> item) {
    return text(item, "sk").startsWith(WAITING);
  }

  static Pending read(Map<String, AttributeValue> item) {
    ByteBuffer in = ByteBuffer.wrap(binary(item, "statements"));
    List<Digest> statements = new ArrayList<>();
    while (in.remaining() >= Digest.LENGTH) {
      byte[] digest = new byte[Digest.LENGTH];
      in.get(digest);
      statements.add(Digest.fromBytes(digest));
    }
    return new Pending(
        text(item, "sk").substring(WAITING.length()),
        statements,
        Instant.ofEpochMilli(number(item, "since")));
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
