package org.assay.traceability.trace;

import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assay.attestation.AssessorLevel;
import org.assay.attestation.CustodyModel;
import org.assay.attestation.Did;
import org.assay.attestation.EsgConformity;
import org.assay.attestation.Facility;
import org.assay.attestation.FacilityId;
import org.assay.attestation.FacilityRecord;
import org.assay.attestation.LotConversion;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.MassBalanceStatement;
import org.assay.attestation.MinePermit;
import org.assay.attestation.Mineral;
import org.assay.attestation.SiteInspection;
import org.assay.attestation.Transformation;
import org.assay.attestation.quantity.Analytes;
import org.assay.attestation.quantity.ContainedMetal;
import org.assay.attestation.quantity.Quantity;
import org.assay.attestation.quantity.Rounded;
import org.assay.traceability.registry.Authority;
import org.jspecify.annotations.Nullable;

/**
 * Checks what is said of a facility on the way against what was done there, as far as the evidence
 * for one lot shows it. None of it decides: a trace does not see all that a facility does.
 */
final class FacilityChecks {
  private static final Bounds BOUNDS = Bounds.current();

  private final Evidence evidence;
  private final Checks checks;
  private final Ownership ownership;

  /** What the evidence shows of one facility. */
  private static final class Site {
    final List<Facility> named = new ArrayList<>();
    final List<Recorded> mined = new ArrayList<>();
    final List<Recorded> steps = new ArrayList<>();
    final List<Recorded> said = new ArrayList<>();

    List<Recorded> all() {
      List<Recorded> all = new ArrayList<>(mined);
      all.addAll(steps);
      all.addAll(said);
      return all;
    }
  }

  FacilityChecks(Evidence evidence, Checks checks, Ownership ownership) {
    this.evidence = evidence;
    this.checks = checks;
    this.ownership = ownership;
  }

  void run() {
    sites().values().forEach(this::check);
  }

  private Map<FacilityId, Site> sites() {
    Map<FacilityId, Site> sites = new LinkedHashMap<>();
    Set<Long> seen = new TreeSet<>();
    for (LotEvidence lot : evidence.upstream().values()) {
      for (Recorded recorded : lot.statements()) {
        if (evidence.stands(recorded) && seen.add(recorded.ref().index())) {
          add(recorded, sites);
        }
      }
    }
    evidence
        .facilities()
        .values()
        .forEach(
            about ->
                about.statements().stream()
                    .filter(evidence::stands)
                    .forEach(recorded -> add(recorded, sites)));
    return sites;
  }

  private static void add(Recorded recorded, Map<FacilityId, Site> sites) {
    Facility facility = facility(recorded);
    if (facility == null) {
      return;
    }
    Site site = sites.computeIfAbsent(facility.id(), any -> new Site());
    site.named.add(facility);
    if (recorded.said() instanceof LotOrigin) {
      site.mined.add(recorded);
    } else if (recorded.said() instanceof LotConversion) {
      site.steps.add(recorded);
    } else {
      site.said.add(recorded);
    }
  }

  private static @Nullable Facility facility(Recorded recorded) {
    if (recorded.said() instanceof LotOrigin origin) {
      return origin.facility();
    }
    if (recorded.said() instanceof LotConversion conversion) {
      return conversion.facility();
    }
    if (recorded.said() instanceof FacilityRecord record) {
      return record.facility();
    }
    if (recorded.said() instanceof MinePermit permit) {
      return permit.facility();
    }
    if (recorded.said() instanceof SiteInspection inspection) {
      return inspection.facility();
    }
    if (recorded.said() instanceof MassBalanceStatement books) {
      return books.facility();
    }
    return recorded.said() instanceof EsgConformity conformity ? conformity.facility() : null;
  }

  private void check(Site site) {
    String about = site.named.get(0).id().value();
    List<Recorded> records =
        site.said.stream().filter(each -> each.said() instanceof FacilityRecord).toList();
    checks.advise(
        Check.Rule.AGREEMENT,
        about,
        Identifiers.judge(
            site.named, records, records.isEmpty() ? site.all().subList(0, 1) : records));
    Set<Did> operators = operators(site);
    for (Recorded recorded : site.said) {
      checkSource(about, recorded, operators);
    }
    checkCapacity(site);
    checkBooks(site);
    checkCredits(site);
  }

  private static Set<Did> operators(Site site) {
    Set<Did> operators = new TreeSet<>();
    for (Recorded recorded : site.all()) {
      if (recorded.said() instanceof LotOrigin origin) {
        operators.add(origin.operator());
      } else if (recorded.said() instanceof LotConversion) {
        operators.add(recorded.issuer());
      } else if (recorded.said() instanceof FacilityRecord record) {
        operators.add(record.operator());
      } else if (recorded.said() instanceof MinePermit permit) {
        operators.add(permit.permittee());
      } else if (recorded.said() instanceof MassBalanceStatement books) {
        operators.add(books.operator());
      }
    }
    return operators;
  }

  /** Rules A4 and A6: who says what of a facility. */
  private void checkSource(String about, Recorded recorded, Set<Did> operators) {
    if (recorded.said() instanceof MinePermit permit) {
      checks.advise(
          Check.Rule.PERMIT,
          about,
          NationalAuthority.judge(
              recorded,
              Authority.distance(
                  evidence.registry(),
                  recorded.statement(),
                  recorded.ref().index(),
                  recorded.ref().at()),
              Set.of(permit.permittee())));
    } else if (recorded.said() instanceof EsgConformity
        || recorded.said() instanceof MassBalanceStatement
        || recorded.said() instanceof SiteInspection) {
      boolean isOwn =
          recorded.said() instanceof EsgConformity conformity
              && conformity.assessorLevel() == AssessorLevel.SELF;
      checks.advise(
          Check.Rule.INDEPENDENCE,
          about,
          Independence.judge(
              recorded,
              DocumentChecks.speaksForCountry(evidence, recorded),
              isOwn,
              operators,
              ownership));
    }
  }

  /** Rule C5, by the calendar year, which is what capacities are stated for. */
  private void checkCapacity(Site site) {
    for (Recorded recorded : site.said) {
      if (recorded.said() instanceof MinePermit permit) {
        Quantity capacity = permit.annualCapacity();
        if (capacity != null) {
          checkMined(site, recorded, permit, capacity);
        }
      } else if (recorded.said() instanceof FacilityRecord record) {
        Quantity capacity = record.annualCapacity();
        if (capacity != null) {
          checkTakenIn(site, recorded, record, capacity);
        }
      }
    }
  }

  private void checkMined(Site site, Recorded recorded, MinePermit permit, Quantity capacity) {
    Map<Integer, List<Recorded>> byYear = new TreeMap<>();
    for (Recorded mined : site.mined) {
      LotOrigin origin = (LotOrigin) mined.said();
      // What was mined over the turn of a year is in neither: it can only add to what is there.
      if (permit.minerals().contains(origin.mineral())
          && origin.extractedFrom().getYear() == origin.extractedTo().getYear()
          && permit.allows(origin.extractedTo())) {
        byYear.computeIfAbsent(origin.extractedTo().getYear(), any -> new ArrayList<>()).add(mined);
      }
    }
    byYear.forEach(
        (year, lots) ->
            checkCapacity(
                recorded,
                permit.facility(),
                "lots mined at " + permit.facility().name() + " in " + year,
                capacity,
                lots,
                lots.stream().map(each -> ((LotOrigin) each.said()).quantity()).toList()));
  }

  private void checkTakenIn(
      Site site, Recorded recorded, FacilityRecord record, Quantity capacity) {
    Map<Integer, List<Recorded>> byYear = new TreeMap<>();
    for (Recorded step : site.steps) {
      byYear.computeIfAbsent(year(step), any -> new ArrayList<>()).add(step);
    }
    byYear.forEach(
        (year, steps) ->
            checkCapacity(
                recorded,
                record.facility(),
                "lots taken in at " + record.facility().name() + " in " + year,
                capacity,
                steps,
                steps.stream()
                    .flatMap(each -> ((LotConversion) each.said()).inputs().stream())
                    .map(Transformation.Input::quantity)
                    .toList()));
  }

  private static int year(Recorded step) {
    return ((LotConversion) step.said()).endedAt().atOffset(ZoneOffset.UTC).getYear();
  }

  private void checkCapacity(
      Recorded source,
      Facility facility,
      String what,
      Quantity capacity,
      List<Recorded> counted,
      List<Quantity> quantities) {
    List<Recorded> used = new ArrayList<>(List.of(source));
    used.addAll(counted);
    checks.advise(
        Check.Rule.CAPACITY,
        facility.id().value(),
        Capacity.judge(what, quantities, capacity, false, BOUNDS.agreement(), used));
  }

  /** Rule C6: each period closes, and begins with what the one before ended with. */
  private void checkBooks(Site site) {
    Map<Mineral, List<Recorded>> byMineral = new TreeMap<>();
    for (Recorded recorded : site.said) {
      if (recorded.said() instanceof MassBalanceStatement books) {
        checkVariance(books, recorded);
        byMineral.computeIfAbsent(books.mineral(), any -> new ArrayList<>()).add(recorded);
      }
    }
    for (List<Recorded> all : byMineral.values()) {
      all.sort(Comparator.comparing(each -> ((MassBalanceStatement) each.said()).periodFrom()));
      for (int i = 1; i < all.size(); i++) {
        checkNext(all.get(i - 1), all.get(i));
      }
    }
  }

  private void checkVariance(MassBalanceStatement statement, Recorded recorded) {
    PeriodBalance.Period period =
        new PeriodBalance.Period(
            rounded(statement.opening()),
            rounded(statement.receipts()),
            rounded(statement.consumed()),
            rounded(statement.lost()),
            rounded(statement.sold()),
            rounded(statement.closing()));
    if (period.throughput().value().signum() == 0) {
      return;
    }
    checks.advise(
        Check.Rule.BALANCE,
        statement.facility().name(),
        PeriodBalance.judge(
            name(statement)
                + " from "
                + statement.periodFrom()
                + " to "
                + statement.periodTo()
                + ",",
            period,
            BOUNDS.closing(),
            List.of(recorded)));
  }

  private static String name(MassBalanceStatement statement) {
    return statement.facility().name() + ", for its " + statement.mineral().code();
  }

  private void checkNext(Recorded before, Recorded after) {
    MassBalanceStatement earlier = (MassBalanceStatement) before.said();
    MassBalanceStatement later = (MassBalanceStatement) after.said();
    if (earlier.periodFrom().equals(later.periodFrom())) {
      return; // Two books of one period, not one after the other.
    }
    List<Recorded> used = List.of(before, after);
    if (!later.periodFrom().equals(earlier.periodTo().plusDays(1))) {
      checks.advise(
          Check.Rule.BALANCE,
          PeriodBalance.ID,
          Check.Result.WARN,
          earlier.facility().name(),
          used,
          name(earlier)
              + ", ends a period on "
              + earlier.periodTo()
              + " and begins the next on "
              + later.periodFrom());
      return;
    }
    Quantity closing = earlier.closing();
    Quantity opening = later.opening();
    if (closing != null && opening != null && closing.basis() != opening.basis()) {
      checks.advise(
          Check.Rule.BALANCE,
          PeriodBalance.ID,
          Check.Result.UNKNOWN,
          earlier.facility().name(),
          used,
          name(earlier) + ", ends a period wet and begins the next dry, or the other way round");
      return;
    }
    checks.advise(
        Check.Rule.BALANCE,
        earlier.facility().name(),
        PeriodBalance.judgeContiguous(
            name(earlier) + ",", rounded(closing), rounded(opening), used));
  }

  private static Rounded rounded(@Nullable Quantity quantity) {
    return quantity == null ? Rounded.ZERO : quantity.rounded();
  }

  /** Rule C7, for each metal that is traded, by the calendar year. */
  private void checkCredits(Site site) {
    Map<Integer, List<Recorded>> byYear = new TreeMap<>();
    for (Recorded step : site.steps) {
      if (((LotConversion) step.said()).custodyModel() == CustodyModel.MASS_BALANCE) {
        byYear.computeIfAbsent(year(step), any -> new ArrayList<>()).add(step);
      }
    }
    byYear.forEach(
        (year, steps) -> {
          Set<String> metals = new TreeSet<>();
          for (Recorded step : steps) {
            for (Transformation.Output output : ((LotConversion) step.said()).outputs()) {
              metals.add(Analytes.metal(output.mineral()));
            }
          }
          metals.forEach(metal -> checkCredits(site, year, steps, metal));
        });
  }

  private void checkCredits(Site site, int year, List<Recorded> steps, String metal) {
    Rounded in = Rounded.ZERO;
    Rounded out = Rounded.ZERO;
    boolean isInComplete = true;
    for (Recorded step : steps) {
      LotConversion conversion = (LotConversion) step.said();
      for (Transformation.Input input : conversion.inputs()) {
        Optional<Rounded> contained =
            evidence
                .upstream(input.lot())
                .flatMap(LotEvidence::description)
                .flatMap(lot -> ContainedMetal.rounded(input.quantity(), lot.grades(), metal));
        isInComplete &= contained.isPresent();
        in = in.plus(contained.orElse(Rounded.ZERO));
      }
      for (Transformation.Output output : conversion.outputs()) {
        out =
            out.plus(
                ContainedMetal.rounded(output.quantity(), output.grades(), metal)
                    .orElse(Rounded.ZERO));
      }
    }
    // No route brings forth more metal than goes in.
    checks.advise(
        Check.Rule.BALANCE,
        site.named.get(0).name(),
        CreditBalance.judge(
            site.named.get(0).name() + " in " + year + " (" + metal + ")",
            in,
            isInComplete,
            out,
            BigDecimal.ONE,
            false,
            BOUNDS.closing(),
            steps));
  }
}
