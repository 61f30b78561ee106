package org.assay.traceability.portfolio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assay.attestation.quantity.Rational;
import org.assay.traceability.origin.Stage;
import org.jspecify.annotations.Nullable;

/**
 * How one stage of one metal is spread over countries.
 *
 * @param total the contained metal that is counted, in milligrams, above zero
 * @param masses where the stage was done to it
 * @param top the country with the largest known share, the first by code of equal ones; null where
 *     none is known
 * @param topShare the share of that country, or of any if none is known, with lots that are not
 *     counted at their best and worst
 * @param decision how that stands to the threshold
 * @param hhi the Herfindahl-Hirschman index of what is counted, from 0 to 1
 * @param missing what would have to be known for a decision, in order; empty where there is one
 */
public record Concentration(
    Stage stage,
    Rational total,
    StageMasses masses,
    @Nullable String top,
    Interval topShare,
    Decision decision,
    Interval hhi,
    List<Missing> missing) {
  public Concentration {
    missing = List.copyOf(missing);
  }

  /**
   * @param uncounted the lots whose metal is not known and could be some of this
   */
  static Concentration of(
      Stage stage, Rational total, StageSum sum, List<NotCounted> uncounted, Rational threshold) {
    StageMasses masses = sum.masses();
    Rational unknown = masses.unknownMass();
    String top = null;
    Rational known = Rational.ZERO;
    for (Map.Entry<String, Rational> country : masses.countries().entrySet()) {
      if (country.getValue().compareTo(known) > 0) {
        top = country.getKey();
        known = country.getValue();
      }
    }
    Interval share = withUncounted(total, known, unknown, uncounted);
    Decision decision = Decision.of(share, threshold);
    List<Rational> shares = new ArrayList<>();
    masses.countries().values().forEach(mass -> shares.add(mass.dividedBy(total)));
    return new Concentration(
        stage,
        total,
        masses,
        top,
        share,
        decision,
        Herfindahl.of(shares, unknown.dividedBy(total)),
        decision == Decision.UNDECIDED
            ? new ToDecide(total, known, unknown, threshold).list(sum.gaps(), uncounted)
            : List.of());
  }

  /**
   * With x more metal, of which a country has from none to all, its share goes from known / (total
   * + x) to (known + unknown + x) / (total + x): the first falls with x and the second rises.
   */
  private static Interval withUncounted(
      Rational total, Rational known, Rational unknown, List<NotCounted> uncounted) {
    Rational more = Rational.ZERO;
    for (NotCounted each : uncounted) {
      Rational most = each.atMostMilligrams();
      if (most == null) {
        return Interval.ANY_SHARE;
      }
      more = more.plus(most);
    }
    Rational all = total.plus(more);
    return new Interval(known.dividedBy(all), known.plus(unknown).plus(more).dividedBy(all));
  }

  /**
   * The share of a country, of what is counted: what is known, and that with all of the unknown.
   */
  public Interval share(String country) {
    Rational known = masses.countries().getOrDefault(country, Rational.ZERO);
    return new Interval(known.dividedBy(total), known.plus(masses.unknownMass()).dividedBy(total));
  }
}
