package org.assay.traceability.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.TreeSet;

/** Finds where two JSON values differ. */
final class JsonDifference {
  private JsonDifference() {}

  /** A JSON Pointer (RFC 6901) to the first difference, below one to both; empty if none. */
  static Optional<String> first(JsonNode expected, JsonNode found, String place) {
    if (expected.equals(found)) {
      return Optional.empty();
    }
    if (expected.isObject() && found.isObject()) {
      TreeSet<String> names = new TreeSet<>();
      expected.fieldNames().forEachRemaining(names::add);
      found.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        Optional<String> below = first(expected.path(name), found.path(name), pointer(place, name));
        if (below.isPresent()) {
          return below;
        }
      }
    }
    if (expected.isArray() && found.isArray()) {
      for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
        Optional<String> below = first(expected.path(i), found.path(i), place + "/" + i);
        if (below.isPresent()) {
          return below;
        }
      }
    }
    return Optional.of(place);
  }

  /** A pointer to a member of what another points to. */
  static String pointer(String parent, String name) {
    return parent + "/" + name.replace("~", "~0").replace("/", "~1");
  }
}
