package org.assay.traceability.origin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.assay.attestation.Facility;
import org.assay.attestation.FacilityId;
import org.assay.attestation.LotConversion;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.Mineral;
import org.assay.attestation.quantity.Analytes;
import org.assay.attestation.quantity.ContainedMetal;
import org.assay.attestation.quantity.Grade;
import org.assay.attestation.quantity.Rational;
import org.assay.traceability.trace.LotEvidence;
import org.assay.traceability.trace.Trace;

/**
 * Where the metals of a lot come from: a pure function of its trace, and so of the statements that
 * hold.
 *
 * @param metals the metal that the lot is traded for, then the others that its grades tell of; none
 *     where no statement brings the lot forth
 * @param names what the facilities are called
 */
public record Origin(List<MetalOrigin> metals, SortedMap<FacilityId, String> names) {
  public Origin {
    metals = List.copyOf(metals);
    names = Collections.unmodifiableSortedMap(new TreeMap<>(names));
  }

  /** The origin of the lot of a trace. */
  public static Origin of(Trace trace) {
    Network network = new Network(trace);
    Optional<LotEvidence.Description> lot =
        trace.evidence().upstream(trace.evidence().lot()).flatMap(LotEvidence::description);
    List<MetalOrigin> metals = new ArrayList<>();
    Budget budget = new Budget();
    if (lot.isPresent()) {
      for (String metal : metals(lot.get())) {
        Flow flow = new MetalFlow(network, metal, budget).of(trace.evidence().lot());
        metals.add(flow.toOrigin(metal, amount(lot.get(), metal).orElse(null)));
      }
    }
    return new Origin(metals, names(trace));
  }

  private static Optional<Rational> amount(LotEvidence.Description lot, String metal) {
    return ContainedMetal.in(lot.quantity(), lot.grades(), metal).map(ContainedMetal::milligrams);
  }

  /** Impurities of rock are left out: only what some mineral is traded for counts as a metal. */
  private static Set<String> metals(LotEvidence.Description lot) {
    Set<String> traded = new LinkedHashSet<>();
    for (Mineral mineral : Mineral.values()) {
      traded.add(Analytes.metal(mineral));
    }
    Set<String> metals = new LinkedHashSet<>();
    metals.add(Analytes.metal(lot.mineral()));
    lot.grades().stream()
        .filter(grade -> grade.fraction().signum() > 0)
        .map(Grade::analyte)
        .filter(traded::contains)
        .sorted()
        .forEach(metals::add);
    return metals;
  }

  private static SortedMap<FacilityId, String> names(Trace trace) {
    SortedMap<FacilityId, String> names = new TreeMap<>();
    trace
        .evidence()
        .statements()
        .forEach(
            recorded -> {
              Facility facility =
                  recorded.said() instanceof LotOrigin mined
                      ? mined.facility()
                      : recorded.said() instanceof LotConversion made ? made.facility() : null;
              if (facility != null) {
                // Where two statements spell it differently, the order of them is not to matter.
                names.merge(facility.id(), facility.name(), (a, b) -> a.compareTo(b) <= 0 ? a : b);
              }
            });
    return names;
  }
}
