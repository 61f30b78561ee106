package org.assay.traceability.trace;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.Did;

/**
 * Rule A4: what only a government says comes from the authority of that country: its member of the
 * coalition, or whoever that member accredited itself, and never from somebody who profits by it.
 */
final class NationalAuthority {
  static final String ID = "A4";

  private NationalAuthority() {}

  /**
   * @param recorded a permit or an export certificate
   * @param distance how many accreditations its issuer is from the country's member; empty where
   *     nothing leads there
   * @param parties who gets leave by it
   */
  static Finding judge(Recorded recorded, Optional<Integer> distance, Set<Did> parties) {
    boolean isForItself = parties.contains(recorded.issuer());
    Check.Result result = Check.Result.PASS;
    String end = " comes from the authority of the country";
    if (isForItself) {
      result = Check.Result.FAIL;
      end = " gives its issuer leave by itself";
    } else if (distance.isEmpty()) {
      result = Check.Result.FAIL;
      end = " does not come from an authority of the country";
    } else if (distance.get() > 1) {
      result = Check.Result.WARN;
      end = " comes from somebody whom not the country's member itself accredited";
    }
    return new Finding(
        ID, result, List.of(recorded), List.of(), List.of(), StatementChecks.name(recorded) + end);
  }
}
