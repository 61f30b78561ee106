package org.assay.attestation.quantity;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.regex.Pattern;
import org.assay.attestation.InvalidValueException;
import org.assay.attestation.Reason;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * How much of a mass is one analyte.
 *
 * @param analyte a chemical symbol or formula, or the trade's name for a sum: {@code Co}, {@code
 *     Li2O}, {@code TREO}; 1 to 16 letters and digits, the first a capital
 * @param fraction its share of the mass, from 0 to 1, at most {@value #MAX_SCALE} decimals
 * @param basis whether the mass that it is a share of is wet or dry
 * @param halfStep how far the true fraction may be from it by rounding alone: half a unit of the
 *     last digit that was given. Two grades are equal whatever digits they were given with
 */
public record Grade(String analyte, BigDecimal fraction, MassBasis basis, BigDecimal halfStep) {
  /** The most decimals of a fraction. */
  public static final int MAX_SCALE = 12;

  /** The unit in statements: percent, as a UNECE Recommendation 20 code. */
  public static final String PERCENT = "P1";

  static final Pattern ANALYTE = Pattern.compile("[A-Z][A-Za-z0-9]{0,15}");
  private static final String P1_ONLY =
      "give percent by mass with unit P1; 10000 ppm (or g/t) are 1 percent";

  /**
   * @throws InvalidValueException if the analyte is no such name or the fraction is out of range
   */
  public Grade {
    requireNonNull(basis);
    if (!ANALYTE.matcher(analyte).matches()) {
      throw new InvalidValueException(
          Rejection.of(
                  Reason.SCHEMA_VIOLATION,
                  "must be a chemical symbol, formula or abbreviation such as Co, Li2O or TREO")
              .at("/analyte"));
    }
    fraction = checked(fraction, "/value");
    if (halfStep.signum() < 0) {
      throw new IllegalArgumentException("a rounding has no negative width");
    }
  }

  /** A grade that is given with no more digits than it needs. */
  public Grade(String analyte, BigDecimal fraction, MassBasis basis) {
    this(
        analyte,
        fraction,
        basis,
        Decimals.isBounded(fraction)
            ? Decimals.shortestHalfStep(fraction.movePointRight(2)).movePointLeft(2)
            : BigDecimal.ZERO);
  }

  /** So many percent, such as {@code Grade.percent("Co", "30.5", MassBasis.DRY)}. */
  public static Grade percent(String analyte, String percent, MassBasis basis) {
    BigDecimal value = new BigDecimal(percent);
    if (!Decimals.isBounded(value)) {
      throw outOfRange("/value");
    }
    return new Grade(
        analyte, value.movePointLeft(2), basis, Decimals.halfStep(value).movePointLeft(2));
  }

  /** The fraction with what was rounded of it. */
  public Rounded rounded() {
    return new Rounded(fraction, halfStep);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Grade grade
        && analyte.equals(grade.analyte)
        && fraction.equals(grade.fraction)
        && basis == grade.basis;
  }

  @Override
  public int hashCode() {
    return Objects.hash(analyte, fraction, basis);
  }

  /**
   * Reads {@code {"analyte","value","unit":"P1","basis"}}; other members are left to the schema.
   *
   * @param pointer where the object is in its document
   * @throws RejectedException with {@code grade-unit-unsupported}, {@code grade-out-of-range} or
   *     {@code schema-violation}
   */
  public static Grade fromJson(JsonNode node, String pointer) throws RejectedException {
    JsonNode unit = node.path("unit");
    if (unit.isTextual() && !unit.textValue().equals(PERCENT)) {
      throw Rejection.of(Reason.GRADE_UNIT_UNSUPPORTED, "a grade is in percent by mass")
          .at(pointer + "/unit")
          .remedy(P1_ONLY)
          .toException();
    }
    if (!unit.isTextual()) {
      throw Rejection.of(Reason.SCHEMA_VIOLATION, "must be P1")
          .at(pointer + "/unit")
          .remedy(P1_ONLY)
          .toException();
    }
    BigDecimal written =
        Decimals.readAsWritten(node.path("value"), Reason.GRADE_OUT_OF_RANGE, pointer + "/value");
    MassBasis basis = Quantity.basis(node.path("basis"), pointer + "/basis");
    try {
      return new Grade(
          node.path("analyte").asText(),
          written.movePointLeft(2),
          basis,
          Decimals.halfStep(written).movePointLeft(2));
    } catch (InvalidValueException e) {
      throw e.rejection().within(pointer).toException();
    }
  }

  /**
   * Reads a number of percent from 0 to 100 as a fraction.
   *
   * @throws RejectedException with {@code grade-out-of-range} or {@code schema-violation}
   */
  public static BigDecimal fractionFromPercent(JsonNode node, String pointer)
      throws RejectedException {
    BigDecimal percent = Decimals.read(node, Reason.GRADE_OUT_OF_RANGE, pointer);
    try {
      return checked(percent.movePointLeft(2), "");
    } catch (InvalidValueException e) {
      throw e.rejection().within(pointer).toException();
    }
  }

  /**
   * Checks a share of a mass and brings it into the one form in which equal shares are equal.
   *
   * @param pointer what the rejection points to, relative to the value being built
   * @throws InvalidValueException if it is not from 0 to 1, or has more than {@value #MAX_SCALE}
   *     decimals
   */
  public static BigDecimal checked(BigDecimal fraction, String pointer) {
    if (fraction.signum() < 0
        || fraction.compareTo(BigDecimal.ONE) > 0
        || !Decimals.isBounded(fraction)
        || Decimals.normal(fraction).scale() > MAX_SCALE) {
      throw outOfRange(pointer);
    }
    return Decimals.normal(fraction);
  }

  /** A fraction as the number of percent that statements write. */
  public static String toPercent(BigDecimal fraction) {
    return Decimals.normal(fraction.movePointRight(2)).toPlainString();
  }

  /** Writes what {@link #fromJson} reads. */
  public ObjectNode toJson() {
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    out.put("analyte", analyte);
    out.put("value", Decimals.written(fraction.movePointRight(2), halfStep.movePointRight(2)));
    out.put("unit", PERCENT);
    out.put("basis", basis.code());
    return out;
  }

  private static InvalidValueException outOfRange(String pointer) {
    return new InvalidValueException(
        Rejection.of(
                Reason.GRADE_OUT_OF_RANGE,
                "a grade is from 0 to 100 percent, with at most " + (MAX_SCALE - 2) + " decimals")
            .at(pointer)
            .remedy("give how many percent of the mass it is: 305 g/kg are 30.5"));
  }
}
