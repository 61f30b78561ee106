package org.assay.attestation.quantity;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Objects;
import org.assay.attestation.InvalidValueException;
import org.assay.attestation.Reason;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * How much of an analyte a lot is said to contain. It follows from mass and grade where both are
 * given; stated by itself it can be held against them, and bills of lading do state it.
 *
 * @param analyte as in a {@link Grade}
 * @param mass how much there is of it
 * @param halfStep how far the true mass may be from it by rounding alone, in kilograms; two are
 *     equal whatever digits they were given with
 */
public record DeclaredMetal(String analyte, Mass mass, BigDecimal halfStep) {
  /**
   * @throws InvalidValueException if the analyte is no such name
   */
  public DeclaredMetal {
    requireNonNull(mass);
    if (!Grade.ANALYTE.matcher(analyte).matches()) {
      throw new InvalidValueException(
          Rejection.of(
                  Reason.SCHEMA_VIOLATION,
                  "must be a chemical symbol, formula or abbreviation such as Co, Li2O or TREO")
              .at("/analyte")
              .remedy("name the analyte as in the grades"));
    }
    if (halfStep.signum() < 0) {
      throw new IllegalArgumentException("a rounding has no negative width");
    }
  }

  /** One that is given with no more digits than it needs. */
  public DeclaredMetal(String analyte, Mass mass) {
    this(analyte, mass, Decimals.shortestHalfStep(mass.kilograms()));
  }

  /** The mass in kilograms with what was rounded of it. */
  public Rounded rounded() {
    return new Rounded(mass.kilograms(), halfStep);
  }

  /**
   * Reads {@code {"analyte","value","unit"}}.
   *
   * @param pointer where the object is in its document
   * @throws RejectedException with the reasons of a mass in {@link Quantity#fromJson}
   */
  public static DeclaredMetal fromJson(JsonNode node, String pointer) throws RejectedException {
    MassUnit unit = Quantity.unit(node.path("unit"), pointer + "/unit");
    BigDecimal value =
        Decimals.readAsWritten(node.path("value"), Reason.MASS_OUT_OF_RANGE, pointer + "/value");
    Mass mass = Quantity.mass(value, unit, pointer);
    try {
      return new DeclaredMetal(
          node.path("analyte").asText(), mass, unit.kilograms(Decimals.halfStep(value)));
    } catch (InvalidValueException e) {
      throw e.rejection().within(pointer).toException();
    }
  }

  /** Writes what {@link #fromJson} reads, in kilograms. */
  public ObjectNode toJson() {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    out.put("analyte", analyte);
    out.put("value", Decimals.written(mass.kilograms(), halfStep));
    out.put("unit", MassUnit.KGM.code());
    return out;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DeclaredMetal declared
        && analyte.equals(declared.analyte)
        && mass.equals(declared.mass);
  }

  @Override
  public int hashCode() {
    return Objects.hash(analyte, mass);
  }
}
