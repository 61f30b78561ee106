package org.assay.traceability.portfolio;

import java.util.List;
import java.util.Set;
import org.assay.attestation.LotId;
import org.assay.attestation.quantity.Rational;
import org.assay.traceability.origin.Whereabouts;
import org.jspecify.annotations.Nullable;

/**
 * What would have to be known of a lot.
 *
 * @param milligrams the metal of unknown origin; where the lot is not counted, the most that it may
 *     hold, or null if nothing says how much
 * @param causes why the origin is not known; none where the lot is not counted
 * @param notCounted why the lot is not counted; null where it is
 * @param mayDecide what the answer may be as soon as this lot and those before it are known, and
 *     could not be with fewer
 */
public record Missing(
    LotId lot,
    @Nullable Rational milligrams,
    List<Whereabouts.Cause> causes,
    NotCounted.@Nullable Reason notCounted,
    Set<Decision> mayDecide) {
  public Missing {
    causes = List.copyOf(causes);
    mayDecide = Set.copyOf(mayDecide);
  }
}
