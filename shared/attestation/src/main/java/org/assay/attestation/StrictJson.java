package org.assay.attestation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;

/**
 * Reads foreign JSON within bounds, and only such JSON as every other reader reads the same way: no
 * name twice (RFC 8259 §4 leaves open which one counts), no unpaired surrogates (§8.2), UTF-8
 * without a byte order mark (§8.1), and nothing after the value.
 */
final class StrictJson {
  private static final int MAX_DEPTH = 24;
  private static final int MAX_STRING = 64 * 1024;
  private static final int MAX_NUMBER = 128;
  private static final int MAX_NAME = 128;
  private static final int MAX_DIGITS = 100;
  private static final int MAX_ITEMS = 256;
  private static final int MAX_MEMBERS = 64;
  private static final int MAX_MESSAGE = 200;

  private static final ObjectReader READER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_STRING)
                          .maxNumberLength(MAX_NUMBER)
                          .maxNameLength(MAX_NAME)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  // Names of foreign documents must not stay in a table that outlives them.
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build()
          .readerFor(JsonNode.class);

  private StrictJson() {}

  /**
   * Reads a JSON object.
   *
   * @param maxBytes the most bytes that the document may have
   * @throws RejectedException with {@code statement-too-large} or {@code payload-not-json}
   */
  static JsonNode readObject(byte[] document, int maxBytes) throws RejectedException {
    if (document.length > maxBytes) {
      throw Rejection.of(
              Reason.STATEMENT_TOO_LARGE,
              "the payload has "
                  + document.length
                  + " bytes and may have "
                  + maxBytes
                  + " (256 KiB for an attestation)")
          .toException();
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(document)).toString();
    } catch (CharacterCodingException e) {
      throw notJson("the payload is not UTF-8");
    }
    JsonNode node;
    try {
      node = READER.readTree(text);
    } catch (JsonProcessingException e) {
      throw notJson(
          shortened(e.getOriginalMessage())
              + (e.getLocation() == null
                  ? ""
                  : " (line "
                      + e.getLocation().getLineNr()
                      + ", column "
                      + e.getLocation().getColumnNr()
                      + ")"));
    } catch (NumberFormatException e) {
      // Jackson lets this one through for an exponent that BigDecimal cannot hold.
      throw notJson("a number has an exponent beyond 32 bits");
    }
    if (!node.isObject()) {
      throw notJson("the payload is not a JSON object");
    }
    // UTF-8 has none, so only an escape can have made one.
    if (text.contains("\\u")) {
      refuseUnpairedSurrogates(node, "");
    }
    return node;
  }

  /**
   * Refuses what is so far beyond every schema that checking it against one would only cost time:
   * arrays with more items than any may have, objects with more members, and numbers such as
   * 1e999999999, which takes a thousand million digits to print.
   */
  static void requireModest(JsonNode node, Reason reason) throws RejectedException {
    requireModest(node, "", reason);
  }

  private static void requireModest(JsonNode node, String pointer, Reason reason)
      throws RejectedException {
    if (node.isNumber()) {
      BigDecimal number = node.decimalValue();
      refuseIf(
          number.precision() > MAX_DIGITS
              || Math.abs((long) number.precision() - number.scale()) > MAX_DIGITS,
          reason,
          pointer,
          "the number has more than " + MAX_DIGITS + " digits");
    } else if (node.isArray()) {
      refuseIf(
          node.size() > MAX_ITEMS,
          reason,
          pointer,
          "the array has " + node.size() + " items, and none may have more than " + MAX_ITEMS);
      for (int i = 0; i < node.size(); i++) {
        requireModest(node.get(i), pointer + "/" + i, reason);
      }
    } else {
      refuseIf(
          node.size() > MAX_MEMBERS,
          reason,
          pointer,
          "the object has " + node.size() + " members, and none may have more than " + MAX_MEMBERS);
      Iterator<Map.Entry<String, JsonNode>> members = node.fields();
      while (members.hasNext()) {
        Map.Entry<String, JsonNode> member = members.next();
        requireModest(member.getValue(), pointer(pointer, member.getKey()), reason);
      }
    }
  }

  private static void refuseIf(boolean broken, Reason reason, String pointer, String detail)
      throws RejectedException {
    if (broken) {
      throw Rejection.of(reason, detail).at(pointer).toException();
    }
  }

  /** A JSON Pointer (RFC 6901) to a member of whatever {@code parent} points to. */
  static String pointer(String parent, String name) {
    boolean isPlain = name.indexOf('~') < 0 && name.indexOf('/') < 0;
    return parent + "/" + (isPlain ? name : name.replace("~", "~0").replace("/", "~1"));
  }

  static String shortened(String message) {
    return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE) + "…";
  }

  private static void refuseUnpairedSurrogates(JsonNode node, String pointer)
      throws RejectedException {
    if (node.isTextual()) {
      if (hasUnpairedSurrogate(node.textValue())) {
        throw Rejection.of(Reason.PAYLOAD_NOT_JSON, "a string has half of a surrogate pair")
            .at(pointer)
            .toException();
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        refuseUnpairedSurrogates(node.get(i), pointer + "/" + i);
      }
    } else {
      Iterator<Map.Entry<String, JsonNode>> members = node.fields();
      while (members.hasNext()) {
        Map.Entry<String, JsonNode> member = members.next();
        if (hasUnpairedSurrogate(member.getKey())) {
          throw Rejection.of(Reason.PAYLOAD_NOT_JSON, "a name has half of a surrogate pair")
              .at(pointer)
              .toException();
        }
        refuseUnpairedSurrogates(member.getValue(), pointer(pointer, member.getKey()));
      }
    }
  }

  private static boolean hasUnpairedSurrogate(String text) {
    // An unpaired surrogate is a code point of its own, from U+D800 to U+DFFF.
    return text.codePoints()
        .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private static RejectedException notJson(String detail) {
    return Rejection.of(Reason.PAYLOAD_NOT_JSON, detail).toException();
  }
}
