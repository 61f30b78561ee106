package org.assay.traceability.trace;

import java.util.List;
import java.util.Optional;
import org.assay.attestation.LotId;
import org.assay.attestation.quantity.Quantity;

/** Rule B2 for a certificate: it does not let go more than there is of the lot, exactly. */
final class CertifiedMass {
  private CertifiedMass() {}

  static Finding judge(
      LotId lot, String number, Quantity certified, Quantity issued, List<Recorded> used) {
    Optional<Integer> comparison = compare(certified, issued);
    boolean isTooMuch = comparison.isPresent() && comparison.get() > 0;
    String certificate = "the export certificate " + number;
    return new Finding(
        HandedMass.ID,
        comparison.isEmpty()
            ? Check.Result.UNKNOWN
            : isTooMuch ? Check.Result.FAIL : Check.Result.PASS,
        used,
        comparison.isEmpty() ? List.of("the moisture of what is wet") : List.of(),
        List.of(),
        isTooMuch
            ? certificate
                + " does not agree with "
                + lot
                + ": it is for "
                + text(certified)
                + ", the lot has only "
                + text(issued)
            : comparison.isEmpty()
                ? certificate
                    + " cannot be held against "
                    + lot
                    + ": one mass is wet, the other dry"
                : certificate + " is for no more than there is of " + lot);
  }

  private static String text(Quantity quantity) {
    return quantity.mass() + " " + quantity.basis().code();
  }

  /** Compares masses on one basis, dry where they have two; empty where that is not possible. */
  private static Optional<Integer> compare(Quantity one, Quantity other) {
    if (one.basis() == other.basis()) {
      return Optional.of(one.mass().compareTo(other.mass()));
    }
    return one.dryMass().flatMap(dry -> other.dryMass().map(dry::compareTo));
  }
}
