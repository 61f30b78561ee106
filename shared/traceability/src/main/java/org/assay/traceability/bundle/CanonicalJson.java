package org.assay.traceability.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Writes JSON in its one form (RFC 8785). Of numbers only whole ones are written, which need no
 * rule for their spelling.
 */
final class CanonicalJson {
  private CanonicalJson() {}

  /**
   * The bytes of a value.
   *
   * @throws IllegalArgumentException if it has a number that is not whole
   */
  static byte[] bytes(JsonNode value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void write(JsonNode value, StringBuilder out) {
    if (value instanceof ObjectNode object) {
      // Sorted by UTF-16 code units (RFC 8785 §3.2.3), as String compares.
      TreeMap<String, JsonNode> members = new TreeMap<>();
      object.fields().forEachRemaining(each -> members.put(each.getKey(), each.getValue()));
      String separator = "{";
      for (var member : members.entrySet()) {
        out.append(separator);
        text(member.getKey(), out);
        out.append(':');
        write(member.getValue(), out);
        separator = ",";
      }
      out.append(members.isEmpty() ? "{}" : "}");
    } else if (value instanceof ArrayNode array) {
      out.append('[');
      for (int i = 0; i < array.size(); i++) {
        if (i > 0) {
          out.append(',');
        }
        write(array.get(i), out);
      }
      out.append(']');
    } else if (value.isTextual()) {
      text(value.textValue(), out);
    } else if (value.isIntegralNumber() || value.isBoolean() || value.isNull()) {
      out.append(value.asText());
    } else {
      throw new IllegalArgumentException("a value that is not written here: " + value);
    }
  }

  /** RFC 8785 §3.2.2.2. */
  private static void text(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < 0x20) {
            out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
