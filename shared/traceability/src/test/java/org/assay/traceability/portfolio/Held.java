package org.assay.traceability.portfolio;

import static org.assay.traceability.testing.Say.lot;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.attestation.CountryCode;
import org.assay.attestation.FacilityId;
import org.assay.attestation.quantity.Mass;
import org.assay.attestation.quantity.Quantity;
import org.assay.attestation.quantity.Rational;
import org.assay.traceability.origin.MetalOrigin;
import org.assay.traceability.origin.Shares;
import org.assay.traceability.origin.Stage;
import org.assay.traceability.origin.Whereabouts;
import org.assay.traceability.trace.Verdict;
import org.jspecify.annotations.Nullable;

/** Lots of a portfolio, with as little as a test has to say of them. */
final class Held {
  private Held() {}

  static Whereabouts in(String country) {
    return new Whereabouts.Place(
        new CountryCode(country), new FacilityId("urn:test:facility:" + country));
  }

  static Whereabouts unknown() {
    return new Whereabouts.Unknown(Whereabouts.Cause.MISSING);
  }

  /** Shares of a whole: a place, then its weight, and so on. */
  static Shares shares(Object... placesAndWeights) {
    long all = 0;
    for (int i = 1; i < placesAndWeights.length; i += 2) {
      all += (Integer) placesAndWeights[i];
    }
    SortedMap<Whereabouts, Rational> shares = new TreeMap<>();
    for (int i = 0; i < placesAndWeights.length; i += 2) {
      int weight = (Integer) placesAndWeights[i + 1];
      if (weight > 0) {
        shares.put((Whereabouts) placesAndWeights[i], Rational.of(weight, all));
      }
    }
    return new Shares(shares);
  }

  /** A metal that was mined as the shares say, and to which nothing else was done. */
  static MetalOrigin metal(String metal, @Nullable Rational milligrams, Shares mined) {
    Map<Stage, Shares> stages = new EnumMap<>(Stage.class);
    Map<Stage, SortedSet<Whereabouts>> through = new EnumMap<>(Stage.class);
    for (Stage stage : Stage.values()) {
      stages.put(stage, stage == Stage.MINED ? mined : shares(new Whereabouts.NotDone(), 1));
      through.put(stage, new TreeSet<>());
    }
    return new MetalOrigin(
        metal, milligrams, MetalOrigin.Weight.METAL, stages, through, null, true);
  }

  /** A lot of cobalt of which nothing is consumed; its name is that of the mass, too. */
  static Holding cobalt(String name, long kilograms, Object... placesAndWeights) {
    return holding(
        name, kilograms, metal("Co", Rational.of(kilograms * 1_000_000), shares(placesAndWeights)));
  }

  static Holding holding(String name, long kilograms, MetalOrigin... metals) {
    Mass mass = Mass.ofKilograms(kilograms);
    return new Holding(
        lot(name), Verdict.PASS, Quantity.dry(mass), mass.milligrams(), List.of(metals), Set.of());
  }

  static Portfolio portfolio(Holding... holdings) {
    return Portfolio.of(List.of(holdings), Portfolio.EU_2024_1252);
  }

  /** How the first metal was mined. */
  static Concentration mined(Holding... holdings) {
    return portfolio(holdings).metals().get(0).stages().get(0);
  }

  /** The lots that are named as missing. */
  static List<String> missing(Concentration concentration) {
    List<String> names = new ArrayList<>();
    concentration.missing().forEach(each -> names.add(each.lot().value()));
    return names;
  }
}
