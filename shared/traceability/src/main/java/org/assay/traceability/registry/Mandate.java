package org.assay.traceability.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assay.attestation.CountryCode;

/**
 * A time for which a party was a member and spoke for the same countries. What was, is kept:
 * statements are judged by the countries for which their issuer spoke at their entry, whatever the
 * charter says now.
 */
public record Mandate(Set<CountryCode> countries, Term term) {
  public Mandate {
    countries = Set.copyOf(countries);
  }

  /** These mandates after a charter that names the countries. */
  static List<Mandate> renewed(List<Mandate> before, Set<CountryCode> countries, long index) {
    if (!before.isEmpty()) {
      Mandate last = before.get(before.size() - 1);
      if (last.term().until() == null && last.countries().equals(countries)) {
        return before;
      }
    }
    List<Mandate> mandates = new ArrayList<>(ended(before, index));
    mandates.add(new Mandate(countries, Term.since(index)));
    return mandates;
  }

  /** These mandates after a charter that does not name their party. */
  static List<Mandate> ended(List<Mandate> before, long index) {
    return before.stream()
        .map(mandate -> new Mandate(mandate.countries(), mandate.term().endedBy(index)))
        .toList();
  }
}
