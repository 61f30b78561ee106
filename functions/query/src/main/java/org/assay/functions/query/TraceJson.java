package org.assay.functions.query;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.assay.attestation.FacilityId;
import org.assay.attestation.quantity.Grade;
import org.assay.traceability.assurance.Assurance;
import org.assay.traceability.origin.Origin;
import org.assay.traceability.origin.OriginJson;
import org.assay.traceability.policy.PolicyVerdict;
import org.assay.traceability.trace.Check;
import org.assay.traceability.trace.Evidence;
import org.assay.traceability.trace.LotEvidence;
import org.assay.traceability.trace.Recorded;
import org.assay.traceability.trace.Step;
import org.assay.traceability.trace.SubjectEvidence;
import org.assay.traceability.trace.Trace;
import org.jspecify.annotations.Nullable;

/**
 * Writes a trace as JSON: the verdict first, the reasons next, then what they rest on. Masses are
 * decimal strings, since other readers' numbers may round them.
 */
final class TraceJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private TraceJson() {}

  /**
   * @param on the day for which policies answered; null where none was asked for
   */
  static ObjectNode write(
      Trace trace,
      Origin origin,
      Assurance assurance,
      @Nullable LocalDate on,
      List<PolicyVerdict> policies) {
    Evidence evidence = trace.evidence();
    ObjectNode json = JSON.createObjectNode();
    json.put("lot", evidence.lot().value());
    json.put("verdict", trace.verdict().name());
    trace.reasons().forEach(json.putArray("reasons")::add);
    if (on != null) {
      json.put("evaluatedOn", on.toString());
      json.set("policies", PoliciesJson.verdicts(policies));
    }
    json.put("asOf", evidence.size());
    json.set("origin", OriginJson.write(origin));
    json.set("assurance", AssuranceJson.write(assurance));
    json.set("parties", PartiesJson.write(evidence));
    ArrayNode upstream = json.putArray("upstream");
    evidence.upstream().values().forEach(lot -> upstream.add(lot(lot)));
    ArrayNode steps = json.putArray("steps");
    trace.steps().forEach(step -> steps.add(step(step)));
    trace.missing().stream().sorted().forEach(lot -> json.withArray("missing").add(lot.value()));
    evidence.notFollowed().stream()
        .sorted()
        .forEach(lot -> json.withArray("notFollowed").add(lot.value()));
    ArrayNode downstream = json.putArray("downstream");
    evidence.downstream().values().forEach(lot -> downstream.add(lot(lot)));
    ArrayNode facilities = json.putArray("facilities");
    evidence.facilities().forEach((id, said) -> facilities.add(facility(id, said)));
    ArrayNode checks = json.putArray("checks");
    trace.checks().forEach(check -> checks.add(check(check)));
    return json;
  }

  private static ObjectNode lot(LotEvidence lot) {
    ObjectNode json = JSON.createObjectNode();
    json.put("lot", lot.lot().value());
    lot.description()
        .ifPresent(
            description -> {
              json.put("mineral", description.mineral().code());
              json.put("form", description.form());
              json.set("quantity", description.quantity().toJson());
              json.set("grades", grades(description.grades()));
              json.put("consumed", kilograms(lot.consumedMilligrams()));
              json.put(
                  "left",
                  kilograms(description.quantity().mass().milligrams() - lot.consumedMilligrams()));
            });
    ArrayNode statements = json.putArray("statements");
    lot.statements().forEach(recorded -> statements.add(statement(recorded)));
    return json;
  }

  private static ArrayNode grades(List<Grade> grades) {
    ArrayNode json = JSON.createArrayNode();
    grades.forEach(grade -> json.add(grade.toJson()));
    return json;
  }

  private static ObjectNode facility(FacilityId id, SubjectEvidence said) {
    ObjectNode json = JSON.createObjectNode();
    json.put("facility", id.toString());
    ArrayNode statements = json.putArray("statements");
    said.statements().forEach(recorded -> statements.add(statement(recorded)));
    return json;
  }

  private static ObjectNode statement(Recorded recorded) {
    ObjectNode json = JSON.createObjectNode();
    json.put("type", recorded.said().type().typeName());
    json.put("issuer", recorded.issuer().value());
    json.put("id", recorded.credential().id());
    json.put("index", recorded.ref().index());
    json.put("at", recorded.ref().at().toString());
    json.put("statement", recorded.ref().statement().hex());
    json.set("says", recorded.credential().subjectJson());
    return json;
  }

  private static ObjectNode step(Step step) {
    ObjectNode json = JSON.createObjectNode();
    json.put("index", step.recorded().ref().index());
    json.put("statement", step.recorded().ref().statement().hex());
    json.put("process", step.transformation().process());
    json.put("facility", step.transformation().facility().name());
    json.put("country", step.transformation().facility().country().value());
    ArrayNode inputs = json.putArray("inputs");
    step.transformation().inputs().forEach(input -> inputs.add(input.lot().value()));
    ArrayNode outputs = json.putArray("outputs");
    step.transformation().outputs().forEach(output -> outputs.add(output.lot().value()));
    ObjectNode mass = json.putObject("kilograms");
    mass.put("basis", step.isDry() ? "dry" : "as-given");
    mass.put("in", text(step.massIn()));
    mass.put("out", text(step.massOut()));
    ArrayNode metals = json.putArray("contained");
    for (Step.Metal metal : step.metals()) {
      BigDecimal in = metal.in();
      ObjectNode contained = metals.addObject();
      contained.put("analyte", metal.analyte());
      contained.put("in", in == null ? null : text(in));
      contained.put("out", text(metal.out()));
    }
    return json;
  }

  static ObjectNode check(Check check) {
    ObjectNode json = JSON.createObjectNode();
    json.put("rule", check.rule().name());
    json.put("id", check.id());
    json.put("result", check.result().name());
    if (!check.isMandatory()) {
      json.put("mandatory", false);
    }
    json.put("about", check.about());
    check.statements().forEach(statement -> json.withArray("statements").add(statement.hex()));
    check.missing().forEach(missing -> json.withArray("missing").add(missing));
    for (Check.Figure figure : check.numbers()) {
      ObjectNode number = json.withArray("numbers").addObject();
      number.put("name", figure.name());
      number.put("value", text(figure.value()));
      if (!figure.unit().isEmpty()) {
        number.put("unit", figure.unit());
      }
    }
    json.put("sentence", check.sentence());
    return json;
  }

  private static String kilograms(long milligrams) {
    return text(BigDecimal.valueOf(milligrams, 6));
  }

  private static String text(BigDecimal value) {
    return value.stripTrailingZeros().toPlainString();
  }
}
