package org.assay.attestation.jws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * JSON that two readers cannot read differently: UTF-8 without errors, no member twice (RFC 7515 §4
 * lets a reader refuse that), nothing after the end, and within bounds.
 */
final class StrictJson {
  /** More levels than a header or a General JWS has any use for. */
  private static final int MAX_DEPTH = 8;

  private final ObjectReader reader;

  /**
   * @param maxLength the most characters that a string may have, in decoded form
   */
  StrictJson(int maxLength) {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(maxLength)
                    .maxNameLength(1024)
                    .maxNumberLength(64)
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // A table of names that outlives the document is something for strangers to fill.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();
    ObjectMapper mapper = JsonMapper.builder(factory).build();
    reader = mapper.readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  }

  /**
   * Reads one JSON object.
   *
   * @throws IllegalArgumentException if the bytes are anything else
   */
  JsonNode readObject(byte[] bytes) {
    JsonNode node;
    try {
      // Decoded here, because Jackson would guess at UTF-16 and UTF-32, which JWS does not have.
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      node = reader.readValue(text);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("it is not UTF-8", e);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
    if (node == null || !node.isObject()) {
      throw new IllegalArgumentException("it is not a JSON object");
    }
    return node;
  }
}
