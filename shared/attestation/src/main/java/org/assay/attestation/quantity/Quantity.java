package org.assay.attestation.quantity;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import org.assay.attestation.InvalidValueException;
import org.assay.attestation.Reason;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * A mass with what it needs to be compared to another: whether its moisture is in it, and how much
 * moisture that is.
 *
 * @param mass the mass on its basis
 * @param basis wet or dry
 * @param moisture the share of a wet mass that is water, from 0 up to but not 1, at most {@value
 *     #MAX_MOISTURE_SCALE} decimals; null where it is not known, and with a dry mass
 * @param halfStep how far the true mass may be from it by rounding alone, in kilograms: half a unit
 *     of the last digit that was given. Two quantities are equal whatever digits they were given
 *     with
 * @param moistureHalfStep the same of the moisture; zero where there is none
 */
public record Quantity(
    Mass mass,
    MassBasis basis,
    @Nullable BigDecimal moisture,
    BigDecimal halfStep,
    BigDecimal moistureHalfStep) {
  /** The most decimals of a moisture. */
  public static final int MAX_MOISTURE_SCALE = 9;

  /**
   * @throws InvalidValueException if the moisture is out of range, or given with a dry mass
   */
  public Quantity {
    requireNonNull(mass);
    requireNonNull(basis);
    if (moisture != null) {
      if (basis == MassBasis.DRY) {
        throw new InvalidValueException(
            Rejection.of(Reason.BASIS_MISMATCH, "a dry mass has no moisture")
                .at("/moisture")
                .remedy("leave the moisture out, or give the wet mass with basis wet"));
      }
      if (moisture.signum() < 0
          || moisture.compareTo(BigDecimal.ONE) >= 0
          || !Decimals.isBounded(moisture)
          || Decimals.normal(moisture).scale() > MAX_MOISTURE_SCALE) {
        throw new InvalidValueException(
            Rejection.of(
                    Reason.MOISTURE_OUT_OF_RANGE,
                    "a moisture is a share from 0 up to but not 1, with at most "
                        + MAX_MOISTURE_SCALE
                        + " decimals")
                .at("/moisture")
                .remedy("write 8.5 % as 0.085"));
      }
      moisture = Decimals.normal(moisture);
    }
    if (halfStep.signum() < 0 || moistureHalfStep.signum() < 0) {
      throw new IllegalArgumentException("a rounding has no negative width");
    }
  }

  /** A quantity that is given with no more digits than it needs. */
  public Quantity(Mass mass, MassBasis basis, @Nullable BigDecimal moisture) {
    this(
        mass,
        basis,
        moisture,
        Decimals.shortestHalfStep(mass.kilograms()),
        moisture == null || !Decimals.isBounded(moisture)
            ? BigDecimal.ZERO
            : Decimals.shortestHalfStep(moisture));
  }

  /** So many kilograms, with the digits that are given, such as {@code 400.0}. */
  public static Quantity ofKilograms(String kilograms, MassBasis basis, @Nullable String moisture) {
    BigDecimal mass = new BigDecimal(kilograms);
    BigDecimal share = moisture == null ? null : new BigDecimal(moisture);
    return new Quantity(
        Mass.of(mass, MassUnit.KGM),
        basis,
        share,
        Decimals.halfStep(mass),
        share == null ? BigDecimal.ZERO : Decimals.halfStep(share));
  }

  /** A dry mass. */
  public static Quantity dry(Mass mass) {
    return new Quantity(mass, MassBasis.DRY, null);
  }

  /** A wet mass of unknown moisture. */
  public static Quantity wet(Mass mass) {
    return new Quantity(mass, MassBasis.WET, null);
  }

  /** A wet mass whose moisture is given as a decimal number, such as {@code 0.085}. */
  public static Quantity wet(Mass mass, String moisture) {
    return new Quantity(mass, MassBasis.WET, new BigDecimal(moisture));
  }

  /**
   * The mass without its moisture, rounded down to the milligram; empty where the moisture is not
   * known, or nothing of a milligram is left.
   */
  public Optional<Mass> dryMass() {
    if (basis == MassBasis.DRY) {
      return Optional.of(mass);
    }
    return moisture == null ? Optional.empty() : mass.share(BigDecimal.ONE.subtract(moisture));
  }

  /** The mass in kilograms with what was rounded of it. */
  public Rounded rounded() {
    return new Rounded(mass.kilograms(), halfStep);
  }

  /** The same without the moisture; empty where that is not known. */
  public Optional<Rounded> roundedDry() {
    if (basis == MassBasis.DRY) {
      return Optional.of(rounded());
    }
    return Optional.ofNullable(moisture)
        .map(share -> new Rounded(BigDecimal.ONE.subtract(share), moistureHalfStep))
        .map(rounded()::times);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Quantity quantity
        && mass.equals(quantity.mass)
        && basis == quantity.basis
        && Objects.equals(moisture, quantity.moisture);
  }

  @Override
  public int hashCode() {
    return Objects.hash(mass, basis, moisture);
  }

  /**
   * Reads {@code {"value","unit","basis","moisture"?}}.
   *
   * @param pointer where the object is in its document
   * @throws RejectedException with the reason of its first fault: {@code mass-unit-missing}, {@code
   *     mass-unit-unsupported}, {@code mass-not-positive}, {@code mass-out-of-range}, {@code
   *     moisture-out-of-range}, {@code basis-mismatch}, or {@code schema-violation} for anything
   *     that the schema says
   */
  public static Quantity fromJson(JsonNode node, String pointer) throws RejectedException {
    if (!node.isObject()) {
      throw Rejection.of(Reason.SCHEMA_VIOLATION, "must be an object").at(pointer).toException();
    }
    MassUnit unit = unit(node.path("unit"), pointer + "/unit");
    BigDecimal value =
        Decimals.readAsWritten(node.path("value"), Reason.MASS_OUT_OF_RANGE, pointer + "/value");
    Mass mass = mass(value, unit, pointer);
    MassBasis basis = basis(node.path("basis"), pointer + "/basis");
    JsonNode moisture = node.path("moisture");
    BigDecimal share =
        moisture.isMissingNode()
            ? null
            : Decimals.readAsWritten(moisture, Reason.MOISTURE_OUT_OF_RANGE, pointer + "/moisture");
    try {
      return new Quantity(
          mass,
          basis,
          share,
          unit.kilograms(Decimals.halfStep(value)),
          share == null ? BigDecimal.ZERO : Decimals.halfStep(share));
    } catch (InvalidValueException e) {
      throw e.rejection().within(pointer).toException();
    }
  }

  /** The mass of a number and its unit, refused at the pointer of the object that has both. */
  static Mass mass(BigDecimal value, MassUnit unit, String pointer) throws RejectedException {
    try {
      return Mass.of(value, unit);
    } catch (InvalidValueException e) {
      throw e.rejection().within(pointer + "/value").toException();
    }
  }

  /** Writes what {@link #fromJson} reads, in kilograms. */
  public ObjectNode toJson() {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    out.put("value", Decimals.written(mass.kilograms(), halfStep));
    out.put("unit", MassUnit.KGM.code());
    out.put("basis", basis.code());
    if (moisture != null) {
      out.put("moisture", Decimals.written(moisture, moistureHalfStep));
    }
    return out;
  }

  static MassBasis basis(JsonNode node, String pointer) throws RejectedException {
    return MassBasis.fromCode(node.asText())
        .filter(found -> node.isTextual())
        .orElseThrow(
            () ->
                Rejection.of(Reason.SCHEMA_VIOLATION, "must be wet or dry")
                    .at(pointer)
                    .remedy("wet: as weighed; dry: without its moisture")
                    .toException());
  }

  static MassUnit unit(JsonNode node, String pointer) throws RejectedException {
    if (node.isMissingNode() || node.isNull() || (node.isTextual() && node.textValue().isBlank())) {
      throw Rejection.of(Reason.MASS_UNIT_MISSING, "the mass has no unit")
          .at(pointer)
          .remedy(MassUnit.remedyFor(""))
          .toException();
    }
    if (!node.isTextual()) {
      throw Rejection.of(Reason.SCHEMA_VIOLATION, "must be a string").at(pointer).toException();
    }
    String code = node.textValue();
    Optional<MassUnit> unit = MassUnit.fromCode(code);
    if (unit.isEmpty()) {
      String shown = code.length() > 20 ? code.substring(0, 20) + "…" : code;
      throw Rejection.of(
              Reason.MASS_UNIT_UNSUPPORTED, "the unit " + shown + " of the mass is not supported")
          .at(pointer)
          .remedy(MassUnit.remedyFor(code))
          .toException();
    }
    return unit.get();
  }
}
