package org.assay.traceability.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assay.attestation.CountryCode;
import org.assay.attestation.CustodyTransfer;
import org.assay.attestation.LotId;

/**
 * Rule D3: the legs of a lot's way join, and a leg across a border says which countries it passed,
 * sealed or handled.
 */
final class Route {
  static final String ID = "D3";

  private Route() {}

  /**
   * @param start the country in which the lot came forth; empty where that is not known
   * @param legs its transfers in order, at least one
   * @param end the country in which it was used after them; empty where it was not
   */
  static Finding judge(
      LotId lot, Optional<CountryCode> start, List<Recorded> legs, Optional<CountryCode> end) {
    Optional<CountryCode> at = start;
    List<String> missing = new ArrayList<>();
    for (Recorded leg : legs) {
      CustodyTransfer transfer = (CustodyTransfer) leg.said();
      CountryCode from = transfer.fromCountry();
      CountryCode to = transfer.toCountry();
      if (at.isPresent() && !at.get().equals(from)) {
        return broken(lot, legs, at.get(), from);
      }
      if (!from.equals(to) && transfer.route().isEmpty()) {
        missing.add("the countries between " + from + " and " + to);
      }
      at = Optional.of(to);
    }
    if (end.isPresent() && at.isPresent() && !at.equals(end)) {
      return broken(lot, legs, at.get(), end.get());
    }
    return new Finding(
        ID,
        missing.isEmpty() ? Check.Result.PASS : Check.Result.UNKNOWN,
        legs,
        missing,
        List.of(),
        missing.isEmpty()
            ? "the way of " + lot + " is named without a gap"
            : "the way of " + lot + " is not named: " + String.join(", ", missing));
  }

  private static Finding broken(
      LotId lot, List<Recorded> legs, CountryCode left, CountryCode found) {
    return new Finding(
        ID,
        Check.Result.FAIL,
        legs,
        List.of("how it came from " + left + " to " + found),
        List.of(),
        lot + " was in " + left + ", and then in " + found + ": no leg is stated between them");
  }
}
