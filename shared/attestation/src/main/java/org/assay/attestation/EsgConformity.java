package org.assay.attestation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says how a facility was assessed against an environmental, social and governance scheme, for the
 * term of its credential, which must have an end. It says nothing of any lot: it counts for one
 * only where the facility is in the lot's chain, on a day within the term, for a mineral and stage
 * within the scope.
 *
 * <p>Issued by a certification body that the authority of the country accredits, or by the facility
 * itself with assessor level {@code Self}. Source: UNTP 0.7 {@code ConformityAttestation}; IRMA,
 * Copper Mark, TSM, CMSI and RMAP.
 *
 * @param facility what was assessed
 * @param scheme the scheme, such as {@code IRMA} or {@code RMAP}
 * @param version the version of its standard
 * @param level the level that was reached, in the words of the scheme
 * @param minerals the minerals in scope, at least one
 * @param stages the stages in scope, in kebab-case, such as {@code mined} or {@code refined}, at
 *     least one, each once
 * @param assessorLevel who assessed
 * @param assessmentLevel what stands behind it
 * @param result the finding as a whole
 * @param criteria single findings, each criterion once
 */
public record EsgConformity(
    Facility facility,
    String scheme,
    String version,
    String level,
    Set<Mineral> minerals,
    List<String> stages,
    AssessorLevel assessorLevel,
    AssessmentLevel assessmentLevel,
    Conformance result,
    List<Criterion> criteria)
    implements Attestation {

  /**
   * The finding for one criterion.
   *
   * @param id the criterion's name in the scheme
   */
  public record Criterion(String id, Conformance result) {
    public Criterion {
      Invariants.text(id, 128, "/id");
      requireNonNull(result);
    }

    private static Criterion read(JsonFields in) throws RejectedException {
      String id = in.text("id");
      Conformance result = in.coded("result", Conformance::fromCode);
      return in.build(() -> new Criterion(id, result));
    }
  }

  public EsgConformity {
    requireNonNull(facility);
    Invariants.text(scheme, 128, "/scheme");
    Invariants.text(version, 64, "/version");
    Invariants.text(level, 128, "/level");
    Invariants.size(minerals, 1, Mineral.values().length, "/minerals");
    minerals = Invariants.ordered(Mineral.class, minerals);
    Invariants.size(stages, 1, 16, "/stages");
    stages = List.copyOf(stages);
    for (int i = 0; i < stages.size(); i++) {
      Invariants.code(stages.get(i), "/stages/" + i);
    }
    Invariants.noRepeats(stages, Reason.SCHEMA_VIOLATION, "/stages", "stage");
    requireNonNull(assessorLevel);
    requireNonNull(assessmentLevel);
    requireNonNull(result);
    Invariants.size(criteria, 0, 256, "/criteria");
    criteria = List.copyOf(criteria);
    Invariants.noRepeats(
        criteria.stream().map(Criterion::id).toList(),
        Reason.SCHEMA_VIOLATION,
        "/criteria",
        "/id",
        "criterion");
  }

  @Override
  public AttestationType type() {
    return AttestationType.ESG_CONFORMITY;
  }

  @Override
  public Optional<CountryCode> jurisdiction() {
    return Optional.of(facility.country());
  }

  @Override
  public Set<LotId> lots() {
    return Set.of();
  }

  @Override
  public Set<FacilityId> facilities() {
    return Set.of(facility.id());
  }

  static EsgConformity read(JsonFields in) throws RejectedException {
    Facility facility = Facility.read(in.object("facility"));
    String scheme = in.text("scheme");
    String version = in.text("version");
    String level = in.text("level");
    EnumSet<Mineral> minerals = EnumSet.noneOf(Mineral.class);
    minerals.addAll(in.codes("minerals", Mineral::fromCode));
    List<String> stages = in.values("stages", stage -> stage);
    AssessorLevel assessorLevel = in.coded("assessorLevel", AssessorLevel::fromCode);
    AssessmentLevel assessmentLevel = in.coded("assessmentLevel", AssessmentLevel::fromCode);
    Conformance result = in.coded("result", Conformance::fromCode);
    List<Criterion> criteria = new ArrayList<>();
    for (JsonFields criterion : in.objects("criteria")) {
      criteria.add(Criterion.read(criterion));
    }
    return in.build(
        () ->
            new EsgConformity(
                facility,
                scheme,
                version,
                level,
                minerals,
                stages,
                assessorLevel,
                assessmentLevel,
                result,
                criteria));
  }

  void write(ObjectNode out) {
    facility.write(out.putObject("facility"));
    out.put("scheme", scheme).put("version", version).put("level", level);
    ArrayNode codes = out.putArray("minerals");
    minerals.forEach(mineral -> codes.add(mineral.code()));
    ArrayNode scope = out.putArray("stages");
    stages.forEach(scope::add);
    out.put("assessorLevel", assessorLevel.code());
    out.put("assessmentLevel", assessmentLevel.code());
    out.put("result", result.code());
    if (!criteria.isEmpty()) {
      ArrayNode findings = out.putArray("criteria");
      for (Criterion criterion : criteria) {
        findings.addObject().put("id", criterion.id()).put("result", criterion.result().code());
      }
    }
  }
}
