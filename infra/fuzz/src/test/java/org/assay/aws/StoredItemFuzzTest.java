package org.assay.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.assay.fuzz.ParserFuzz;
import org.assay.ledger.Block;
import org.assay.ledger.Digest;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.Pending;
import org.assay.ledger.PendingStore;
import org.assay.ledger.Position;
import org.assay.ledger.Publication;
import org.assay.ledger.Ref;
import org.assay.ledger.Salt;
import org.assay.ledger.Subject;
import org.assay.ledger.SubjectHead;
import org.assay.ledger.testing.Chain;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Rows of both tables, in DynamoDB's JSON. Whoever can write to them must at most be noticed. */
class StoredItemFuzzTest extends ParserFuzz {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Override
  protected List<byte[]> seeds() {
    Digest digest = Digest.of(bytes("statement"));
    Ref ref = new Ref(3, 1, Instant.parse("2026-11-24T08:00:00.123Z"), digest);
    Subject subject = new Subject("lot:urn:assay:lot:1");
    Salt salt = new Salt(new byte[Salt.LENGTH]);
    Block block = Chain.block(Position.START, 3, "a");
    return List.of(
        json(BlockItem.write(block)),
        json(BlockItem.write(Chain.block(block.position(), 2, "b"))),
        json(IndexItem.applied(7)),
        // DynamoDB's numbers have 38 digits and a fraction.
        bytes("{\"number\":{\"N\":\"1.5\"},\"block\":{\"N\":\"1E+125\"},\"size\":{\"N\":\"1\"}}"),
        json(IndexItem.publication(new Publication(7, 9, "checkpoint\n"))),
        json(IndexItem.statement(digest, ref)),
        json(PendingItem.write(new Pending("a", List.of(digest, digest), ref.at()))),
        json(PendingItem.write(new PendingStore.Turn("a"))),
        json(IndexItem.head(new SubjectHead(subject, salt, 2, 3, List.of(ref, ref), null))),
        json(IndexItem.head(new SubjectHead(subject, salt, 64, 3, List.of(), new byte[] {1, 2}))),
        json(IndexItem.chunk(new SubjectHead.Chunk(subject, 0, Collections.nCopies(64, ref)))));
  }

  private static byte[] json(Map<String, AttributeValue> item) {
    ObjectNode json = JSON.createObjectNode();
    new TreeMap<>(item)
        .forEach(
            (name, value) -> {
              ObjectNode typed = json.putObject(name);
              if (value.b() != null) {
                typed.put("B", Base64.getEncoder().encodeToString(value.b().asByteArray()));
              } else if (value.n() != null) {
                typed.put("N", value.n());
              } else {
                typed.put("S", value.s());
              }
            });
    return bytes(json.toString());
  }

  private static @Nullable Map<String, AttributeValue> item(byte[] input) {
    JsonNode json;
    try {
      json = JSON.readTree(text(input));
    } catch (JsonProcessingException e) {
      return null;
    }
    Map<String, AttributeValue> item = new HashMap<>();
    for (Map.Entry<String, JsonNode> member : json.properties()) {
      JsonNode value = member.getValue();
      if (value.path("N").isTextual()) {
        item.put(member.getKey(), AttributeValue.fromN(value.path("N").textValue()));
      } else if (value.path("S").isTextual()) {
        item.put(member.getKey(), AttributeValue.fromS(value.path("S").textValue()));
      } else if (value.path("B").isTextual()) {
        try {
          item.put(
              member.getKey(),
              AttributeValue.fromB(
                  SdkBytes.fromByteArray(Base64.getDecoder().decode(value.path("B").textValue()))));
        } catch (IllegalArgumentException e) {
          return null;
        }
      }
    }
    return item;
  }

  @Override
  protected void check(byte[] input) throws Exception {
    Map<String, AttributeValue> item = item(input);
    if (item == null) {
      return;
    }
    Optional<Block> block = read(() -> BlockItem.read(item));
    if (block.isPresent()) {
      Map<String, AttributeValue> written = BlockItem.write(block.get());
      assertThat(BlockItem.read(written)).isEqualTo(block.get());
      assertThat(written.get("entries")).isEqualTo(item.get("entries"));
      assertThat(written.get("edge")).isEqualTo(item.get("edge"));
    }
    Optional<Publication> publication = read(() -> IndexItem.publication(item));
    if (publication.isPresent()) {
      assertThat(IndexItem.publication(IndexItem.publication(publication.get())))
          .isEqualTo(publication.get());
    }
    Optional<SubjectHead> head = read(() -> IndexItem.head(item));
    if (head.isPresent()) {
      assertThat(IndexItem.head(IndexItem.head(head.get()))).isEqualTo(head.get());
    }
    Optional<SubjectHead.Chunk> chunk = read(() -> IndexItem.chunk(item));
    if (chunk.isPresent()) {
      assertThat(IndexItem.chunk(IndexItem.chunk(chunk.get()))).isEqualTo(chunk.get());
    }
    Optional<Pending> pending = read(() -> PendingItem.read(item));
    if (pending.isPresent()) {
      assertThat(PendingItem.read(PendingItem.write(pending.get()))).isEqualTo(pending.get());
    }
    read(() -> PendingItem.readTurn(item));
    read(() -> IndexItem.statementIdentity(item));
    read(() -> IndexItem.statementRef(item));
  }

  private <T> Optional<T> read(Callable<T> parser) throws Exception {
    return accepted(IntegrityFault.class, parser);
  }
}
