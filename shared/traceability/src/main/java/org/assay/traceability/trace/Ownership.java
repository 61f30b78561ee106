package org.assay.traceability.trace;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.Did;
import org.assay.attestation.OwnershipControl;

/** Who controls whom, by the newest statement about each party. */
final class Ownership {
  private final Map<Did, Recorded> newest = new HashMap<>();
  private final BigDecimal control;

  /**
   * @param statements any; those that are not about ownership are left aside
   * @param control the share from which on somebody controls
   */
  Ownership(Collection<Recorded> statements, BigDecimal control) {
    this.control = control;
    for (Recorded recorded : statements) {
      if (recorded.said() instanceof OwnershipControl said) {
        newest.merge(said.party(), recorded, Ownership::newer);
      }
    }
  }

  private static Recorded newer(Recorded one, Recorded other) {
    OwnershipControl before = (OwnershipControl) one.said();
    OwnershipControl after = (OwnershipControl) other.said();
    return after.asOf().isBefore(before.asOf()) ? one : other;
  }

  /** What is said of a party. */
  Optional<Recorded> of(Did party) {
    return Optional.ofNullable(newest.get(party));
  }

  /**
   * Who controls a party, itself among them: by DID, and those that have none by their name and
   * country.
   */
  Set<String> controllers(Did party) {
    Set<String> controllers = new LinkedHashSet<>(Set.of(party.value()));
    of(party)
        .map(recorded -> (OwnershipControl) recorded.said())
        .ifPresent(
            said ->
                said.holders().stream()
                    .filter(holder -> holder.share().compareTo(control) >= 0)
                    .forEach(
                        holder ->
                            controllers.add(
                                holder.party() == null
                                    ? holder.name() + ", " + holder.country()
                                    : holder.party().value())));
    return controllers;
  }
}
