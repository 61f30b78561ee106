package org.assay.traceability.assurance;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.AttestationType;
import org.assay.attestation.Facility;
import org.assay.attestation.FacilityId;
import org.assay.attestation.Mineral;
import org.assay.traceability.origin.Stage;
import org.assay.traceability.trace.Recorded;
import org.assay.traceability.trace.Trace;
import org.assay.traceability.trace.Trusted;
import org.jspecify.annotations.Nullable;

/**
 * What was said of the facilities in a lot's chain, and what of it counts for the lot: a permit, an
 * inspection, a certificate or a capacity says nothing of a lot by itself. It counts for what was
 * done at its facility to lots of the chain, on days within its term, where its scope has the
 * mineral and the stage. The days of the events decide, not today. A pure function of the trace.
 */
public final class FacilityEvidence {
  private final Trusted trusted;
  private final List<SiteEvent> events;
  private final Map<FacilityId, List<SiteStatement>> said = new HashMap<>();
  private final List<Site> sites;

  /**
   * A statement and one thing that was done.
   *
   * @param doubt why it does not count for that; empty if it does
   */
  public record Standing(SiteStatement said, Optional<Doubt> doubt) {
    /** Whether it counts, be it for the facility or against it. */
    public boolean counts() {
      return doubt.isEmpty();
    }
  }

  /** A facility of the chain and what was done there. */
  public record Site(Facility facility, List<Use> uses) {
    public Site {
      uses = List.copyOf(uses);
    }
  }

  /**
   * What a facility was used for: the events there of one process, stage and minerals.
   *
   * @param process what was done
   * @param stage the stage that it is of; null where it is of none, or of one that is not known
   * @param minerals what came of it that is in the chain
   * @param events how many there were
   * @param from the first day of any
   * @param to the last day of any
   * @param rows what was said of the facility, the newest first
   */
  public record Use(
      String process,
      @Nullable Stage stage,
      Set<Mineral> minerals,
      int events,
      LocalDate from,
      LocalDate to,
      List<Row> rows) {
    public Use {
      rows = List.copyOf(rows);
    }
  }

  /**
   * A statement about a facility and what the facility was used for.
   *
   * @param countsFor for how many of the events it counts
   * @param doubts for how many it does not, by the cause
   */
  public record Row(SiteStatement said, int countsFor, Map<Doubt, Integer> doubts) {
    public Row {
      EnumMap<Doubt, Integer> copy = new EnumMap<>(Doubt.class);
      copy.putAll(doubts);
      doubts = Collections.unmodifiableMap(copy);
    }
  }

  private record Key(FacilityId facility, String process, @Nullable Stage stage, Set<Mineral> of) {}

  private FacilityEvidence(Trace trace) {
    this.trusted = new Trusted(trace);
    this.events = SiteEvent.of(trace.evidence());
    for (SiteEvent event : events) {
      FacilityId id = event.facility().id();
      if (trace.evidence().facilities().containsKey(id) && !said.containsKey(id)) {
        said.put(id, newestFirst(trace.evidence().about(event.facility()).toList()));
      }
    }
    this.sites = gather();
  }

  /** What counts for the lot of a trace. */
  public static FacilityEvidence of(Trace trace) {
    return new FacilityEvidence(trace);
  }

  /** The facilities of the chain, in the order in which the ledger first tells of their part. */
  public List<Site> sites() {
    return sites;
  }

  /** All that was done to the lot and to what it is made from, in the order of the ledger. */
  public List<SiteEvent> events() {
    return events;
  }

  /** Which of what was said of its facility counts for an event of the chain, newest first. */
  public List<Standing> at(SiteEvent event) {
    List<Standing> standings = new ArrayList<>();
    Set<List<String>> replaced = new HashSet<>();
    for (SiteStatement each : said.getOrDefault(event.facility().id(), List.of())) {
      Optional<Doubt> doubt = doubt(each, event);
      if (doubt.isEmpty() && replaced.contains(each.series())) {
        doubt = Optional.of(Doubt.SUPERSEDED);
      }
      standings.add(new Standing(each, doubt));
      if (replacesOlder(each, event)) {
        replaced.add(each.series());
      }
    }
    return standings;
  }

  /** The certificates that count for an event, newest first. */
  List<SiteStatement> certificates(SiteEvent event) {
    return at(event).stream()
        .filter(Standing::counts)
        .map(Standing::said)
        .filter(each -> each.type() == AttestationType.ESG_CONFORMITY)
        .toList();
  }

  private Optional<Doubt> doubt(SiteStatement said, SiteEvent event) {
    if (!trusted.holds(said.recorded())) {
      return Optional.of(Doubt.DOES_NOT_HOLD);
    }
    if (!trusted.stands(said.recorded())) {
      return Optional.of(Doubt.REVOKED);
    }
    if (!said.coversStage(event)) {
      return Optional.of(Doubt.OTHER_STAGE);
    }
    if (!said.coversMineral(event)) {
      return Optional.of(Doubt.OTHER_MINERAL);
    }
    // What speaks for a facility has to do so on all days of an event; what speaks against it, on
    // one.
    if (said.takesAway() ? event.to().isBefore(said.from()) : event.from().isBefore(said.from())) {
      return Optional.of(Doubt.NOT_YET_VALID);
    }
    return (said.takesAway() ? !said.meets(event) : said.isOver(event))
        ? Optional.of(Doubt.EXPIRED)
        : Optional.empty();
  }

  /**
   * Whether older ones of its series say nothing of the event any more: it speaks of all of it
   * itself, or it takes away during it what they gave. Two certificates of one scheme with
   * different scopes stand side by side; two statements of one permit do not.
   */
  private boolean replacesOlder(SiteStatement said, SiteEvent event) {
    boolean isInScope =
        said.type() == AttestationType.MINE_PERMIT
            || (said.coversStage(event) && said.coversMineral(event));
    return trusted.relies(said.recorded())
        && isInScope
        && (said.contains(event) || (said.takesAway() && said.meets(event)));
  }

  private List<SiteStatement> newestFirst(List<Recorded> recorded) {
    List<SiteStatement> all = new ArrayList<>();
    recorded.forEach(each -> all.addAll(SiteStatement.of(each)));
    all.sort(
        Comparator.comparing((SiteStatement each) -> each.recorded().credential().validFrom())
            .thenComparing(each -> each.recorded().ref().index()));
    Set<List<String>> begun = new HashSet<>();
    // The first word on a permit is on its whole term; a later one, that it is suspended or again
    // in
    // use, is of the day on which it is said.
    all.replaceAll(
        each ->
            each.type() != AttestationType.MINE_PERMIT
                    || !trusted.relies(each.recorded())
                    || begun.add(each.series())
                ? each
                : each.notBefore(each.saidOn()));
    Collections.reverse(all);
    return List.copyOf(all);
  }

  private List<Site> gather() {
    Map<FacilityId, Map<Key, List<SiteEvent>>> byFacility = new LinkedHashMap<>();
    for (SiteEvent event : events) {
      FacilityId id = event.facility().id();
      byFacility
          .computeIfAbsent(id, any -> new LinkedHashMap<>())
          .computeIfAbsent(
              new Key(id, event.process(), event.stage(), event.minerals()),
              any -> new ArrayList<>())
          .add(event);
    }
    List<Site> gathered = new ArrayList<>();
    byFacility.forEach(
        (id, uses) -> {
          List<Use> all = uses.values().stream().map(this::use).toList();
          gathered.add(new Site(uses.values().iterator().next().get(0).facility(), all));
        });
    return List.copyOf(gathered);
  }

  private Use use(List<SiteEvent> alike) {
    SiteEvent first = alike.get(0);
    List<SiteStatement> all = said.getOrDefault(first.facility().id(), List.of());
    int[] counts = new int[all.size()];
    List<Map<Doubt, Integer>> doubts = new ArrayList<>();
    all.forEach(any -> doubts.add(new EnumMap<>(Doubt.class)));
    for (SiteEvent event : alike) {
      List<Standing> standings = at(event);
      for (int i = 0; i < counts.length; i++) {
        Optional<Doubt> doubt = standings.get(i).doubt();
        if (doubt.isEmpty()) {
          counts[i]++;
        } else {
          doubts.get(i).merge(doubt.get(), 1, Integer::sum);
        }
      }
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < counts.length; i++) {
      rows.add(new Row(all.get(i), counts[i], doubts.get(i)));
    }
    return new Use(
        first.process(),
        first.stage(),
        first.minerals(),
        alike.size(),
        requireNonNull(alike.stream().map(SiteEvent::from).min(LocalDate::compareTo).orElse(null)),
        requireNonNull(alike.stream().map(SiteEvent::to).max(LocalDate::compareTo).orElse(null)),
        rows);
  }
}
