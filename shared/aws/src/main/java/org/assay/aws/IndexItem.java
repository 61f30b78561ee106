package org.assay.aws;

import static org.assay.aws.Attributes.binary;
import static org.assay.aws.Attributes.number;
import static org.assay.aws.Attributes.text;

import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.assay.ledger.Digest;
import org.assay.ledger.IndexRow;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.Publication;
import org.assay.ledger.Ref;
import org.assay.ledger.Salt;
import org.assay.ledger.Subject;
import org.assay.ledger.SubjectHead;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The rows of the index as DynamoDB items, with a partition key {@code pk} and a sort key {@code
 * sk}.
 */
final class IndexItem {
  private static final String SUBJECT = "subject#";
  private static final String STATEMENT = "statement#";
  static final String SHUT = "shut";

  private static final String HEAD = "head";
  private static final String CHUNK = "chunk#";
  private static final int REF_BYTES = 3 * Long.BYTES + Digest.LENGTH;

  private IndexItem() {}

  static Map<String, AttributeValue> appliedKey() {
    return key("applied", "-");
  }

  static Map<String, AttributeValue> applied(long block) {
    return with(appliedKey(), Map.of("block", number(block)));
  }

  /**
   * What stands in the mark's place while the index is shut.
   *
   * @param by a name that whoever shuts it has for this one time
   */
  static Map<String, AttributeValue> shut(String by) {
    return with(appliedKey(), Map.of(SHUT, text(by)));
  }

  static boolean isShut(Map<String, AttributeValue> item) {
    return item.containsKey(SHUT) && isMark(item);
  }

  static boolean isMark(Map<String, AttributeValue> item) {
    return key(item).equals(appliedKey());
  }

  static Map<String, AttributeValue> publicationKey() {
    return key("published", "-");
  }

  static Map<String, AttributeValue> publication(Publication publication) {
    return with(
        publicationKey(),
        Map.of(
            "block", number(publication.block()),
            "size", number(publication.size()),
            "checkpoint", text(publication.checkpoint())));
  }

  static Publication publication(Map<String, AttributeValue> item) {
    return new Publication(number(item, "block"), number(item, "size"), text(item, "checkpoint"));
  }

  static Map<String, AttributeValue> statementKey(Digest identity) {
    return key(STATEMENT + identity.hex(), "-");
  }

  static Map<String, AttributeValue> statement(Digest identity, Ref ref) {
    return with(statementKey(identity), Map.of("ref", binary(refs(List.of(ref)))));
  }

  static Digest statementIdentity(Map<String, AttributeValue> item) {
    return read(item, () -> Digest.fromHex(behind(STATEMENT, text(item, "pk"))));
  }

  static Ref statementRef(Map<String, AttributeValue> item) {
    List<Ref> refs = refs(binary(item, "ref"));
    if (refs.size() != 1) {
      throw new IntegrityFault("index row " + text(item, "pk") + " does not have one place");
    }
    return refs.get(0);
  }

  static Map<String, AttributeValue> headKey(Subject subject) {
    return key(SUBJECT + subject.id(), HEAD);
  }

  static Map<String, AttributeValue> head(SubjectHead head) {
    Map<String, AttributeValue> attributes = new HashMap<>();
    attributes.put("entries", number(head.count()));
    attributes.put("last", number(head.lastIndex()));
    attributes.put("salt", binary(head.salt().toBytes()));
    attributes.put("recent", binary(refs(head.recent())));
    byte[] state = head.state();
    if (state != null) {
      attributes.put("state", binary(state));
    }
    return with(headKey(head.subject()), attributes);
  }

  static SubjectHead head(Map<String, AttributeValue> item) {
    return read(
        item,
        () ->
            new SubjectHead(
                subject(item),
                new Salt(binary(item, "salt")),
                number(item, "entries"),
                number(item, "last"),
                refs(binary(item, "recent")),
                item.containsKey("state") ? binary(item, "state") : null));
  }

  static Map<String, AttributeValue> chunkKey(Subject subject, long number) {
    return key(SUBJECT + subject.id(), CHUNK + "%012d".formatted(number));
  }

  static Map<String, AttributeValue> chunk(SubjectHead.Chunk chunk) {
    return with(
        chunkKey(chunk.subject(), chunk.number()), Map.of("refs", binary(refs(chunk.refs()))));
  }

  static SubjectHead.Chunk chunk(Map<String, AttributeValue> item) {
    return read(
        item,
        () ->
            new SubjectHead.Chunk(
                subject(item),
                Long.parseLong(behind(CHUNK, text(item, "sk"))),
                refs(binary(item, "refs"))));
  }

  /** What an item is; empty where it is no row of the index, but shares its table. */
  static Optional<IndexRow> row(Map<String, AttributeValue> item) {
    if (isPublication(item)) {
      return Optional.empty();
    }
    try {
      Written row = read(item);
      // What is read must be written like this: else two items could stand for one row.
      return Optional.of(
          row.item().equals(item)
              ? row.row()
              : new IndexRow.Unreadable(name(item), "it is not written as the index writes it"));
    } catch (IntegrityFault | IllegalArgumentException | DateTimeException e) {
      return Optional.of(new IndexRow.Unreadable(name(item), String.valueOf(e.getMessage())));
    }
  }

  /** A row, and the item that the index writes for it. */
  private record Written(IndexRow row, Map<String, AttributeValue> item) {}

  private static Written read(Map<String, AttributeValue> item) {
    String pk = text(item, "pk");
    String sk = text(item, "sk");
    if (pk.startsWith(STATEMENT)) {
      Digest identity = statementIdentity(item);
      Ref ref = statementRef(item);
      return new Written(new IndexRow.Statement(identity, ref), statement(identity, ref));
    }
    if (pk.startsWith(SUBJECT) && sk.equals(HEAD)) {
      SubjectHead head = head(item);
      return new Written(new IndexRow.Head(head), head(head));
    }
    if (pk.startsWith(SUBJECT) && sk.startsWith(CHUNK)) {
      SubjectHead.Chunk chunk = chunk(item);
      return new Written(new IndexRow.Chunk(chunk), chunk(chunk));
    }
    if (isShut(item)) {
      throw new IntegrityFault("the index is shut: a rebuild is at work, or stopped half way");
    }
    if (isMark(item)) {
      long block = number(item, "block");
      return new Written(new IndexRow.Mark(block), applied(block));
    }
    throw new IntegrityFault("the index has no rows of this kind");
  }

  /** The key of an item. */
  static Map<String, AttributeValue> key(Map<String, AttributeValue> item) {
    return key(text(item, "pk"), text(item, "sk"));
  }

  static boolean isPublication(Map<String, AttributeValue> item) {
    return key(item).equals(publicationKey());
  }

  private static String name(Map<String, AttributeValue> item) {
    return text(item, "pk") + " " + text(item, "sk");
  }

  private static Subject subject(Map<String, AttributeValue> item) {
    return new Subject(behind(SUBJECT, text(item, "pk")));
  }

  private static String behind(String prefix, String key) {
    if (!key.startsWith(prefix)) {
      throw new IllegalArgumentException("the key does not begin with " + prefix);
    }
    return key.substring(prefix.length());
  }

  /** Whoever reads the index rests on it, so a row that is none is a fault and not bad input. */
  private static <T> T read(Map<String, AttributeValue> item, Supplier<T> parser) {
    try {
      return parser.get();
    } catch (IllegalArgumentException e) {
      throw new IntegrityFault(
          "index row " + item.get("pk") + ", " + item.get("sk") + " cannot be read", e);
    }
  }

  private static byte[] refs(List<Ref> refs) {
    ByteBuffer out = ByteBuffer.allocate(refs.size() * REF_BYTES);
    for (Ref ref : refs) {
      out.putLong(ref.index())
          .putLong(ref.block())
          .putLong(ref.at().toEpochMilli())
          .put(ref.statement().toBytes());
    }
    return out.array();
  }

  private static List<Ref> refs(byte[] bytes) {
    if (bytes.length % REF_BYTES != 0) {
      throw new IntegrityFault("an index row has " + bytes.length + " bytes of places");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    List<Ref> refs = new ArrayList<>();
    while (in.hasRemaining()) {
      long index = in.getLong();
      long block = in.getLong();
      Instant at = Instant.ofEpochMilli(in.getLong());
      byte[] digest = new byte[Digest.LENGTH];
      in.get(digest);
      refs.add(new Ref(index, block, at, Digest.fromBytes(digest)));
    }
    return refs;
  }

  private static Map<String, AttributeValue> key(String pk, String sk) {
    return Map.of("pk", text(pk), "sk", text(sk));
  }

  private static Map<String, AttributeValue> with(
      Map<String, AttributeValue> key, Map<String, AttributeValue> attributes) {
    Map<String, AttributeValue> item = new HashMap<>(key);
    item.putAll(attributes);
    return item;
  }
}
