package org.assay.attestation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A document with one place changed, so that a test shows only what is wrong with it. */
final class Edited {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final JsonNode document;

  Edited(byte[] document) {
    try {
      this.document = MAPPER.readTree(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Puts JSON text in a place; a last element of {@code -} appends to an array. */
  Edited set(String pointer, String json) {
    JsonPointer path = JsonPointer.compile(pointer);
    JsonNode parent = document.at(path.head());
    String name = path.last().getMatchingProperty();
    JsonNode value = parsed(json);
    if (parent instanceof ArrayNode array) {
      if (name.equals("-")) {
        array.add(value);
      } else {
        array.set(Integer.parseInt(name), value);
      }
    } else {
      ((ObjectNode) parent).set(name, value);
    }
    return this;
  }

  Edited remove(String pointer) {
    JsonPointer path = JsonPointer.compile(pointer);
    ((ObjectNode) document.at(path.head())).remove(path.last().getMatchingProperty());
    return this;
  }

  JsonNode at(String pointer) {
    return document.at(pointer);
  }

  byte[] bytes() {
    return document.toString().getBytes(UTF_8);
  }

  private static JsonNode parsed(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
