package org.assay.attestation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SchemasTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Stream<String> published() {
    return Stream.concat(
        Arrays.stream(AttestationType.values()).map(AttestationType::typeName),
        Stream.of("Charter", "common"));
  }

  static List<Credential> samples() {
    return SampleCredentials.all();
  }

  @ParameterizedTest
  @MethodSource("published")
  void aPublishedSchemaIsValid202012(String name) throws IOException {
    // The meta-schema and its vocabularies, from the class path like everything else.
    var metaSchema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
    JsonNode schema = schema(name);

    assertThat(metaSchema.validate(schema)).isEmpty();
    assertThat(metaSchema.validate(MAPPER.readTree("{\"type\":\"text\"}"))).isNotEmpty();
    assertThat(schema.path("$schema").textValue())
        .isEqualTo("https://json-schema.org/draft/2020-12/schema");
    assertThat(schema.path("$id").textValue())
        .isEqualTo("https://assay.example/schemas/" + name + "/v1.json");
  }

  @ParameterizedTest
  @MethodSource("published")
  void everythingInASchemaIsBoundedAndDescribed(String name) throws IOException {
    List<String> faults = new ArrayList<>();
    JsonNode schema = schema(name);
    if (name.equals("common")) {
      schema
          .path("$defs")
          .fields()
          .forEachRemaining(def -> inspect(def.getValue(), "/$defs/" + def.getKey(), faults));
    } else {
      inspect(schema, "", faults);
    }

    assertThat(faults).isEmpty();
  }

  private static void inspect(JsonNode schema, String where, List<String> faults) {
    String type = schema.path("type").asText();
    if (type.equals("object") && schema.has("properties") && !schema.has("if")) {
      if (schema.path("additionalProperties").asBoolean(true)) {
        faults.add(where + " allows other members");
      }
      schema
          .path("properties")
          .fields()
          .forEachRemaining(
              p -> {
                if (!isDescribed(p.getValue())) {
                  faults.add(where + "/" + p.getKey() + " is not described");
                }
              });
    }
    if (type.equals("array") && !schema.has("maxItems")) {
      faults.add(where + " has no maxItems");
    }
    if (type.equals("string") && !schema.has("maxLength")) {
      faults.add(where + " has no maxLength");
    }
    for (String keyword : List.of("properties", "$defs")) {
      schema
          .path(keyword)
          .fields()
          .forEachRemaining(p -> inspect(p.getValue(), where + "/" + p.getKey(), faults));
    }
    for (String keyword : List.of("items", "then", "else")) {
      if (schema.has(keyword)) {
        inspect(schema.get(keyword), where + "/" + keyword, faults);
      }
    }
    schema.path("oneOf").forEach(branch -> inspect(branch, where + "/oneOf", faults));
  }

  private static boolean isDescribed(JsonNode property) {
    return property.has("description") || property.has("$ref");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aMemberThatTheSchemaDoesNotHaveIsRefusedOnEveryLevel(Credential sample) {
    List<String> objects = new ArrayList<>();
    collectObjects(new Edited(sample.toJson()).at(""), "", objects);

    assertThat(objects).hasSizeGreaterThan(2);
    for (String object : objects) {
      byte[] edited = new Edited(sample.toJson()).set(object + "/surplus", "1").bytes();

      Rejection rejection =
          catchThrowableOfType(RejectedException.class, () -> Credential.parse(edited)).rejection();

      assertThat(rejection.reason()).isEqualTo(Reason.SCHEMA_VIOLATION);
      assertThat(rejection.violations())
          .extracting(Rejection.Violation::pointer)
          .contains(object + "/surplus");
    }
  }

  private static void collectObjects(JsonNode node, String pointer, List<String> objects) {
    if (node.isObject()) {
      objects.add(pointer);
      node.fields()
          .forEachRemaining(m -> collectObjects(m.getValue(), pointer + "/" + m.getKey(), objects));
    } else {
      for (int i = 0; i < node.size(); i++) {
        collectObjects(node.get(i), pointer + "/" + i, objects);
      }
    }
  }

  @Test
  void theSchemasKnowTheMineralsAndTypesThatTheCodeKnows() throws IOException {
    JsonNode definitions = schema("common").path("$defs");

    assertThat(texts(definitions.at("/mineral/enum")))
        .containsExactlyElementsOf(Arrays.stream(Mineral.values()).map(Mineral::code).toList());
    assertThat(texts(definitions.at("/attestationType/enum")))
        .containsExactlyElementsOf(
            Arrays.stream(AttestationType.values()).map(AttestationType::typeName).toList());
    assertThat(texts(schema("EsgConformity").findPath("assessorLevel").path("enum")))
        .containsExactlyElementsOf(
            Arrays.stream(AssessorLevel.values()).map(AssessorLevel::code).toList());
    assertThat(texts(schema("EsgConformity").findPath("assessmentLevel").path("enum")))
        .containsExactlyElementsOf(
            Arrays.stream(AssessmentLevel.values()).map(AssessmentLevel::code).toList());
    assertThat(texts(schema("IdentityAnchor").findPath("registerType").path("enum")))
        .containsExactlyElementsOf(
            Arrays.stream(RegisterType.values()).map(RegisterType::code).toList());
    assertThat(texts(schema("Revocation").findPath("reason").path("enum")))
        .containsExactlyElementsOf(
            Arrays.stream(RevocationReason.values()).map(RevocationReason::code).toList());
    assertThat(texts(definitions.at("/custodyModel/enum")))
        .containsExactlyElementsOf(
            Arrays.stream(CustodyModel.values()).map(CustodyModel::code).toList());
  }

  static Stream<Arguments> closedSets() {
    return Stream.of(
        closed("MinePermit", "status", PermitStatus.values(), PermitStatus::code),
        closed("SiteInspection", "status", SiteStatus.values(), SiteStatus::code),
        closed("DueDiligenceReport", "step", DueDiligenceStep.values(), DueDiligenceStep::code),
        closed("DueDiligenceReport", "status", StepStatus.values(), StepStatus::code),
        closed("DueDiligenceReport", "state", IssueState.values(), IssueState::code),
        closed("OwnershipControl", "kind", ControlKind.values(), ControlKind::code),
        closed("CarbonFootprint", "boundary", FootprintBoundary.values(), FootprintBoundary::code),
        closed("Incident", "category", IncidentCategory.values(), IncidentCategory::code),
        closed("Incident", "severity", Severity.values(), Severity::code),
        closed("Incident", "state", IssueState.values(), IssueState::code));
  }

  private static <E> Arguments closed(
      String schema, String member, E[] values, Function<E, String> code) {
    return Arguments.of(schema, member, Arrays.stream(values).map(code).toList());
  }

  @ParameterizedTest
  @MethodSource("closedSets")
  void aSchemaListsTheCodesThatTheCodeKnows(String schema, String member, List<String> codes)
      throws IOException {
    assertThat(texts(schema(schema).findPath(member).path("enum")))
        .containsExactlyElementsOf(codes);
  }

  @Test
  void aSchemaThatIsNotOnTheClassPathIsNotFetched() {
    assertThatThrownBy(() -> Schemas.violations("Elsewhere", MAPPER.createObjectNode()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("class path");
  }

  private static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(item -> texts.add(item.textValue()));
    return texts;
  }

  private static JsonNode schema(String name) throws IOException {
    try (InputStream in = SchemasTest.class.getResourceAsStream("schemas/" + name + "/v1.json")) {
      return MAPPER.readTree(in);
    }
  }
}
