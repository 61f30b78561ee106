package org.assay.traceability.portfolio;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.assay.attestation.quantity.Rational;
import org.jspecify.annotations.Nullable;

/**
 * Finds what would have to be known. Nobody can say beforehand after how many lots it is decided,
 * since that depends on what comes out; but with the largest gaps first it can be said after how
 * many it may be, and that no fewer are enough.
 */
final class ToDecide {
  /** Millionths of a milligram; a running sum of exact fractions would have too many digits. */
  private static final BigInteger FINENESS = BigInteger.TEN.pow(6);

  private final Rational total;
  private final Rational known;
  private final Rational unknown;
  private final Rational threshold;

  /**
   * Masses of what is counted.
   *
   * @param known what the top country has
   */
  ToDecide(Rational total, Rational known, Rational unknown, Rational threshold) {
    this.total = total;
    this.known = known;
    this.unknown = unknown;
    this.threshold = threshold;
  }

  /**
   * @param gaps the largest first
   */
  List<Missing> list(List<StageSum.Gap> gaps, List<NotCounted> uncounted) {
    List<Missing> missing = new ArrayList<>();
    // As long as it is not known how much there is, no share is.
    uncounted.stream()
        .sorted(
            Comparator.comparing(
                    NotCounted::atMostMilligrams,
                    Comparator.<@Nullable Rational>nullsLast(Comparator.naturalOrder()))
                .reversed()
                .thenComparing(NotCounted::lot))
        .forEach(
            each ->
                missing.add(
                    new Missing(
                        each.lot(), each.atMostMilligrams(), List.of(), each.reason(), Set.of())));
    Interval share = new Interval(known.dividedBy(total), known.plus(unknown).dividedBy(total));
    if (Decision.of(share, threshold) == Decision.UNDECIDED) {
      addGaps(gaps, missing);
    }
    return missing;
  }

  private void addGaps(List<StageSum.Gap> gaps, List<Missing> missing) {
    Rational line = threshold.times(total);
    // BELOW needs this much to turn out to be elsewhere, ABOVE more than that to be the top's.
    Rational excess = known.plus(unknown).minus(line);
    Rational room = line.minus(known);
    Set<Decision> open = EnumSet.of(Decision.BELOW, Decision.ABOVE);
    Rational revealed = Rational.ZERO;
    for (int i = 0; i < gaps.size() && !open.isEmpty(); i++) {
      StageSum.Gap gap = gaps.get(i);
      boolean isLast = i == gaps.size() - 1;
      revealed = isLast ? unknown : revealed.plus(floor(gap.milligrams()));
      Set<Decision> now = EnumSet.noneOf(Decision.class);
      if (revealed.compareTo(excess) >= 0 && open.remove(Decision.BELOW)) {
        now.add(Decision.BELOW);
      }
      if (revealed.compareTo(room) > 0 && open.remove(Decision.ABOVE)) {
        now.add(Decision.ABOVE);
      }
      missing.add(new Missing(gap.lot(), gap.milligrams(), List.copyOf(gap.causes()), null, now));
    }
  }

  private static Rational floor(Rational milligrams) {
    return new Rational(
        milligrams.numerator().multiply(FINENESS).divide(milligrams.denominator()), FINENESS);
  }
}
