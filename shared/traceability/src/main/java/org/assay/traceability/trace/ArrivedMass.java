package org.assay.traceability.trace;

import static org.assay.traceability.trace.Kilograms.kilograms;

import java.util.List;
import org.assay.attestation.LotId;
import org.assay.attestation.quantity.Quantity;

/** Rule B2 between the two ends of a transfer: what was sent is what arrived, as scales go. */
final class ArrivedMass {
  private ArrivedMass() {}

  static Finding judge(
      LotId lot, Quantity sent, Quantity arrived, Bounds.Tolerance tolerance, List<Recorded> used) {
    boolean isDry = sent.roundedDry().isPresent() && arrived.roundedDry().isPresent();
    boolean isComparable = isDry || sent.basis() == arrived.basis();
    String sentence =
        text(sent, isDry) + " of " + lot + " were sent, and " + text(arrived, isDry) + " arrived";
    if (!isComparable) {
      return new Finding(
          HandedMass.ID,
          Check.Result.UNKNOWN,
          used,
          List.of("the moisture of what is wet"),
          List.of(),
          sentence + ": one is wet and one dry, which cannot be compared");
    }
    var before = isDry ? sent.roundedDry().orElseThrow() : sent.rounded();
    var after = isDry ? arrived.roundedDry().orElseThrow() : arrived.rounded();
    Check.Result result = tolerance.judge(after, before);
    return new Finding(
        HandedMass.ID,
        result,
        used,
        result == Check.Result.UNKNOWN ? List.of(Kilograms.MORE_DIGITS) : List.of(),
        List.of(
            new Check.Figure("sent", before.value(), "kg"),
            new Check.Figure("arrived", after.value(), "kg")),
        sentence + (result == Check.Result.UNKNOWN ? Kilograms.TOO_ROUGH : ""));
  }

  private static String text(Quantity quantity, boolean isDry) {
    return isDry
        ? Kilograms.text(quantity.roundedDry().orElseThrow().value()) + " kg dry"
        : kilograms(quantity.mass().milligrams());
  }
}
