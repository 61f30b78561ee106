package org.assay.traceability.portfolio;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.attestation.LotId;
import org.assay.attestation.quantity.Rational;
import org.assay.traceability.origin.Shares;
import org.assay.traceability.origin.Stage;
import org.assay.traceability.origin.Whereabouts;

/** Adds up the parts of a portfolio for one metal and stage, exactly. */
final class StageSum {
  /**
   * What is not known of one part.
   *
   * @param milligrams above zero
   */
  record Gap(LotId lot, Rational milligrams, SortedSet<Whereabouts.Cause> causes) {}

  /** One part, by country, cause and not done. */
  private record Terms(
      Part part,
      SortedMap<String, Rational> countries,
      SortedMap<Whereabouts.Cause, Rational> unknown,
      Rational notDone) {
    static Terms of(Part part, Stage stage) {
      Shares shares = part.origin().shares(stage);
      SortedMap<String, Rational> countries = new TreeMap<>();
      shares
          .countries()
          .forEach((country, share) -> countries.put(country, part.milligrams().times(share)));
      SortedMap<Whereabouts.Cause, Rational> unknown = new TreeMap<>();
      for (Map.Entry<Whereabouts, Rational> share : shares.of().entrySet()) {
        if (share.getKey() instanceof Whereabouts.Unknown known) {
          unknown.put(known.cause(), part.milligrams().times(share.getValue()));
        }
      }
      return new Terms(
          part,
          countries,
          unknown,
          part.milligrams().times(shares.share(new Whereabouts.NotDone())));
    }

    static Terms tooFine(Part part) {
      SortedMap<Whereabouts.Cause, Rational> unknown = new TreeMap<>();
      unknown.put(Whereabouts.Cause.TOO_FINE, part.milligrams());
      return new Terms(part, new TreeMap<>(), unknown, Rational.ZERO);
    }

    Set<BigInteger> denominators() {
      Set<BigInteger> all = new HashSet<>();
      countries.values().forEach(mass -> all.add(mass.denominator()));
      unknown.values().forEach(mass -> all.add(mass.denominator()));
      all.add(notDone.denominator());
      return all;
    }

    long bits() {
      return denominators().stream().mapToLong(BigInteger::bitLength).sum();
    }
  }

  private final List<Terms> terms;

  /** The parts in any order; the sums do not depend on it. */
  StageSum(List<Part> parts, Stage stage, Effort effort) {
    List<Terms> all = new ArrayList<>();
    parts.forEach(part -> all.add(Terms.of(part, stage)));
    // The simplest first, so that one lot with endless digits does not make the others unknown.
    all.sort(Comparator.comparingLong(Terms::bits).thenComparing(each -> each.part().lot()));
    this.terms = new ArrayList<>();
    Set<BigInteger> denominators = new HashSet<>();
    SortedSet<Object> keys = new TreeSet<>(Comparator.comparing(Object::toString));
    long bits = 0;
    int known = 0;
    for (Terms each : all) {
      for (BigInteger denominator : each.denominators()) {
        bits += denominators.add(denominator) ? denominator.bitLength() : 0;
      }
      if (bits > Effort.MAX_BITS) {
        break;
      }
      keys.addAll(each.countries().keySet());
      keys.addAll(each.unknown().keySet());
      known++;
    }
    if (!effort.allows(keys.size() + 1, Math.min(bits, Effort.MAX_BITS))) {
      known = 0;
    }
    for (int i = 0; i < all.size(); i++) {
      terms.add(i < known ? all.get(i) : Terms.tooFine(all.get(i).part()));
    }
  }

  StageMasses masses() {
    Map<String, List<Rational>> countries = new TreeMap<>();
    Map<Whereabouts.Cause, List<Rational>> unknown = new TreeMap<>();
    List<Rational> notDone = new ArrayList<>();
    for (Terms each : terms) {
      each.countries()
          .forEach(
              (key, mass) -> countries.computeIfAbsent(key, any -> new ArrayList<>()).add(mass));
      each.unknown()
          .forEach((key, mass) -> unknown.computeIfAbsent(key, any -> new ArrayList<>()).add(mass));
      notDone.add(each.notDone());
    }
    return new StageMasses(sums(countries), sums(unknown), Sum.of(notDone));
  }

  private static <K> SortedMap<K, Rational> sums(Map<K, List<Rational>> lists) {
    SortedMap<K, Rational> sums = new TreeMap<>();
    lists.forEach((key, list) -> sums.put(key, Sum.of(list)));
    return sums;
  }

  /** The parts of which something is not known, the largest gap first, equal ones by name. */
  List<Gap> gaps() {
    List<Gap> gaps = new ArrayList<>();
    for (Terms each : terms) {
      if (!each.unknown().isEmpty()) {
        gaps.add(
            new Gap(
                each.part().lot(),
                Sum.of(List.copyOf(each.unknown().values())),
                new TreeSet<>(each.unknown().keySet())));
      }
    }
    gaps.sort(
        Comparator.comparing(Gap::milligrams, Comparator.reverseOrder()).thenComparing(Gap::lot));
    return gaps;
  }
}
