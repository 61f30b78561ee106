package org.assay.traceability.assurance;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assay.traceability.trace.Check;
import org.assay.traceability.trace.Finding;
import org.assay.traceability.trace.Recorded;
import org.assay.traceability.trace.Trace;

/**
 * Rule ESG: each facility of the named stages has a certificate that counts for what was done
 * there, is conformant, and reaches what is asked of its scheme, its assessor and its assessment.
 * One accepted certificate that counts and is nonconformant fails the lot, whatever another scheme
 * says: results stand side by side and are never added up. A certificate that reaches too little is
 * as one that is missing, since a better one may exist that nobody recorded.
 */
public final class EsgConformance {
  static final String ID = "ESG";

  private EsgConformance() {}

  /** What is found at one facility and stage. */
  private static final class Place {
    final Set<String> accepted = new LinkedHashSet<>();
    final Set<String> refused = new LinkedHashSet<>();
    final Set<String> nonconformant = new LinkedHashSet<>();
    boolean isCovered = true;
  }

  /** Judges the facilities of a trace by a requirement. */
  public static Finding judge(
      Trace trace, FacilityEvidence facilities, EsgRequirement requirement) {
    Map<String, Place> places = new LinkedHashMap<>();
    Set<Recorded> used = new LinkedHashSet<>();
    Set<String> missing = new LinkedHashSet<>();
    for (SiteEvent event : facilities.events()) {
      if (!event.isStageKnown()) {
        missing.add("of which stage " + event.where() + " is");
      }
      if (event.ofStage().filter(requirement.stages()::contains).isPresent()) {
        Place place = places.computeIfAbsent(name(event), any -> new Place());
        look(facilities.certificates(event), requirement, place, used);
      }
    }
    places.forEach(
        (where, place) -> {
          if (!place.isCovered) {
            missing.add("a certificate that is asked for, " + where);
          }
        });
    missing.addAll(Sentences.gaps(trace));
    boolean isNonconformant =
        places.values().stream().anyMatch(place -> !place.nonconformant.isEmpty());
    long covered =
        places.values().stream()
            .filter(place -> place.isCovered && place.nonconformant.isEmpty())
            .count();
    return new Finding(
        ID,
        isNonconformant
            ? Check.Result.FAIL
            : missing.isEmpty() ? Check.Result.PASS : Check.Result.UNKNOWN,
        List.copyOf(used),
        List.copyOf(missing),
        List.of(
            new Check.Figure("facilities at these stages", BigDecimal.valueOf(places.size()), ""),
            new Check.Figure("of them covered", BigDecimal.valueOf(covered), "")),
        sentence(places, missing));
  }

  private static String name(SiteEvent event) {
    return event.facility().name() + " (" + event.facility().country() + "), " + event.what();
  }

  private static void look(
      List<SiteStatement> certificates,
      EsgRequirement requirement,
      Place place,
      Set<Recorded> used) {
    boolean isCovered = false;
    for (SiteStatement certificate : certificates) {
      Optional<EsgRequirement.Scheme> scheme = requirement.scheme(certificate);
      if (scheme.isEmpty()) {
        place.refused.add(text(certificate) + ", a scheme that is not accepted");
        continue;
      }
      used.add(certificate.recorded());
      if (!certificate.isConformant()) {
        place.nonconformant.add(text(certificate));
      } else if (requirement.isSatisfiedBy(certificate, scheme.get())) {
        place.accepted.add(text(certificate));
        isCovered = true;
      } else {
        place.refused.add(text(certificate) + ", less than is asked for");
      }
    }
    place.isCovered &= isCovered;
  }

  /** A certificate's scheme, level and assurance, side by side. */
  private static String text(SiteStatement certificate) {
    return String.join(
        " ",
        Stream.of(
                certificate.scheme(),
                certificate.version(),
                certificate.level(),
                "("
                    + (certificate.assessor() == null ? "" : certificate.assessor().code())
                    + ", "
                    + (certificate.assessment() == null ? "" : certificate.assessment().code())
                    + ")")
            .flatMap(Stream::ofNullable)
            .toList());
  }

  private static String sentence(Map<String, Place> places, Set<String> missing) {
    List<String> parts = new ArrayList<>();
    places.forEach(
        (where, place) -> {
          List<String> found = new ArrayList<>();
          place.nonconformant.forEach(each -> found.add("NONCONFORMANT by " + each));
          found.addAll(place.accepted);
          found.addAll(place.refused);
          parts.add(
              where
                  + ": "
                  + (found.isEmpty() ? "no certificate counts" : String.join("; ", found))
                  + (place.isCovered || found.isEmpty() ? "" : "; not covered throughout"));
        });
    if (parts.isEmpty()) {
      return missing.isEmpty()
          ? "no facility in its chain is of a stage that is asked about"
          : "not known: " + Sentences.list(missing);
    }
    return Sentences.list(parts);
  }
}
