package org.assay.traceability.bundle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Set;
import org.assay.ledger.Digest;
import org.assay.ledger.tlog.NoteKey;

/**
 * What a verifier must have from somewhere else than the bundle: everything else follows from it.
 *
 * @param log the key that signs the log's checkpoints; its name is the log's origin
 * @param charter the SHA-256 of the first charter's bytes
 */
public record TrustAnchors(NoteKey log, Digest charter) {
  /** The most bytes that a file of them may have. */
  public static final int MAX_BYTES = 16 * 1024;

  private static final Set<String> MEMBERS = Set.of("charter", "log", "trust");

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(4).build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final ObjectReader READER = JSON.readerFor(JsonNode.class);

  /**
   * Reads a file of them.
   *
   * @throws IllegalArgumentException if it is none, saying why
   */
  public static TrustAnchors parse(byte[] file) {
    if (file.length > MAX_BYTES) {
      throw new IllegalArgumentException("a trust file has at most " + MAX_BYTES + " bytes");
    }
    JsonNode json;
    try {
      json = READER.readTree(file);
    } catch (IOException e) {
      throw new IllegalArgumentException("a trust file is a JSON object", e);
    }
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!MEMBERS.contains(name)) {
        throw new IllegalArgumentException("a trust file has no member " + name);
      }
    }
    if (!json.path("trust").isInt() || json.path("trust").intValue() != 1) {
      throw new IllegalArgumentException("a trust file has \"trust\":1");
    }
    if (!json.path("log").isTextual()) {
      throw new IllegalArgumentException("a trust file has the log's key under \"log\"");
    }
    if (!json.path("charter").isTextual()) {
      throw new IllegalArgumentException("a trust file has the charter's digest under \"charter\"");
    }
    return new TrustAnchors(
        NoteKey.parse(json.get("log").textValue()),
        Digest.fromHex(json.get("charter").textValue()));
  }

  /** The file, for people to compare. */
  public String toText() {
    ObjectNode json = JSON.createObjectNode();
    json.put("charter", charter.hex());
    json.put("log", log.toString());
    json.put("trust", 1);
    return new String(CanonicalJson.bytes(json), StandardCharsets.UTF_8) + "\n";
  }
}
