package org.assay.functions.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of JSON that requests and answers of the REST proxy integration have in common: values
 * under a name, once or many times, and a body that is text or base64.
 */
final class EventJson {
  static final ObjectMapper MAPPER = new ObjectMapper();

  private EventJson() {}

  static ObjectNode readObject(byte[] json) {
    try {
      if (MAPPER.readTree(json) instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("not JSON", e);
    }
    throw new IllegalArgumentException("not a JSON object");
  }

  static byte[] write(JsonNode json) {
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (IOException e) {
      throw new IllegalStateException("a JSON tree could not be written", e);
    }
  }

  /**
   * Header values by name in any case; names that differ only in case are one, and those without a
   * value are none.
   */
  static Map<String, List<String>> headers(Map<String, List<String>> given) {
    Map<String, List<String>> merged = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    given.forEach(
        (name, values) -> merged.computeIfAbsent(name, any -> new ArrayList<>()).addAll(values));
    merged.values().removeIf(List::isEmpty);
    merged.replaceAll((name, values) -> List.copyOf(values));
    return Collections.unmodifiableMap(merged);
  }

  /** Values by name in the order given; names without a value are none. */
  static Map<String, List<String>> ordered(Map<String, List<String>> given) {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    given.forEach((name, values) -> copy.put(name, List.copyOf(values)));
    copy.values().removeIf(List::isEmpty);
    return Collections.unmodifiableMap(copy);
  }

  /**
   * Reads values from the member that lists all of them, adding names that only the other member
   * has: API Gateway fills both, other callers often one.
   */
  static Map<String, List<String>> values(ObjectNode event, String single, String multiple) {
    Map<String, List<String>> found = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : event.path(multiple).properties()) {
      List<String> values = new ArrayList<>();
      entry.getValue().forEach(value -> values.add(value.asText()));
      found.put(entry.getKey(), values);
    }
    for (Map.Entry<String, JsonNode> entry : event.path(single).properties()) {
      boolean listed = found.keySet().stream().anyMatch(entry.getKey()::equalsIgnoreCase);
      if (!listed && !entry.getValue().isNull()) {
        found.put(entry.getKey(), List.of(entry.getValue().asText()));
      }
    }
    return found;
  }

  static byte[] body(ObjectNode event) {
    JsonNode body = event.path("body");
    if (body.isMissingNode() || body.isNull()) {
      return new byte[0];
    }
    if (!body.isTextual()) {
      throw new IllegalArgumentException("body is not a string");
    }
    return event.path("isBase64Encoded").asBoolean()
        ? Base64.getDecoder().decode(body.textValue())
        : body.textValue().getBytes(StandardCharsets.UTF_8);
  }

  /** The bytes as text, or null where they are not UTF-8. */
  static @Nullable String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  static ObjectNode lastValues(Map<String, List<String>> values) {
    ObjectNode json = MAPPER.createObjectNode();
    values.forEach((name, all) -> json.put(name, all.get(all.size() - 1)));
    return json;
  }

  static ObjectNode allValues(Map<String, List<String>> values) {
    ObjectNode json = MAPPER.createObjectNode();
    // Not withArray(name), which takes a name with a slash in front for a JSON Pointer.
    values.forEach((name, all) -> all.forEach(json.putArray(name)::add));
    return json;
  }
}
