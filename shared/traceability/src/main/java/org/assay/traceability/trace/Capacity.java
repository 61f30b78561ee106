package org.assay.traceability.trace;

import java.util.List;
import java.util.stream.Stream;
import org.assay.attestation.quantity.Quantity;
import org.assay.attestation.quantity.Rounded;

/**
 * Rule C5: what a facility brings forth or takes in within a year is no more than it can. A trace
 * sees the lots on its way and no others, so it can find too much, but not enough.
 */
final class Capacity {
  static final String ID = "C5";

  private Capacity() {}

  /**
   * @param what what is counted, in words, such as {@code lots of Works in 2026}
   * @param counted the quantities that are known
   * @param capacity the most in a year
   * @param isAll whether these are all that there are
   */
  static Finding judge(
      String what,
      List<Quantity> counted,
      Quantity capacity,
      boolean isAll,
      Bounds.Tolerance tolerance,
      List<Recorded> used) {
    boolean isOneBasis = counted.stream().allMatch(each -> each.basis() == capacity.basis());
    boolean isDry =
        Stream.concat(counted.stream(), Stream.of(capacity))
            .allMatch(each -> each.roundedDry().isPresent());
    if (!isOneBasis && !isDry) {
      return new Finding(
          ID,
          Check.Result.UNKNOWN,
          used,
          List.of("the moisture of what is wet"),
          List.of(),
          what + " and the capacity are on two bases, which cannot be compared");
    }
    Rounded most = mass(capacity, isOneBasis);
    Rounded sum =
        counted.stream().map(each -> mass(each, isOneBasis)).reduce(Rounded.ZERO, Rounded::plus);
    Rounded excess = sum.minus(most);
    Check.Result judged = tolerance.judge(excess.value(), most.value(), excess.halfStep());
    boolean isPartial = judged == Check.Result.PASS && !isAll;
    return new Finding(
        ID,
        isPartial ? Check.Result.UNKNOWN : judged,
        used,
        isPartial
            ? List.of("the other " + what)
            : judged == Check.Result.UNKNOWN ? List.of(Kilograms.MORE_DIGITS) : List.of(),
        List.of(
            new Check.Figure("counted", sum.value(), "kg"),
            new Check.Figure("capacity", most.value(), "kg")),
        what
            + " come to "
            + Kilograms.text(sum.value())
            + " kg, and "
            + Kilograms.text(most.value())
            + " kg are the most in a year"
            + (isPartial ? "; others are not part of this trace" : ""));
  }

  private static Rounded mass(Quantity quantity, boolean asGiven) {
    return asGiven ? quantity.rounded() : quantity.roundedDry().orElseThrow();
  }
}
