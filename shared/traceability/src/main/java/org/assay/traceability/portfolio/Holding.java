package org.assay.traceability.portfolio;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.assay.attestation.LotId;
import org.assay.attestation.quantity.Quantity;
import org.assay.attestation.quantity.Rational;
import org.assay.traceability.origin.MetalOrigin;
import org.assay.traceability.origin.Origin;
import org.assay.traceability.trace.LotEvidence;
import org.assay.traceability.trace.Trace;
import org.assay.traceability.trace.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A lot of a portfolio: what is left of it, and where that comes from.
 *
 * <p>What is left is the issued mass without what every recorded step consumed, on the basis on
 * which the ledger counts the lot. A step that was revoked gives nothing back, as in a trace: what
 * it made may be listed as well, and must not count a second time.
 *
 * @param verdict the answer about the lot by itself
 * @param issued null where no statement brings the lot forth
 * @param leftMilligrams on the basis of {@code issued}, not below zero; null where it is not known
 * @param metals where each metal comes from, with its amount in all that was issued
 * @param upstream the lots that it is made from
 */
public record Holding(
    LotId lot,
    Verdict verdict,
    @Nullable Quantity issued,
    @Nullable Long leftMilligrams,
    List<MetalOrigin> metals,
    Set<LotId> upstream) {
  public Holding {
    metals = List.copyOf(metals);
    upstream = Set.copyOf(upstream);
  }

  /** The lot of a trace. */
  public static Holding of(Trace trace) {
    LotId lot = trace.evidence().lot();
    Optional<LotEvidence> evidence = trace.evidence().upstream(lot);
    Quantity issued =
        evidence
            .flatMap(LotEvidence::description)
            .map(LotEvidence.Description::quantity)
            .orElse(null);
    Set<LotId> upstream = new TreeSet<>(trace.evidence().upstream().keySet());
    upstream.remove(lot);
    return new Holding(
        lot,
        trace.verdict(),
        issued,
        issued == null ? null : left(evidence.orElseThrow(), issued),
        Origin.of(trace).metals(),
        upstream);
  }

  private static @Nullable Long left(LotEvidence lot, Quantity issued) {
    boolean isOneBasis =
        lot.consumers().stream()
            .flatMap(consumer -> lot.consumption(consumer).stream())
            .allMatch(consumed -> consumed.basis() == issued.basis());
    return isOneBasis ? Math.max(0L, issued.mass().milligrams() - lot.consumedMilligrams()) : null;
  }

  /** How much of a metal is left, in milligrams; empty where that is not known, or nothing is. */
  Optional<Rational> counted(MetalOrigin metal) {
    Rational all = metal.milligrams();
    Long left = leftMilligrams;
    if (all == null || left == null || issued == null || left == 0 || all.signum() == 0) {
      return Optional.empty();
    }
    return Optional.of(all.times(Rational.of(left, issued.mass().milligrams())));
  }

  /** Why the lot is left out of totals, for all metals or for one of them. */
  List<NotCounted> notCounted() {
    if (issued == null) {
      return List.of(new NotCounted(lot, null, NotCounted.Reason.NOT_BROUGHT_FORTH, null));
    }
    Long left = leftMilligrams;
    if (left != null && left == 0) {
      return List.of(new NotCounted(lot, null, NotCounted.Reason.NOTHING_LEFT, Rational.ZERO));
    }
    List<NotCounted> all = new ArrayList<>();
    for (MetalOrigin metal : metals) {
      Rational contained = metal.milligrams();
      // No more metal than mass: that holds for a wet one too.
      Rational most = Rational.of(left == null ? issued.mass().milligrams() : left);
      if (contained == null) {
        all.add(new NotCounted(lot, metal.metal(), NotCounted.Reason.NO_GRADE, most));
      } else if (left == null) {
        all.add(new NotCounted(lot, metal.metal(), NotCounted.Reason.LEFT_UNKNOWN, contained));
      }
    }
    return all;
  }
}
