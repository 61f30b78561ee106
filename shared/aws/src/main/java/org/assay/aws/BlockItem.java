package org.assay.aws;

import static org.assay.aws.Attributes.binary;
import static org.assay.aws.Attributes.number;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assay.ledger.Block;
import org.assay.ledger.Digest;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.RightEdge;
import org.assay.ledger.Salt;
import org.assay.ledger.tlog.EntryBundle;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A block as a DynamoDB item: {@code number}; {@code entries}, each with its length in two bytes
 * before it, as in a C2SP entry bundle; {@code salts}, each behind its tag; {@code chain}; {@code
 * size} and {@code edge}. {@code root} is there for people who look at the table; it follows from
 * {@code edge}.
 */
final class BlockItem {
  static final String KEY = "number";

  private BlockItem() {}

  static Map<String, AttributeValue> write(Block block) {
    return Map.of(
        KEY,
        number(block.number()),
        "entries",
        binary(EntryBundle.encode(block.encodedEntries())),
        "salts",
        binary(salts(block)),
        "chain",
        binary(block.chain().toBytes()),
        "size",
        number(block.edge().size()),
        "root",
        binary(block.edge().root().toBytes()),
        "edge",
        binary(edge(block.edge())));
  }

  static Block read(Map<String, AttributeValue> item) {
    long number = number(item, KEY);
    try {
      RightEdge edge = new RightEdge(number(item, "size"), digests(binary(item, "edge")));
      if (!Digest.fromBytes(binary(item, "root")).equals(edge.root())) {
        throw new IntegrityFault("block " + number + ": its root is not that of its edge");
      }
      return Block.stored(
          number,
          EntryBundle.decode(binary(item, "entries")),
          salts(binary(item, "salts")),
          Digest.fromBytes(binary(item, "chain")),
          edge);
    } catch (IllegalArgumentException | java.nio.BufferUnderflowException e) {
      throw new IntegrityFault("block " + number + " cannot be read", e);
    }
  }

  private static byte[] salts(Block block) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    block.salts().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            salt -> {
              out.writeBytes(salt.getKey().toBytes());
              out.writeBytes(salt.getValue().toBytes());
            });
    return out.toByteArray();
  }

  private static Map<Digest, Salt> salts(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    Map<Digest, Salt> salts = new HashMap<>();
    while (in.hasRemaining()) {
      salts.put(Digest.fromBytes(take(in, Digest.LENGTH)), new Salt(take(in, Salt.LENGTH)));
    }
    return salts;
  }

  private static byte[] edge(RightEdge edge) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    edge.hashes().forEach(hash -> out.writeBytes(hash.toBytes()));
    return out.toByteArray();
  }

  private static List<Digest> digests(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<Digest> digests = new ArrayList<>();
    while (in.hasRemaining()) {
      digests.add(Digest.fromBytes(take(in, Digest.LENGTH)));
    }
    return digests;
  }

  private static byte[] take(ByteBuffer in, int length) {
    byte[] bytes = new byte[length];
    in.get(bytes);
    return bytes;
  }
}
