package org.assay.attestation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.quantity.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * Says what a facility is: who runs it, under which number a register has it, where it stands and
 * what it can do.
 *
 * <p>Issued by the operator, with leave of the authority of the country, or by the register itself.
 * Source: UNTP 0.7 {@code Facility} (Digital Facility Record); RMI smelter list.
 *
 * @param facility the facility
 * @param operator who runs it
 * @param registeredId its number in the register, such as an RMI smelter id
 * @param idScheme the register, by the name or URI of its numbers
 * @param processes what is done there, in kebab-case, such as {@code refining}, at least one, each
 *     once
 * @param location where it stands
 * @param annualCapacity the most that it can take in a year, where that is said
 */
public record FacilityRecord(
    Facility facility,
    Did operator,
    String registeredId,
    String idScheme,
    List<String> processes,
    GeoPoint location,
    @Nullable Quantity annualCapacity)
    implements Attestation {

  public FacilityRecord {
    requireNonNull(facility);
    requireNonNull(operator);
    Invariants.text(registeredId, 128, "/registeredId");
    Invariants.text(idScheme, 256, "/idScheme");
    Invariants.size(processes, 1, 32, "/processes");
    processes = List.copyOf(processes);
    for (int i = 0; i < processes.size(); i++) {
      Invariants.code(processes.get(i), "/processes/" + i);
    }
    Invariants.noRepeats(processes, Reason.SCHEMA_VIOLATION, "/processes", "process");
    requireNonNull(location);
  }

  @Override
  public AttestationType type() {
    return AttestationType.FACILITY_RECORD;
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

  static FacilityRecord read(JsonFields in) throws RejectedException {
    Facility facility = Facility.read(in.object("facility"));
    Did operator = in.did("operator");
    String registeredId = in.text("registeredId");
    String idScheme = in.text("idScheme");
    List<String> processes = in.values("processes", code -> code);
    GeoPoint location = GeoPoint.read(in.object("location"));
    Quantity annualCapacity = in.has("annualCapacity") ? in.quantity("annualCapacity") : null;
    return in.build(
        () ->
            new FacilityRecord(
                facility, operator, registeredId, idScheme, processes, location, annualCapacity));
  }

  void write(ObjectNode out) {
    facility.write(out.putObject("facility"));
    out.put("operator", operator.value());
    out.put("registeredId", registeredId);
    out.put("idScheme", idScheme);
    ArrayNode processesCodes = out.putArray("processes");
    processes.forEach(processesCodes::add);
    location.write(out.putObject("location"));
    if (annualCapacity != null) {
      out.set("annualCapacity", annualCapacity.toJson());
    }
  }
}
