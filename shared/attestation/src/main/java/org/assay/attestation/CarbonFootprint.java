package org.assay.attestation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Says how much greenhouse gas a tonne of a lot, or of what a facility makes, stands for.
 *
 * <p>Issued by the operator, with leave of the authority of the country, with a verifier where
 * there is one. Source: UNTP 0.7 {@code performanceClaim}; ISO 14067; Catena-X PCF.
 *
 * @param about the lot or the facility
 * @param value kilograms of CO2 equivalent a tonne, above zero
 * @param boundary which part of its life is in it
 * @param method how it was found
 * @param periodFrom the first day of the period
 * @param periodTo the last day of the period, not before the first
 * @param verifier who verified it
 */
public record CarbonFootprint(
    About about,
    BigDecimal value,
    FootprintBoundary boundary,
    String method,
    LocalDate periodFrom,
    LocalDate periodTo,
    @Nullable Did verifier)
    implements Attestation {

  public CarbonFootprint {
    requireNonNull(about);
    value = Invariants.positive(value, "/value");
    requireNonNull(boundary);
    Invariants.text(method, 256, "/method");
    Invariants.day(periodFrom, "/periodFrom");
    Invariants.day(periodTo, "/periodTo");
    Invariants.require(
        !periodTo.isBefore(periodFrom),
        Reason.DATES_INCONSISTENT,
        "/periodTo",
        "the period ends on " + periodTo + ", before it begins on " + periodFrom);
  }

  @Override
  public AttestationType type() {
    return AttestationType.CARBON_FOOTPRINT;
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

  static CarbonFootprint read(JsonFields in) throws RejectedException {
    About about = About.read(in.object("about"));
    BigDecimal value = in.decimal("value");
    FootprintBoundary boundary = in.coded("boundary", FootprintBoundary::fromCode);
    String method = in.text("method");
    LocalDate periodFrom = in.date("periodFrom");
    LocalDate periodTo = in.date("periodTo");
    Did verifier = in.optionalValue("verifier", Did::new);
    return in.build(
        () -> new CarbonFootprint(about, value, boundary, method, periodFrom, periodTo, verifier));
  }

  void write(ObjectNode out) {
    about.write(out.putObject("about"));
    out.put("value", value.toPlainString());
    out.put("boundary", boundary.code());
    out.put("method", method);
    out.put("periodFrom", periodFrom.toString());
    out.put("periodTo", periodTo.toString());
    if (verifier != null) {
      out.put("verifier", verifier.value());
    }
  }
}
