package org.assay.attestation.quantity;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.assay.attestation.Reason;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Rejection;

/** Decimal numbers of foreign documents, bounded before any arithmetic is done with them. */
public final class Decimals {
  /**
   * The most digits of a number, and the most places that its first digit may be from the point.
   * BigDecimal adds, scales and prints in time and memory proportional to the exponent, so 1e999999
   * must be refused before it meets another number.
   */
  static final int MAX_DIGITS = 60;

  private static final int MAX_CHARACTERS = 128;
  private static final int MAX_WRITTEN = 12;
  private static final BigInteger FIVE = BigInteger.valueOf(5);

  // The grammar of a number in RFC 8259 §6, so that a number and a string mean the same.
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
  private static final Pattern NOT_FINITE = Pattern.compile("[+-]?(NaN|Inf|Infinity)");

  private Decimals() {}

  /**
   * Reads a JSON number, or a JSON string with the same grammar.
   *
   * @param outOfRange the reason where it is a number but beyond every bound
   * @param pointer where it is in its document
   * @throws RejectedException with that reason, or {@code schema-violation} where it is no number
   */
  public static BigDecimal read(JsonNode node, Reason outOfRange, String pointer)
      throws RejectedException {
    return normal(readAsWritten(node, outOfRange, pointer));
  }

  /** As {@link #read}, with the digits that were given: the scale tells how many. */
  static BigDecimal readAsWritten(JsonNode node, Reason outOfRange, String pointer)
      throws RejectedException {
    if (node.isNumber()) {
      return bounded(node.decimalValue(), outOfRange, pointer);
    }
    if (!node.isTextual()) {
      throw notANumber(pointer);
    }
    String text = node.textValue();
    if (NOT_FINITE.matcher(text).matches()) {
      throw Rejection.of(outOfRange, text + " is not a finite number")
          .at(pointer)
          .remedy("give the number itself, such as 12.5")
          .toException();
    }
    if (!NUMBER.matcher(text).matches()) {
      throw notANumber(pointer);
    }
    if (text.length() > MAX_CHARACTERS) { // reading digits takes time quadratic in their number
      throw unbounded(outOfRange, pointer);
    }
    try {
      return bounded(new BigDecimal(text), outOfRange, pointer);
    } catch (NumberFormatException e) { // an exponent of more than 32 bits
      throw unbounded(outOfRange, pointer);
    }
  }

  private static BigDecimal bounded(BigDecimal value, Reason outOfRange, String pointer)
      throws RejectedException {
    if (value.signum() == 0) { // 0e999999999 has a scale too
      return Math.abs(value.scale()) <= MAX_DIGITS ? value : BigDecimal.ZERO;
    }
    long leading = (long) value.precision() - value.scale();
    if (value.precision() > MAX_DIGITS || Math.abs(leading) > MAX_DIGITS) {
      throw unbounded(outOfRange, pointer);
    }
    return value;
  }

  /**
   * Half a unit of the last digit of a number as it is written: how far it may be from what was
   * rounded. A plain 0 stands for none, and is exact.
   */
  static BigDecimal halfStep(BigDecimal written) {
    return written.signum() == 0 && written.scale() <= 0
        ? BigDecimal.ZERO
        : BigDecimal.valueOf(5, written.scale() + 1);
  }

  /** The half step of a number that is written with no more digits than it needs. */
  static BigDecimal shortestHalfStep(BigDecimal value) {
    BigDecimal normal = normal(value);
    return halfStep(normal.scale() < 0 ? normal.setScale(0) : normal);
  }

  /** A number with the digits that it was given with, as far as a plain decimal can show them. */
  static String written(BigDecimal value, BigDecimal halfStep) {
    BigDecimal normal = normal(value);
    BigDecimal half = normal(halfStep);
    int needed = Math.max(0, normal.scale());
    boolean isOfOneDigit = half.unscaledValue().equals(FIVE);
    int given = isOfOneDigit ? Math.min(half.scale() - 1, MAX_WRITTEN) : 0;
    return normal.setScale(Math.max(needed, given)).toPlainString();
  }

  /** The one representation of a number, so that equal numbers are equal records. */
  public static BigDecimal normal(BigDecimal value) {
    return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
  }

  /** Whether adding or scaling the number is cheap. */
  public static boolean isBounded(BigDecimal value) {
    return value.signum() == 0
        || (value.precision() <= MAX_DIGITS
            && Math.abs((long) value.precision() - value.scale()) <= MAX_DIGITS);
  }

  private static RejectedException unbounded(Reason outOfRange, String pointer) {
    return Rejection.of(
            outOfRange,
            "the number has more than "
                + MAX_DIGITS
                + " digits, or its first digit is further than that from the decimal point")
        .at(pointer)
        .remedy("round it to what was measured")
        .toException();
  }

  private static RejectedException notANumber(String pointer) {
    return Rejection.of(
            Reason.SCHEMA_VIOLATION, "must be a decimal number, or a string with one, such as 12.5")
        .at(pointer)
        .remedy("write digits with a point, without a unit or a thousands separator")
        .toException();
  }
}
