package org.assay.attestation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.quantity.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * Says that somebody may work a mine, for which minerals, and from when to when.
 *
 * <p>Issued by the mining authority of the country that the mine is in. Source: BC Mines Act Permit
 * 1.1.1.
 *
 * @param facility the mine
 * @param permitNumber the authority's number of the permit
 * @param status whether it can be used
 * @param permittee who may work the mine
 * @param minerals the minerals that it covers, at least one
 * @param issuedOn the first day of its term
 * @param expiresOn the last day of its term, after the first; null where it has none
 * @param location where the mine is, where that is said
 * @param annualCapacity the most that may be extracted in a year, where there is a limit
 */
public record MinePermit(
    Facility facility,
    String permitNumber,
    PermitStatus status,
    Did permittee,
    Set<Mineral> minerals,
    LocalDate issuedOn,
    @Nullable LocalDate expiresOn,
    @Nullable GeoPoint location,
    @Nullable Quantity annualCapacity)
    implements Attestation {

  public MinePermit {
    requireNonNull(facility);
    Invariants.text(permitNumber, 128, "/permitNumber");
    requireNonNull(status);
    requireNonNull(permittee);
    Invariants.size(minerals, 1, Mineral.values().length, "/minerals");
    minerals = Invariants.ordered(Mineral.class, minerals);
    Invariants.day(issuedOn, "/issuedOn");
    if (expiresOn != null) {
      Invariants.day(expiresOn, "/expiresOn");
    }
    if (expiresOn != null) {
      Invariants.require(
          expiresOn.isAfter(issuedOn),
          Reason.DATES_INCONSISTENT,
          "/expiresOn",
          "it expires on " + expiresOn + ", which is not after its issue on " + issuedOn,
          "end it on " + issuedOn.plusDays(1) + " or later, or leave expiresOn out");
    }
  }

  @Override
  public AttestationType type() {
    return AttestationType.MINE_PERMIT;
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

  /** Whether the permit can be used on a day: it is active, and the day is in its term. */
  public boolean allows(LocalDate day) {
    return status == PermitStatus.ACTIVE
        && !day.isBefore(issuedOn)
        && (expiresOn == null || !day.isAfter(expiresOn));
  }

  static MinePermit read(JsonFields in) throws RejectedException {
    Facility facility = Facility.read(in.object("facility"));
    String permitNumber = in.text("permitNumber");
    PermitStatus status = in.coded("status", PermitStatus::fromCode);
    Did permittee = in.did("permittee");
    EnumSet<Mineral> minerals = EnumSet.noneOf(Mineral.class);
    minerals.addAll(in.codes("minerals", Mineral::fromCode));
    LocalDate issuedOn = in.date("issuedOn");
    LocalDate expiresOn = in.optionalValue("expiresOn", LocalDate::parse);
    GeoPoint location = in.has("location") ? GeoPoint.read(in.object("location")) : null;
    Quantity annualCapacity = in.has("annualCapacity") ? in.quantity("annualCapacity") : null;
    return in.build(
        () ->
            new MinePermit(
                facility,
                permitNumber,
                status,
                permittee,
                minerals,
                issuedOn,
                expiresOn,
                location,
                annualCapacity));
  }

  void write(ObjectNode out) {
    facility.write(out.putObject("facility"));
    out.put("permitNumber", permitNumber);
    out.put("status", status.code());
    out.put("permittee", permittee.value());
    ArrayNode mineralsCodes = out.putArray("minerals");
    minerals.forEach(mineral -> mineralsCodes.add(mineral.code()));
    out.put("issuedOn", issuedOn.toString());
    if (expiresOn != null) {
      out.put("expiresOn", expiresOn.toString());
    }
    if (location != null) {
      location.write(out.putObject("location"));
    }
    if (annualCapacity != null) {
      out.set("annualCapacity", annualCapacity.toJson());
    }
  }
}
