package org.assay.traceability.portfolio;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assay.attestation.quantity.Rational;
import org.assay.traceability.origin.Whereabouts;

/**
 * Where a stage was done to the metal of a portfolio, in milligrams of contained metal. The three
 * add up to exactly the total.
 *
 * @param countries by country code
 * @param unknown by cause
 * @param notDone what the stage was not done to
 */
public record StageMasses(
    SortedMap<String, Rational> countries,
    SortedMap<Whereabouts.Cause, Rational> unknown,
    Rational notDone) {
  public StageMasses {
    countries = Collections.unmodifiableSortedMap(new TreeMap<>(countries));
    unknown = Collections.unmodifiableSortedMap(new TreeMap<>(unknown));
  }

  /** What is not known, for whatever cause. */
  public Rational unknownMass() {
    return Sum.of(List.copyOf(unknown.values()));
  }
}
