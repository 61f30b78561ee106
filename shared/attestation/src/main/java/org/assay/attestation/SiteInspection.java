package org.assay.attestation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says what an inspection found at a mine site.
 *
 * <p>Issued by the government or an auditor that it accredits. Source: ICGLR mine site (MD.01) and
 * inspection, from which come the colours and the three months that yellow gives.
 *
 * @param facility the site
 * @param inspectedOn the day of the inspection
 * @param inspector who went there
 * @param status what came of it
 * @param findings what was found
 * @param deadline with status yellow, and only then: the day by which it has to be put right, at
 *     most three months after the inspection
 */
public record SiteInspection(
    Facility facility,
    LocalDate inspectedOn,
    String inspector,
    SiteStatus status,
    List<Finding> findings,
    @Nullable LocalDate deadline)
    implements Attestation {
  /** The most months that a yellow status lasts. */
  public static final int MAX_DEADLINE_MONTHS = 3;

  /** How long a green status lasts, in years; then the site counts as blue. */
  public static final int GREEN_YEARS = 1;

  /**
   * What the inspection still says on a later day: green lapses to blue after a year, and yellow to
   * red past its deadline.
   */
  public SiteStatus statusOn(LocalDate day) {
    if (status == SiteStatus.GREEN && day.isAfter(inspectedOn.plusYears(GREEN_YEARS))) {
      return SiteStatus.BLUE;
    }
    return deadline != null && day.isAfter(deadline) ? SiteStatus.RED : status;
  }

  /**
   * One thing that was found.
   *
   * @param code what kind of thing, in kebab-case
   * @param text what was found
   */
  public record Finding(String code, String text) {
    public Finding {
      Invariants.code(code, "/code");
      Invariants.text(text, 1024, "/text");
    }

    private static Finding read(JsonFields in) throws RejectedException {
      String code = in.text("code");
      String text = in.text("text");
      return in.build(() -> new Finding(code, text));
    }

    private void write(ObjectNode out) {
      out.put("code", code);
      out.put("text", text);
    }
  }

  public SiteInspection {
    requireNonNull(facility);
    Invariants.day(inspectedOn, "/inspectedOn");
    Invariants.text(inspector, 128, "/inspector");
    requireNonNull(status);
    Invariants.size(findings, 0, 64, "/findings");
    findings = List.copyOf(findings);
    if (deadline != null) {
      Invariants.day(deadline, "/deadline");
    }
    Invariants.require(
        (status == SiteStatus.YELLOW) == (deadline != null),
        Reason.SCHEMA_VIOLATION,
        "/deadline",
        "a yellow status has a deadline, and no other has one");
    if (deadline != null) {
      Invariants.require(
          deadline.isAfter(inspectedOn)
              && !deadline.isAfter(inspectedOn.plusMonths(MAX_DEADLINE_MONTHS)),
          Reason.DATES_INCONSISTENT,
          "/deadline",
          "the deadline "
              + deadline
              + " is not within three months after the inspection on "
              + inspectedOn,
          "end it by " + inspectedOn.plusMonths(MAX_DEADLINE_MONTHS));
    }
  }

  @Override
  public AttestationType type() {
    return AttestationType.SITE_INSPECTION;
  }

  @Override
  public Optional<CountryCode> jurisdiction() {
    return Optional.of(facility.country());
  }

  @Override
  public Set<Mineral> minerals() {
    return Set.of();
  }

  @Override
  public Set<LotId> lots() {
    return Set.of();
  }

  @Override
  public Set<FacilityId> facilities() {
    return Set.of(facility.id());
  }

  static SiteInspection read(JsonFields in) throws RejectedException {
    Facility facility = Facility.read(in.object("facility"));
    LocalDate inspectedOn = in.date("inspectedOn");
    String inspector = in.text("inspector");
    SiteStatus status = in.coded("status", SiteStatus::fromCode);
    List<Finding> findings = new ArrayList<>();
    for (JsonFields each : in.objects("findings")) {
      findings.add(Finding.read(each));
    }
    LocalDate deadline = in.optionalValue("deadline", LocalDate::parse);
    return in.build(
        () -> new SiteInspection(facility, inspectedOn, inspector, status, findings, deadline));
  }

  void write(ObjectNode out) {
    facility.write(out.putObject("facility"));
    out.put("inspectedOn", inspectedOn.toString());
    out.put("inspector", inspector);
    out.put("status", status.code());
    ArrayNode findingsArray = out.putArray("findings");
    findings.forEach(each -> each.write(findingsArray.addObject()));
    if (deadline != null) {
      out.put("deadline", deadline.toString());
    }
  }
}
