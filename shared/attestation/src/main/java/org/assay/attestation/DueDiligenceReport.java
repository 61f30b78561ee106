package org.assay.attestation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reports what an operator does to find and meet risks in its supply chain, for facilities in one
 * country.
 *
 * <p>Issued by the operator, with leave of the authority of the country. Source: OECD Due Diligence
 * Guidance, steps 1 to 5; Regulation (EU) 2023/1542 Articles 48 to 52; Regulation (EU) 2017/821.
 *
 * @param operator whose report it is
 * @param sites the facilities that it covers, at least one, all in one country
 * @param minerals the minerals that it covers, at least one
 * @param periodFrom the first day of the period
 * @param periodTo the last day of the period, not before the first
 * @param steps the five steps, each once
 * @param redFlags the risks that were found
 * @param cahraList the list of conflict-affected and high-risk areas that was used
 * @param publicUrl where it is published, an https URL
 * @param verifier who verified it, not the operator
 */
public record DueDiligenceReport(
    Did operator,
    List<Facility> sites,
    Set<Mineral> minerals,
    LocalDate periodFrom,
    LocalDate periodTo,
    List<Step> steps,
    List<RedFlag> redFlags,
    CahraList cahraList,
    @Nullable String publicUrl,
    @Nullable Did verifier)
    implements Attestation {

  /**
   * How far one step is carried out.
   *
   * @param step the step
   * @param status how far
   */
  public record Step(DueDiligenceStep step, StepStatus status) {
    public Step {
      requireNonNull(step);
      requireNonNull(status);
    }

    private static Step read(JsonFields in) throws RejectedException {
      DueDiligenceStep step = in.coded("step", DueDiligenceStep::fromCode);
      StepStatus status = in.coded("status", StepStatus::fromCode);
      return in.build(() -> new Step(step, status));
    }

    private void write(ObjectNode out) {
      out.put("step", step.code());
      out.put("status", status.code());
    }
  }

  /**
   * A risk that was found.
   *
   * @param kind where it is
   * @param description what it is
   * @param state how far it has been dealt with
   * @param mitigation what is done about it; needed unless it is open
   */
  public record RedFlag(
      RedFlagKind kind, String description, IssueState state, @Nullable String mitigation) {
    public RedFlag {
      requireNonNull(kind);
      Invariants.text(description, 1024, "/description");
      requireNonNull(state);
      Invariants.optionalText(mitigation, 1024, "/mitigation");
      Invariants.require(
          state == IssueState.OPEN || mitigation != null,
          Reason.SCHEMA_VIOLATION,
          "/mitigation",
          "a red flag that is not open needs its mitigation");
    }

    private static RedFlag read(JsonFields in) throws RejectedException {
      RedFlagKind kind = in.coded("kind", RedFlagKind::fromCode);
      String description = in.text("description");
      IssueState state = in.coded("state", IssueState::fromCode);
      String mitigation = in.optionalText("mitigation");
      return in.build(() -> new RedFlag(kind, description, state, mitigation));
    }

    private void write(ObjectNode out) {
      out.put("kind", kind.code());
      out.put("description", description);
      out.put("state", state.code());
      if (mitigation != null) {
        out.put("mitigation", mitigation);
      }
    }
  }

  /**
   * The list of conflict-affected and high-risk areas that was used: there is no official one.
   *
   * @param id which list
   * @param version its version
   */
  public record CahraList(String id, String version) {
    public CahraList {
      Invariants.text(id, 256, "/id");
      Invariants.text(version, 64, "/version");
    }

    private static CahraList read(JsonFields in) throws RejectedException {
      String id = in.text("id");
      String version = in.text("version");
      return in.build(() -> new CahraList(id, version));
    }

    private void write(ObjectNode out) {
      out.put("id", id);
      out.put("version", version);
    }
  }

  public DueDiligenceReport {
    requireNonNull(operator);
    Invariants.size(sites, 1, 64, "/sites");
    sites = List.copyOf(sites);
    Invariants.noRepeats(
        sites.stream().map(Facility::id).toList(),
        Reason.SCHEMA_VIOLATION,
        "/sites",
        "/id",
        "facility");
    Invariants.size(minerals, 1, Mineral.values().length, "/minerals");
    minerals = Invariants.ordered(Mineral.class, minerals);
    Invariants.day(periodFrom, "/periodFrom");
    Invariants.day(periodTo, "/periodTo");
    Invariants.size(steps, 5, 5, "/steps");
    steps = List.copyOf(steps);
    Invariants.size(redFlags, 0, 64, "/redFlags");
    redFlags = List.copyOf(redFlags);
    requireNonNull(cahraList);
    if (publicUrl != null) {
      Invariants.url(publicUrl, "/publicUrl");
    }
    Invariants.require(
        !periodTo.isBefore(periodFrom),
        Reason.DATES_INCONSISTENT,
        "/periodTo",
        "the period ends on " + periodTo + ", before it begins on " + periodFrom);
    Invariants.noRepeats(
        steps.stream().map(Step::step).toList(),
        Reason.SCHEMA_VIOLATION,
        "/steps",
        "/step",
        "step");
    Invariants.inCountry(sites, sites.get(0).country(), "/sites");
    Invariants.distinct(operator, verifier, "/verifier", "the report is verified by the operator");
  }

  @Override
  public AttestationType type() {
    return AttestationType.DUE_DILIGENCE_REPORT;
  }

  @Override
  public Optional<CountryCode> jurisdiction() {
    return Optional.of(sites.get(0).country());
  }

  @Override
  public Set<LotId> lots() {
    return Set.of();
  }

  @Override
  public Set<FacilityId> facilities() {
    Set<FacilityId> ids = new LinkedHashSet<>();
    sites.forEach(site -> ids.add(site.id()));
    return Collections.unmodifiableSet(ids);
  }

  static DueDiligenceReport read(JsonFields in) throws RejectedException {
    Did operator = in.did("operator");
    List<Facility> sites = new ArrayList<>();
    for (JsonFields each : in.objects("sites")) {
      sites.add(Facility.read(each));
    }
    EnumSet<Mineral> minerals = EnumSet.noneOf(Mineral.class);
    minerals.addAll(in.codes("minerals", Mineral::fromCode));
    LocalDate periodFrom = in.date("periodFrom");
    LocalDate periodTo = in.date("periodTo");
    List<Step> steps = new ArrayList<>();
    for (JsonFields each : in.objects("steps")) {
      steps.add(Step.read(each));
    }
    List<RedFlag> redFlags = new ArrayList<>();
    for (JsonFields each : in.objects("redFlags")) {
      redFlags.add(RedFlag.read(each));
    }
    CahraList cahraList = CahraList.read(in.object("cahraList"));
    String publicUrl = in.optionalText("publicUrl");
    Did verifier = in.optionalValue("verifier", Did::new);
    return in.build(
        () ->
            new DueDiligenceReport(
                operator,
                sites,
                minerals,
                periodFrom,
                periodTo,
                steps,
                redFlags,
                cahraList,
                publicUrl,
                verifier));
  }

  void write(ObjectNode out) {
    out.put("operator", operator.value());
    ArrayNode sitesArray = out.putArray("sites");
    sites.forEach(each -> each.write(sitesArray.addObject()));
    ArrayNode mineralsCodes = out.putArray("minerals");
    minerals.forEach(mineral -> mineralsCodes.add(mineral.code()));
    out.put("periodFrom", periodFrom.toString());
    out.put("periodTo", periodTo.toString());
    ArrayNode stepsArray = out.putArray("steps");
    steps.forEach(each -> each.write(stepsArray.addObject()));
    ArrayNode redFlagsArray = out.putArray("redFlags");
    redFlags.forEach(each -> each.write(redFlagsArray.addObject()));
    cahraList.write(out.putObject("cahraList"));
    if (publicUrl != null) {
      out.put("publicUrl", publicUrl);
    }
    if (verifier != null) {
      out.put("verifier", verifier.value());
    }
  }
}
