package org.assay.fuzz;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Changes of JSON that leave it JSON, for changed bytes seldom get past the first reader. */
final class JsonMutations {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /** Values that readers of numbers, dates, names and masses treat in ways of their own. */
  private static final List<JsonNode> ODD =
      List.of(
              "null",
              "true",
              "[]",
              "{}",
              "[[]]",
              "\"\"",
              "0",
              "-1",
              "1.0",
              "1e2",
              "0.1e-30",
              "123456789012345678901234567890",
              "2147483648",
              "9223372036854775808",
              "1e99",
              "\"0\"",
              "\"-0\"",
              "\"00\"",
              "\"1e3\"",
              "\"0.000000001\"",
              "\"99999999999999\"",
              "\"1.\"",
              "\".5\"",
              "\"+1\"",
              "\"\\u0661\"",
              "\"1\\u0000\"",
              "\"\\ud83d\\ude00\"",
              "\" \"",
              "\"2026-02-29\"",
              "\"2024-02-29\"",
              "\"0000-01-01\"",
              "\"9999-12-31\"",
              "\"2026-06-30T24:00:00Z\"",
              "\"2026-06-30T23:59:60Z\"",
              "\"2026-06-30T08:00:00+00:00\"",
              "\"2026-06-30T08:00:00.123456789Z\"",
              "\"-0001-01-01T00:00:00Z\"",
              "\"+10000-01-01T00:00:00Z\"",
              "\"did:web:a\"",
              "\"did:key:z1\"",
              "\"urn:a:b\"",
              "\"urn:a\"",
              "\"http://\"",
              "\"//a\"",
              "\"KGM\"",
              "\"TNE\"",
              "\"wet\"",
              "\"dry\"",
              "\"P1\"",
              "\"59\"",
              "\"XX\"",
              "\"CD\"")
          .stream()
          .map(JsonMutations::json)
          .toList();

  private final List<JsonNode> seeds = new ArrayList<>();
  private final Random random;

  JsonMutations(List<byte[]> seeds, Random random) {
    this.random = random;
    for (byte[] seed : seeds) {
      object(seed).ifPresent(this.seeds::add);
    }
  }

  /** JSON with up to four changes; empty where the input is no JSON object. */
  Optional<byte[]> changed(byte[] input) {
    Optional<ObjectNode> parsed = object(input);
    parsed.ifPresent(
        root -> {
          for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            change(root);
          }
        });
    return parsed.map(root -> root.toString().getBytes(StandardCharsets.UTF_8));
  }

  private void change(ObjectNode root) {
    List<JsonNode> containers = containers(root);
    JsonNode container = containers.get(random.nextInt(containers.size()));
    if (container instanceof ObjectNode object && !object.isEmpty()) {
      String name = names(object).get(random.nextInt(object.size()));
      switch (random.nextInt(6)) {
        case 0 -> object.remove(name);
        case 1 -> object.set(name + "x", object.path(name).deepCopy());
        default -> object.set(name, value(object.path(name), name));
      }
    } else if (container instanceof ArrayNode array) {
      int at = random.nextInt(array.size() + 1);
      switch (random.nextInt(4)) {
        case 0 -> array.remove(at);
        case 1 -> array.insert(at, value(array.path(at), ""));
        case 2 -> {
          JsonNode one = array.isEmpty() ? odd() : array.get(random.nextInt(array.size()));
          for (int many = 1 << random.nextInt(10); many > 0; many--) {
            array.add(one.deepCopy());
          }
        }
        default -> {
          if (at < array.size()) {
            array.set(at, value(array.get(at), ""));
          }
        }
      }
    }
  }

  private JsonNode value(JsonNode before, String name) {
    return switch (random.nextInt(5)) {
      case 0, 1 -> odd();
      case 2 -> elsewhere(name);
      case 3 ->
          before.isTextual()
              ? json("\"" + "9".repeat(1 << random.nextInt(12)) + "\"")
              : json("[" + before + "]");
      default -> nudged(before);
    };
  }

  /** Almost what was there. */
  private JsonNode nudged(JsonNode before) {
    if (before.isTextual() && !before.textValue().isEmpty()) {
      StringBuilder text = new StringBuilder(before.textValue());
      int at = random.nextInt(text.length());
      switch (random.nextInt(4)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, text.charAt(at));
        case 2 -> text.setCharAt(at, (char) ('0' + random.nextInt(10)));
        default -> text.append((char) (0x20 + random.nextInt(0x60)));
      }
      return before.isTextual() ? JSON.getNodeFactory().textNode(text.toString()) : before;
    }
    return before.isIntegralNumber()
        ? JSON.getNodeFactory().numberNode(before.longValue() + random.nextInt(3) - 1)
        : odd();
  }

  /** What another seed has under this name, or anywhere. */
  private JsonNode elsewhere(String name) {
    JsonNode other = seeds.get(random.nextInt(seeds.size()));
    JsonNode found = other.findValue(name);
    if (found == null) {
      List<JsonNode> containers = containers(other);
      found = containers.get(random.nextInt(containers.size()));
    }
    return found.deepCopy();
  }

  private JsonNode odd() {
    return ODD.get(random.nextInt(ODD.size())).deepCopy();
  }

  private static List<JsonNode> containers(JsonNode root) {
    List<JsonNode> found = new ArrayList<>();
    found.add(root);
    for (int i = 0; i < found.size() && found.size() < 10_000; i++) {
      for (JsonNode child : found.get(i)) {
        if (child.isContainerNode()) {
          found.add(child);
        }
      }
    }
    return found;
  }

  private static List<String> names(ObjectNode object) {
    List<String> names = new ArrayList<>();
    for (Iterator<String> all = object.fieldNames(); all.hasNext(); ) {
      names.add(all.next());
    }
    return names;
  }

  private static Optional<ObjectNode> object(byte[] input) {
    try {
      return JSON.readTree(input) instanceof ObjectNode object
          ? Optional.of(object)
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
