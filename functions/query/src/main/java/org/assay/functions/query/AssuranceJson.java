package org.assay.functions.query;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.assay.attestation.AssessmentLevel;
import org.assay.attestation.AssessorLevel;
import org.assay.attestation.Conformance;
import org.assay.attestation.quantity.Quantity;
import org.assay.traceability.assurance.Assurance;
import org.assay.traceability.assurance.FacilityEvidence;
import org.assay.traceability.assurance.SiteStatement;
import org.assay.traceability.origin.Stage;
import org.assay.traceability.trace.Check;
import org.assay.traceability.trace.Finding;
import org.jspecify.annotations.Nullable;

/**
 * Writes how well an answer is assured: each facility's certificates, permits and the like with
 * level and assurance side by side, what does not count and why, and what the rules F1 to F5 found.
 */
final class AssuranceJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private AssuranceJson() {}

  static ObjectNode write(Assurance assurance) {
    ObjectNode json = JSON.createObjectNode();
    json.put("on", assurance.on().toString());
    ArrayNode findings = json.putArray("findings");
    assurance.findings().forEach(finding -> findings.add(finding(finding)));
    ArrayNode facilities = json.putArray("facilities");
    assurance.facilities().sites().forEach(site -> facilities.add(site(site)));
    return json;
  }

  private static ObjectNode finding(Finding finding) {
    ObjectNode json = JSON.createObjectNode();
    json.put("id", finding.id());
    json.put("result", finding.result().name());
    json.put("sentence", finding.sentence());
    finding.used().forEach(used -> json.withArray("statements").add(used.ref().statement().hex()));
    finding.missing().forEach(missing -> json.withArray("missing").add(missing));
    for (Check.Figure figure : finding.numbers()) {
      ObjectNode number = json.withArray("numbers").addObject();
      number.put("name", figure.name());
      number.put("value", figure.value().stripTrailingZeros().toPlainString());
      if (!figure.unit().isEmpty()) {
        number.put("unit", figure.unit());
      }
    }
    return json;
  }

  private static ObjectNode site(FacilityEvidence.Site site) {
    ObjectNode json = JSON.createObjectNode();
    json.put("facility", site.facility().id().value());
    json.put("name", site.facility().name());
    json.put("country", site.facility().country().value());
    ArrayNode uses = json.putArray("uses");
    site.uses().forEach(use -> uses.add(use(use)));
    return json;
  }

  private static ObjectNode use(FacilityEvidence.Use use) {
    ObjectNode json = JSON.createObjectNode();
    json.put("process", use.process());
    Stage stage = use.stage();
    if (stage != null) {
      json.put("stage", stage.code());
    }
    ArrayNode minerals = json.putArray("minerals");
    use.minerals().forEach(mineral -> minerals.add(mineral.code()));
    json.put("from", use.from().toString());
    json.put("to", use.to().toString());
    json.put("events", use.events());
    ArrayNode statements = json.putArray("statements");
    use.rows().forEach(row -> statements.add(row(row)));
    return json;
  }

  private static ObjectNode row(FacilityEvidence.Row row) {
    SiteStatement said = row.said();
    ObjectNode json = JSON.createObjectNode();
    json.put("type", said.type().typeName());
    json.put("issuer", said.recorded().issuer().value());
    json.put("index", said.recorded().ref().index());
    json.put("statement", said.recorded().ref().statement().hex());
    put(json, "scheme", said.scheme());
    put(json, "version", said.version());
    put(json, "level", said.level());
    AssessorLevel assessor = said.assessor();
    put(json, "assessorLevel", assessor == null ? null : assessor.code());
    AssessmentLevel assessment = said.assessment();
    put(json, "assessmentLevel", assessment == null ? null : assessment.code());
    Conformance result = said.result();
    put(json, "result", result == null ? null : result.code());
    json.put("from", said.from().toString());
    put(json, "until", said.until() == null ? null : said.until().toString());
    Quantity capacity = said.capacity();
    if (capacity != null) {
      json.set("capacity", capacity.toJson());
    }
    json.put("countsFor", row.countsFor());
    row.doubts()
        .forEach(
            (doubt, events) ->
                json.withArray("doesNotCount")
                    .addObject()
                    .put("why", doubt.name())
                    .put("because", doubt.sentence())
                    .put("events", events));
    return json;
  }

  private static void put(ObjectNode json, String name, @Nullable String value) {
    if (value != null) {
      json.put(name, value);
    }
  }
}
