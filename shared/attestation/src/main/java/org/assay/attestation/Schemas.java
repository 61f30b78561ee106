package org.assay.attestation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.path.NodePath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.assay.attestation.Rejection.Violation;
import org.jspecify.annotations.Nullable;

/**
 * The published JSON Schemas (2020-12), from the class path alone: a reference that leads elsewhere
 * fails, and nothing is ever fetched. Thread-safe.
 */
final class Schemas {
  /** The most violations that are reported for one document. */
  static final int MAX_VIOLATIONS = 20;

  private static final String BASE = "https://assay.example/schemas/";
  private static final String COMMON = BASE + "common/v1.json";

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final Map<String, JsonNode> DOCUMENTS = new ConcurrentHashMap<>();
  private static final Map<String, Schema> COMPILED = new ConcurrentHashMap<>();

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder ->
              builder
                  .schemas(Map.of(COMMON, resource(COMMON)))
                  // Messages are part of answers: the same for every server.
                  .schemaRegistryConfig(
                      SchemaRegistryConfig.builder().locale(Locale.ENGLISH).build()));

  private Schemas() {}

  /** The id of the schema of a type, which {@code credentialSchema} names. */
  static String id(String typeName) {
    return BASE + typeName + "/v1.json";
  }

  /**
   * Every place where the document breaks the schema of the type, at most {@value #MAX_VIOLATIONS},
   * in the order of the schema.
   */
  static List<Violation> violations(String typeName, JsonNode document) {
    Schema schema = COMPILED.computeIfAbsent(id(typeName), Schemas::compile);
    Set<Violation> violations = new LinkedHashSet<>();
    for (Error error : schema.validate(document)) {
      if (violations.size() == MAX_VIOLATIONS) {
        break;
      }
      violations.add(new Violation(pointer(error), message(error)));
    }
    return new ArrayList<>(violations);
  }

  private static Schema compile(String id) {
    return REGISTRY.getSchema(SchemaLocation.of(id), document(id));
  }

  /** Where it is: for a member that is missing or not allowed, that member. */
  private static String pointer(Error error) {
    StringBuilder pointer = new StringBuilder();
    NodePath path = error.getInstanceLocation();
    for (int i = 0; i < path.getNameCount(); i++) {
      Object element = path.getElement(i);
      pointer.append(
          element instanceof Integer ? "/" + element : StrictJson.pointer("", element.toString()));
    }
    String property = error.getProperty();
    return property == null ? pointer.toString() : StrictJson.pointer(pointer.toString(), property);
  }

  private static String message(Error error) {
    String keyword = error.getKeyword();
    if ("required".equals(keyword)) {
      return "is missing";
    }
    if ("additionalProperties".equals(keyword)) {
      return "is not a member that the schema has here";
    }
    String message = StrictJson.shortened(error.getMessage());
    String description = description(error.getSchemaLocation());
    return description == null ? message : message + "; expected: " + description;
  }

  /** What the schema says of the place: the description beside the keyword that failed. */
  private static @Nullable String description(SchemaLocation location) {
    if (location.getAbsoluteIri() == null) {
      return null;
    }
    JsonNode node = document(location.getAbsoluteIri().toString());
    NodePath fragment = location.getFragment();
    for (int i = 0; i < fragment.getNameCount() - 1; i++) {
      Object element = fragment.getElement(i);
      node = element instanceof Integer index ? node.path(index) : node.path(element.toString());
    }
    return node.path("description").textValue();
  }

  private static JsonNode document(String id) {
    return DOCUMENTS.computeIfAbsent(
        id,
        key -> {
          try {
            return MAPPER.readTree(resource(key));
          } catch (IOException e) {
            throw new UncheckedIOException("schema " + key, e);
          }
        });
  }

  private static String resource(String id) {
    String path = "schemas/" + id.substring(BASE.length());
    try (InputStream in = Schemas.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the class path has no schema " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("schema " + path, e);
    }
  }
}
