package org.assay.traceability.trace;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assay.attestation.Facility;
import org.assay.attestation.FacilityRecord;

/**
 * Rule B6: an identifier is a scheme and a value, and names one thing. A facility is in one country
 * whoever names it, and has one number in a register.
 */
final class Identifiers {
  static final String ID = "B6";

  private Identifiers() {}

  /**
   * @param named the facility as each statement names it, at least once
   * @param records what registers say of it
   */
  static Finding judge(List<Facility> named, List<Recorded> records, List<Recorded> used) {
    String facility = named.get(0).id().value();
    Set<String> countries = new TreeSet<>();
    named.forEach(each -> countries.add(each.country().value()));
    if (countries.size() > 1) {
      return finding(
          Check.Result.FAIL,
          used,
          List.of(),
          facility + " is said to be in " + String.join(" and in ", countries));
    }
    Map<String, String> numbers = new HashMap<>();
    for (Recorded recorded : records) {
      FacilityRecord record = (FacilityRecord) recorded.said();
      String other = numbers.putIfAbsent(record.idScheme(), record.registeredId());
      if (other != null && !other.equals(record.registeredId())) {
        return finding(
            Check.Result.FAIL,
            used,
            List.of(),
            facility
                + " has the numbers "
                + other
                + " and "
                + record.registeredId()
                + " in the register "
                + record.idScheme());
      }
    }
    return records.isEmpty()
        ? finding(
            Check.Result.UNKNOWN,
            used,
            List.of("a record of " + facility + " in a register"),
            facility + " is named alike by all, and no register says which facility that is")
        : finding(
            Check.Result.PASS,
            used,
            List.of(),
            facility + " is named alike by all, and has one number in each register");
  }

  private static Finding finding(
      Check.Result result, List<Recorded> used, List<String> missing, String sentence) {
    return new Finding(ID, result, used, missing, List.of(), sentence);
  }
}
