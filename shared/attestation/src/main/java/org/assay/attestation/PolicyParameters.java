package org.assay.attestation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The bounds of a requirement's parameters, whichever rule they are for. */
final class PolicyParameters {
  private static final int MAX_MEMBERS = 32;
  private static final int MAX_ITEMS = 256;
  private static final int MAX_TEXT = 1024;
  private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9]{0,63}");

  private PolicyParameters() {}

  /**
   * A copy with its members in the order of their names, so that equal ones are written alike.
   *
   * @throws InvalidValueException if a name or value is out of bounds
   */
  static ObjectNode checked(ObjectNode given, String pointer) {
    return object(given, pointer, true);
  }

  private static ObjectNode object(ObjectNode given, String pointer, boolean mayNest) {
    Invariants.require(
        given.size() <= MAX_MEMBERS,
        Reason.SCHEMA_VIOLATION,
        pointer,
        "must have at most " + MAX_MEMBERS + " members");
    Map<String, JsonNode> members = new TreeMap<>();
    given.fields().forEachRemaining(member -> members.put(member.getKey(), member.getValue()));
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    members.forEach(
        (name, value) -> {
          String where = StrictJson.pointer(pointer, name);
          Invariants.require(
              NAME.matcher(name).matches(),
              Reason.SCHEMA_VIOLATION,
              where,
              "a parameter's name is a lower-case letter, then letters and digits, at most 64");
          copy.set(name, value(value, where, mayNest));
        });
    return copy;
  }

  private static JsonNode value(JsonNode value, String pointer, boolean mayNest) {
    if (value instanceof ArrayNode array) {
      Invariants.require(
          array.size() <= MAX_ITEMS,
          Reason.SCHEMA_VIOLATION,
          pointer,
          "must have at most " + MAX_ITEMS + " items");
      ArrayNode copy = JsonNodeFactory.instance.arrayNode();
      for (int i = 0; i < array.size(); i++) {
        copy.add(item(array.get(i), pointer + "/" + i, mayNest));
      }
      return copy;
    }
    if (value.isBoolean()) {
      return value;
    }
    return text(value, pointer, "a string, true, false or a list");
  }

  private static JsonNode item(JsonNode item, String pointer, boolean mayNest) {
    return mayNest && item instanceof ObjectNode object
        ? object(object, pointer, false)
        : text(item, pointer, "a string" + (mayNest ? " or an object" : ""));
  }

  private static JsonNode text(JsonNode value, String pointer, String expected) {
    Invariants.require(value.isTextual(), Reason.SCHEMA_VIOLATION, pointer, "must be " + expected);
    Invariants.text(value.textValue(), MAX_TEXT, pointer);
    return value;
  }
}
