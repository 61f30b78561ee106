package org.assay.traceability.trace;

import static org.assay.traceability.trace.Kilograms.kilograms;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.assay.attestation.LotId;
import org.assay.attestation.quantity.ContainedMetal;
import org.assay.attestation.quantity.Quantity;
import org.assay.attestation.quantity.Rational;

/**
 * Rule B2: what is handed over of a lot is what is there of it, as scales go: not more than it was
 * issued with, and not less than what nobody consumed.
 */
final class HandedMass {
  static final String ID = "B2";

  private HandedMass() {}

  /**
   * @param issued what the lot was issued with
   * @param consumed what was consumed of it before
   * @param handed what is handed over
   */
  static Finding judge(
      LotId lot,
      Quantity issued,
      List<Quantity> consumed,
      Quantity handed,
      Bounds.Tolerance tolerance,
      List<Recorded> used) {
    boolean isOneBasis =
        issued.basis() == handed.basis()
            && consumed.stream().allMatch(each -> each.basis() == issued.basis());
    Optional<BigDecimal> there = kilogramsOf(issued, isOneBasis);
    Optional<BigDecimal> given = kilogramsOf(handed, isOneBasis);
    BigDecimal gone = BigDecimal.ZERO;
    boolean isKnown = there.isPresent() && given.isPresent();
    for (Quantity each : consumed) {
      Optional<BigDecimal> mass = kilogramsOf(each, isOneBasis);
      isKnown &= mass.isPresent();
      gone = gone.add(mass.orElse(BigDecimal.ZERO));
    }
    String sentence =
        kilograms(handed.mass().milligrams())
            + " "
            + handed.basis().code()
            + " of "
            + lot
            + " are handed over, and it was issued with "
            + kilograms(issued.mass().milligrams())
            + " "
            + issued.basis().code();
    if (!isKnown) {
      return new Finding(
          ID,
          Check.Result.UNKNOWN,
          used,
          List.of("the moisture of what is wet"),
          List.of(),
          sentence + ": a wet and a dry mass cannot be compared");
    }
    BigDecimal left = there.orElseThrow().subtract(gone);
    BigDecimal excess = given.orElseThrow().subtract(there.orElseThrow());
    BigDecimal lack = left.subtract(given.orElseThrow());
    Check.Result tooMuch = tolerance.judge(excess, there.orElseThrow());
    // A lot may have been used up or handed over in part; what is short of the lot is metal lost.
    Check.Result tooLittle = tolerance.judge(lack, there.orElseThrow());
    return new Finding(
        ID,
        tooMuch == Check.Result.PASS ? tooLittle : tooMuch,
        used,
        List.of(),
        List.of(
            new Check.Figure("handed over", given.orElseThrow(), "kg"),
            new Check.Figure("issued", there.orElseThrow(), "kg"),
            new Check.Figure("left", left, "kg")),
        sentence
            + (gone.signum() == 0 ? "" : ", of which " + Kilograms.text(left) + " kg were left"));
  }

  private static Optional<BigDecimal> kilogramsOf(Quantity quantity, boolean asGiven) {
    return asGiven
        ? Optional.of(Kilograms.of(quantity.mass().milligrams()))
        : ContainedMetal.dry(quantity)
            .map(mass -> mass.dividedBy(Rational.of(1_000_000)).toDecimal(6));
  }
}
