package org.assay.traceability.trace;

import static org.assay.traceability.trace.Kilograms.kilograms;

import java.util.List;
import java.util.Optional;
import org.assay.attestation.LotId;
import org.assay.attestation.quantity.Quantity;
import org.assay.attestation.quantity.Rounded;

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
    Optional<Rounded> there = kilogramsOf(issued, isOneBasis);
    Optional<Rounded> given = kilogramsOf(handed, isOneBasis);
    Rounded gone = Rounded.ZERO;
    boolean isKnown = there.isPresent() && given.isPresent();
    for (Quantity each : consumed) {
      Optional<Rounded> mass = kilogramsOf(each, isOneBasis);
      isKnown &= mass.isPresent();
      gone = gone.plus(mass.orElse(Rounded.ZERO));
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
    Rounded all = there.orElseThrow();
    Rounded left = all.minus(gone);
    Rounded excess = given.orElseThrow().minus(all);
    Rounded lack = left.minus(given.orElseThrow());
    Check.Result tooMuch = tolerance.judge(excess.value(), all.value(), excess.halfStep());
    // A lot may have been used up or handed over in part; what is short of the lot is metal lost.
    Check.Result tooLittle = tolerance.judge(lack.value(), all.value(), lack.halfStep());
    Check.Result result = tooMuch == Check.Result.PASS ? tooLittle : tooMuch;
    return new Finding(
        ID,
        result,
        used,
        result == Check.Result.UNKNOWN ? List.of(Kilograms.MORE_DIGITS) : List.of(),
        List.of(
            new Check.Figure("handed over", given.orElseThrow().value(), "kg"),
            new Check.Figure("issued", all.value(), "kg"),
            new Check.Figure("left", left.value(), "kg")),
        sentence
            + (gone.value().signum() == 0
                ? ""
                : ", of which " + Kilograms.text(left.value()) + " kg were left")
            + (result == Check.Result.UNKNOWN ? Kilograms.TOO_ROUGH : ""));
  }

  private static Optional<Rounded> kilogramsOf(Quantity quantity, boolean asGiven) {
    return asGiven ? Optional.of(quantity.rounded()) : quantity.roundedDry();
  }
}
