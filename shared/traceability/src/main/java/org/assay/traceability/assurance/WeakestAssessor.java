package org.assay.traceability.assurance;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assay.attestation.AssessorLevel;
import org.assay.attestation.LotConversion;
import org.assay.attestation.LotId;
import org.assay.attestation.Transformation;
import org.assay.traceability.trace.Check;
import org.assay.traceability.trace.Evidence;
import org.assay.traceability.trace.Finding;
import org.assay.traceability.trace.LotEvidence;
import org.assay.traceability.trace.Recorded;
import org.assay.traceability.trace.Trace;
import org.jspecify.annotations.Nullable;

/**
 * Rule F1: who, by how near they stand to what they assess, is the weakest assessor on the way from
 * each mine. At a facility the most independent assessor of a certificate that counts and finds it
 * conformant is taken; on a way, the least independent of its facilities. Where no certificate
 * counts, the way is not assessed throughout, and that is unknown, not weak.
 */
public final class WeakestAssessor {
  static final String ID = "F1";

  private WeakestAssessor() {}

  /** How well a place is assessed; the level is null where it is not. */
  private record Place(@Nullable AssessorLevel level, String where) {
    boolean isWeakerThan(Place other) {
      if (level == null || other.level == null) {
        return level == null && other.level != null;
      }
      return Independence.OF_ASSESSORS.compare(level, other.level) < 0;
    }
  }

  /** What is shown: an assessor that is no third party is worth a look. */
  static Finding judge(Trace trace, FacilityEvidence facilities) {
    return judge(trace, facilities, AssessorLevel.THIRD_PARTY, Check.Result.WARN);
  }

  /**
   * Judges the ways to the lot of a trace.
   *
   * @param minimum the weakest assessor that is good enough
   * @param below what a weaker one makes of it, WARN or FAIL
   */
  public static Finding judge(
      Trace trace, FacilityEvidence facilities, AssessorLevel minimum, Check.Result below) {
    Set<Recorded> used = new LinkedHashSet<>();
    List<Place> ways = ways(trace.evidence(), facilities, used);
    List<Place> open = ways.stream().filter(way -> way.level() == null).toList();
    Optional<AssessorLevel> weakest =
        ways.stream().flatMap(way -> Stream.ofNullable(way.level())).min(Independence.OF_ASSESSORS);
    List<Place> weaker =
        ways.stream()
            .filter(
                way ->
                    way.level() != null
                        && Independence.OF_ASSESSORS.compare(way.level(), minimum) < 0)
            .toList();
    boolean isOpen = !open.isEmpty() || ways.isEmpty();
    Check.Result result = isOpen ? Check.Result.UNKNOWN : Check.Result.PASS;
    if (!weaker.isEmpty() && (!isOpen || below == Check.Result.FAIL)) {
      result = below;
    }
    return new Finding(
        ID,
        result,
        List.copyOf(used),
        open.stream().map(way -> "an assessment that counts: " + way.where()).distinct().toList(),
        List.of(
            figure("ways", ways.size()),
            figure("good enough", ways.size() - open.size() - weaker.size()),
            figure("with a weaker assessor", weaker.size()),
            figure("not assessed throughout", open.size())),
        sentence(ways, open, weaker, weakest));
  }

  private static Check.Figure figure(String name, int count) {
    return new Check.Figure(name, BigDecimal.valueOf(count), "");
  }

  private static String sentence(
      List<Place> ways, List<Place> open, List<Place> weaker, Optional<AssessorLevel> weakest) {
    List<String> parts = new ArrayList<>();
    if (weakest.isPresent()) {
      parts.add(
          "the weakest assessor is "
              + weakest.get().code()
              + (weaker.isEmpty()
                  ? ""
                  : " (" + Sentences.list(weaker.stream().map(Place::where).toList()) + ")")
              + ", over "
              + Sentences.count(ways.size() - (long) open.size(), "way")
              + " from where the lot begins");
    }
    if (!open.isEmpty()) {
      parts.add(
          Sentences.count(open.size(), "way")
              + " not assessed throughout, at "
              + Sentences.list(open.stream().map(Place::where).toList()));
    }
    return parts.isEmpty() ? "nothing is known of its way" : String.join("; ", parts);
  }

  /**
   * The weakest place of the ways to the lot from each lot that comes of no other. From the lot
   * back, each lot keeps the weakest place between it and the end; that can only fall, a few times,
   * so it ends even where lots are said to be made from themselves.
   */
  private static List<Place> ways(
      Evidence evidence, FacilityEvidence facilities, Set<Recorded> used) {
    Map<LotId, Place> own = places(evidence, facilities, used);
    Map<LotId, Place> weakest = new LinkedHashMap<>();
    Deque<LotId> open = new ArrayDeque<>();
    weakest.put(evidence.lot(), own(own, evidence.lot()));
    open.add(evidence.lot());
    while (!open.isEmpty()) {
      LotId lot = open.remove();
      Place soFar = weakest.getOrDefault(lot, own(own, lot));
      for (LotId input : inputs(evidence, lot)) {
        Place there = own(own, input);
        Place through = there.isWeakerThan(soFar) ? there : soFar;
        Place before = weakest.get(input);
        if (before == null || through.isWeakerThan(before)) {
          weakest.put(input, through);
          open.add(input);
        }
      }
    }
    List<Place> ways = new ArrayList<>();
    weakest.forEach(
        (lot, place) -> {
          if (inputs(evidence, lot).isEmpty()) {
            ways.add(place);
          }
        });
    return ways;
  }

  private static Place own(Map<LotId, Place> own, LotId lot) {
    Place place = own.get(lot);
    return place == null ? new Place(null, "where " + lot + " comes from") : place;
  }

  private static List<LotId> inputs(Evidence evidence, LotId lot) {
    return evidence
        .upstream(lot)
        .flatMap(LotEvidence::madeBy)
        .map(LotConversion::inputs)
        .map(inputs -> inputs.stream().map(Transformation.Input::lot).toList())
        .orElse(List.of());
  }

  /** How well the event is assessed that each lot comes forth by. */
  private static Map<LotId, Place> places(
      Evidence evidence, FacilityEvidence facilities, Set<Recorded> used) {
    Map<Long, Place> byEvent = new HashMap<>();
    for (SiteEvent event : facilities.events()) {
      Place place = place(event, facilities, used);
      byEvent.merge(event.recorded().ref().index(), place, (a, b) -> b.isWeakerThan(a) ? b : a);
    }
    Map<LotId, Place> places = new HashMap<>();
    for (LotEvidence lot : evidence.upstream().values()) {
      lot.origin()
          .map(origin -> byEvent.get(origin.ref().index()))
          .ifPresent(place -> places.put(lot.lot(), place));
    }
    return places;
  }

  private static Place place(SiteEvent event, FacilityEvidence facilities, Set<Recorded> used) {
    AssessorLevel best = null;
    for (SiteStatement each : facilities.certificates(event)) {
      AssessorLevel level = each.assessor();
      if (each.isConformant()
          && level != null
          && (best == null || Independence.OF_ASSESSORS.compare(level, best) > 0)) {
        best = level;
      }
      if (each.isConformant()) {
        used.add(each.recorded());
      }
    }
    return new Place(best, event.where());
  }
}
