package org.assay.attestation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Says that something bad has happened to do with a lot or a facility, and how far it has been
 * dealt with. A later one of the same issuer and number replaces it.
 *
 * <p>Issued by anybody accredited for it: a government, an auditor, civil society. Source: OECD Due
 * Diligence Guidance, step 3 and Annex II; Better Mining.
 *
 * @param about the lot or the facility
 * @param incidentNumber the issuer's number of the incident
 * @param category which risk of Annex II it is
 * @param severity how bad it is
 * @param state how far it has been dealt with
 * @param occurredOn when it happened, or began
 * @param description what happened
 * @param evidence what shows it
 */
public record Incident(
    About about,
    String incidentNumber,
    IncidentCategory category,
    Severity severity,
    IssueState state,
    LocalDate occurredOn,
    String description,
    List<Document> evidence)
    implements Attestation {

  public Incident {
    requireNonNull(about);
    Invariants.text(incidentNumber, 128, "/incidentNumber");
    requireNonNull(category);
    requireNonNull(severity);
    requireNonNull(state);
    Invariants.day(occurredOn, "/occurredOn");
    Invariants.text(description, 1024, "/description");
    Invariants.size(evidence, 0, Document.MOST, "/evidence");
    evidence = List.copyOf(evidence);
  }

  @Override
  public AttestationType type() {
    return AttestationType.INCIDENT;
  }

  @Override
  public Optional<CountryCode> jurisdiction() {
    return Optional.of(about.country());
  }

  @Override
  public Set<Mineral> minerals() {
    return about.minerals();
  }

  @Override
  public Set<LotId> lots() {
    return about.lots();
  }

  @Override
  public Set<FacilityId> facilities() {
    return about.facilities();
  }

  static Incident read(JsonFields in) throws RejectedException {
    About about = About.read(in.object("about"));
    String incidentNumber = in.text("incidentNumber");
    IncidentCategory category = in.coded("category", IncidentCategory::fromCode);
    Severity severity = in.coded("severity", Severity::fromCode);
    IssueState state = in.coded("state", IssueState::fromCode);
    LocalDate occurredOn = in.date("occurredOn");
    String description = in.text("description");
    List<Document> evidence = Document.readAll(in.objects("evidence"));
    return in.build(
        () ->
            new Incident(
                about,
                incidentNumber,
                category,
                severity,
                state,
                occurredOn,
                description,
                evidence));
  }

  void write(ObjectNode out) {
    about.write(out.putObject("about"));
    out.put("incidentNumber", incidentNumber);
    out.put("category", category.code());
    out.put("severity", severity.code());
    out.put("state", state.code());
    out.put("occurredOn", occurredOn.toString());
    out.put("description", description);
    Document.writeAll(evidence, out, "evidence");
  }
}
