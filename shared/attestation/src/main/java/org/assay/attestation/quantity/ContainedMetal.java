package org.assay.attestation.quantity;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.assay.attestation.InvalidValueException;
import org.assay.attestation.Reason;
import org.assay.attestation.Rejection;

/**
 * The metal in a mass: mass × (1 − moisture) × grade × the metal's share of the analyte, exactly.
 *
 * @param metal an element, or the trade's name of a sum
 * @param milligrams how much, not negative
 */
public record ContainedMetal(String metal, Rational milligrams) {
  private static final Rational MILLIGRAMS = Rational.of(1_000_000);

  public ContainedMetal {
    requireNonNull(metal);
    if (milligrams.signum() < 0) {
      throw new IllegalArgumentException("no lot contains less than nothing");
    }
  }

  /**
   * The metal in a quantity of some grade.
   *
   * @throws InvalidValueException with {@code basis-mismatch} or {@code moisture-missing}, naming
   *     both bases, where the grade is a share of another mass than the quantity gives
   */
  public static ContainedMetal of(Quantity quantity, Grade grade) {
    Rational mass =
        grade.basis() == MassBasis.DRY
            ? dry(quantity).orElseThrow(() -> mixed(quantity, grade, Reason.MOISTURE_MISSING))
            : Optional.of(quantity)
                .filter(each -> each.basis() == MassBasis.WET)
                .map(each -> Rational.of(each.mass().milligrams()))
                .orElseThrow(() -> mixed(quantity, grade, Reason.BASIS_MISMATCH));
    return new ContainedMetal(
        Analytes.metal(grade.analyte()),
        mass.times(Rational.of(grade.fraction())).times(Analytes.metalShare(grade.analyte())));
  }

  /** As {@link #of}; empty where the bases cannot be brought together. */
  public static Optional<ContainedMetal> known(Quantity quantity, Grade grade) {
    try {
      return Optional.of(of(quantity, grade));
    } catch (InvalidValueException e) {
      return Optional.empty();
    }
  }

  /** The metal in a quantity, by the one of its grades that tells of it; empty if none does. */
  public static Optional<ContainedMetal> in(Quantity quantity, List<Grade> grades, String metal) {
    return Analytes.grade(grades, metal).flatMap(grade -> known(quantity, grade));
  }

  /**
   * The metal in a quantity in kilograms, with what was rounded of mass, moisture and grade; empty
   * if no grade tells of it.
   */
  public static Optional<Rounded> rounded(Quantity quantity, List<Grade> grades, String metal) {
    Optional<Grade> grade = Analytes.grade(grades, metal);
    Optional<ContainedMetal> contained = grade.flatMap(each -> known(quantity, each));
    if (contained.isEmpty()) {
      return Optional.empty();
    }
    Grade told = grade.get();
    Rounded mass =
        told.basis() == MassBasis.DRY ? quantity.roundedDry().orElseThrow() : quantity.rounded();
    BigDecimal width =
        mass.times(told.rounded())
            .halfStep()
            .multiply(Analytes.metalShare(told.analyte()).toDecimal(12));
    return Optional.of(new Rounded(contained.get().kilograms(), width));
  }

  /** How much, in kilograms, to the milligram. */
  public BigDecimal kilograms() {
    return milligrams.dividedBy(MILLIGRAMS).toDecimal(6);
  }

  /** The exact dry mass in milligrams; empty where the moisture is not known. */
  public static Optional<Rational> dry(Quantity quantity) {
    Rational mass = Rational.of(quantity.mass().milligrams());
    if (quantity.basis() == MassBasis.DRY) {
      return Optional.of(mass);
    }
    return Optional.ofNullable(quantity.moisture())
        .map(moisture -> mass.times(Rational.ONE.minus(Rational.of(moisture))));
  }

  private static InvalidValueException mixed(Quantity quantity, Grade grade, Reason reason) {
    return new InvalidValueException(
        Rejection.of(
                reason,
                "the grade of "
                    + grade.analyte()
                    + " is of the "
                    + grade.basis().code()
                    + " mass, and the quantity is "
                    + quantity.basis().code()
                    + (reason == Reason.MOISTURE_MISSING ? " without its moisture" : ""))
            .remedy("give both on one basis, or the wet quantity with its moisture"));
  }
}
