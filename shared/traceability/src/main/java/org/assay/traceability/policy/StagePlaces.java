package org.assay.traceability.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.assay.attestation.CountryCode;
import org.assay.attestation.CustodyModel;
import org.assay.attestation.FacilityId;
import org.assay.attestation.quantity.Rational;
import org.assay.traceability.origin.MetalOrigin;
import org.assay.traceability.origin.Shares;
import org.assay.traceability.origin.Stage;
import org.assay.traceability.origin.Whereabouts;
import org.assay.traceability.trace.Check;
import org.assay.traceability.trace.LotEvidence;
import org.assay.traceability.trace.Recorded;

/**
 * Looks for a place where some stage should not have been done to the metal of a lot. Each place on
 * the way counts and not only the last, so shares alone do not do.
 *
 * @param excluded where a stage was done that should not have been there, each in words
 * @param open why more cannot be said, each in words
 * @param places where the stages were done
 * @param used the statements that bring forth the lots on the way at these places
 * @param numbers the share of each country in each stage, of what is not known, and of what the
 *     stage was not done to
 */
record StagePlaces(
    List<String> excluded,
    List<String> open,
    SortedSet<CountryCode> places,
    List<Recorded> used,
    List<Check.Figure> numbers) {
  private static final int SHARE_DECIMALS = 8;

  /**
   * @param everyMetal whether the other metals of the lot count, and not only the one that it is
   *     traded for
   * @param isExcluded whether a stage should not have been done in a country
   */
  static StagePlaces of(
      Case subject, Set<Stage> stages, boolean everyMetal, Predicate<CountryCode> isExcluded) {
    Search search = new Search(subject, isExcluded);
    List<MetalOrigin> metals = subject.origin().metals();
    if (metals.isEmpty()) {
      search.open.add("no statement brings the lot forth");
    }
    if (!subject.trace().evidence().notFollowed().isEmpty()) {
      search.open.add(
          subject.trace().evidence().notFollowed().size()
              + " lots further upstream are past the limit of this trace");
    }
    for (MetalOrigin metal : everyMetal ? metals : metals.subList(0, Math.min(1, metals.size()))) {
      stages.forEach(stage -> search.look(metal, stage));
      search.lookAtModel(metal);
    }
    return new StagePlaces(
        List.copyOf(search.excluded),
        List.copyOf(search.open),
        search.places,
        search.used(),
        search.numbers);
  }

  /** What came of it; a place that should not be there is not outweighed by what is not known. */
  Check.Result result() {
    return !excluded.isEmpty()
        ? Check.Result.FAIL
        : open.isEmpty() ? Check.Result.PASS : Check.Result.UNKNOWN;
  }

  /** The countries of the places, for a sentence. */
  String countries() {
    return places.isEmpty() ? "nowhere" : "in " + list(places);
  }

  static String list(Collection<CountryCode> countries) {
    return String.join(", ", countries.stream().map(CountryCode::value).toList());
  }

  /** The search and what it has found so far. */
  private static final class Search {
    private final Case subject;
    private final Predicate<CountryCode> isExcluded;
    private final Set<String> excluded = new LinkedHashSet<>();
    private final Set<String> open = new LinkedHashSet<>();
    private final SortedSet<CountryCode> places = new TreeSet<>();
    private final Set<FacilityId> facilities = new TreeSet<>();
    private final Set<FacilityId> excludedFacilities = new TreeSet<>();
    private final List<Check.Figure> numbers = new ArrayList<>();

    Search(Case subject, Predicate<CountryCode> isExcluded) {
      this.subject = subject;
      this.isExcluded = isExcluded;
    }

    void look(MetalOrigin metal, Stage stage) {
      Shares shares = metal.shares(stage);
      boolean isPhysical = metal.model().map(CustodyModel::isPhysical).orElse(true);
      for (Whereabouts where : metal.places(stage)) {
        if (where instanceof Whereabouts.Place place) {
          places.add(place.country());
          facilities.add(place.facility());
          if (isExcluded.test(place.country())) {
            // What is attributed by mass balance or by certificates need not be in the lot.
            boolean isCertain = isPhysical || shares.share(place).signum() > 0;
            (isCertain ? excluded : open)
                .add(metal.metal() + (isCertain ? " was " : " may have been ") + at(stage, place));
            if (isCertain) {
              excludedFacilities.add(place.facility());
            }
          }
        } else if (where instanceof Whereabouts.Unknown unknown && shares.unknown().signum() == 0) {
          open.add(
              "whether some of the "
                  + metal.metal()
                  + " was "
                  + stage.code()
                  + " elsewhere before is not known: "
                  + unknown.cause().sentence());
        }
      }
      for (Map.Entry<Whereabouts, Rational> share : shares.of().entrySet()) {
        if (share.getKey() instanceof Whereabouts.Unknown unknown) {
          open.add(
              "where "
                  + percent(share.getValue())
                  + " of the "
                  + metal.metal()
                  + " was "
                  + stage.code()
                  + " is not known: "
                  + unknown.cause().sentence());
        }
      }
      number(metal, stage, shares);
    }

    void lookAtModel(MetalOrigin metal) {
      metal
          .model()
          .filter(model -> !model.isPhysical())
          .ifPresent(
              model ->
                  open.add(
                      "a step on the way of the "
                          + metal.metal()
                          + " keeps it apart by "
                          + model.code()
                          + " only, which proves no physical origin"));
    }

    private String at(Stage stage, Whereabouts.Place place) {
      String name = subject.origin().names().get(place.facility());
      return stage.code()
          + " in "
          + place.country().displayName()
          + " ("
          + place.country()
          + ") at "
          + (name == null ? place.facility().value() : name);
    }

    private void number(MetalOrigin metal, Stage stage, Shares shares) {
      SortedMap<String, Rational> named = new TreeMap<>();
      shares
          .countries()
          .forEach((country, share) -> named.put(stage.code() + " in " + country, share));
      named.forEach((name, share) -> number(metal.metal() + " " + name, share));
      Rational unknown = shares.unknown();
      if (unknown.signum() > 0) {
        number(metal.metal() + " " + stage.code() + ", where is not known", unknown);
      }
      Rational notDone = shares.share(new Whereabouts.NotDone());
      if (notDone.signum() > 0) {
        number(metal.metal() + " not " + stage.code(), notDone);
      }
    }

    private void number(String name, Rational share) {
      numbers.add(new Check.Figure(name, share.toDecimal(SHARE_DECIMALS).stripTrailingZeros(), ""));
    }

    private static String percent(Rational share) {
      String percent =
          share.times(Rational.of(100)).toDecimal(2).stripTrailingZeros().toPlainString();
      return (percent.equals("0") ? "less than 0.01" : percent) + " %";
    }

    /** Those of the places that should not be there, or else of all of them. */
    List<Recorded> used() {
      Set<FacilityId> at = excludedFacilities.isEmpty() ? facilities : excludedFacilities;
      SortedMap<Long, Recorded> used = new TreeMap<>();
      for (LotEvidence lot : subject.trace().evidence().upstream().values()) {
        lot.origin()
            .filter(
                recorded -> recorded.statement().broughtForthAt().filter(at::contains).isPresent())
            .ifPresent(recorded -> used.put(recorded.ref().index(), recorded));
      }
      return List.copyOf(used.values());
    }
  }
}
