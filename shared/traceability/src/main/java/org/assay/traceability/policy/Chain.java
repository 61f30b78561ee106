package org.assay.traceability.policy;

import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assay.attestation.Attestation;
import org.assay.attestation.CountryCode;
import org.assay.attestation.CustodyTransfer;
import org.assay.attestation.Did;
import org.assay.attestation.Facility;
import org.assay.attestation.FacilityId;
import org.assay.attestation.LotConversion;
import org.assay.attestation.LotId;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.Mineral;
import org.assay.attestation.Transformation;
import org.assay.traceability.origin.Shares;
import org.assay.traceability.origin.Stage;
import org.assay.traceability.origin.Whereabouts;
import org.assay.traceability.trace.Check;
import org.assay.traceability.trace.Evidence;
import org.assay.traceability.trace.LotEvidence;
import org.assay.traceability.trace.Recorded;
import org.assay.traceability.trace.Trusted;

/**
 * The way of a lot back to its mines, as far as statements that hold tell. Whatever is behind a
 * statement that does not hold is not known, and is told as a gap.
 */
final class Chain {
  private final Evidence evidence;
  private final List<Check> checks;
  private final Trusted trusted;
  private final Set<String> broughtForthTwice = new HashSet<>();
  private final Map<LotId, LotEvidence> lots = new LinkedHashMap<>();
  private final Map<Long, Work> work = new TreeMap<>();
  private final Set<String> gaps = new LinkedHashSet<>();

  private Chain(Case subject) {
    this.evidence = subject.trace().evidence();
    this.checks = subject.trace().checks();
    this.trusted = new Trusted(subject.trace());
    for (Check check : checks) {
      if (check.rule() == Check.Rule.ORIGIN && check.result() == Check.Result.FAIL) {
        broughtForthTwice.add(check.about());
      }
    }
    walk();
    addSurplus(subject);
  }

  static Chain of(Case subject) {
    return new Chain(subject);
  }

  private void walk() {
    Deque<LotId> open = new ArrayDeque<>(List.of(evidence.lot()));
    Set<LotId> seen = new HashSet<>(open);
    while (!open.isEmpty()) {
      LotId id = open.remove();
      Optional<Recorded> origin = origin(id);
      if (origin.isEmpty()) {
        continue;
      }
      LotEvidence lot = evidence.upstream(id).orElseThrow();
      lots.put(id, lot);
      work.computeIfAbsent(origin.get().ref().index(), any -> work(lot, origin.get()));
      if (origin.get().said() instanceof LotConversion made) {
        if (made.custodyModel() != null && !made.custodyModel().isPhysical()) {
          gaps.add(
              "a statement of what is physically in "
                  + id
                  + ", which "
                  + made.facility().name()
                  + " attributes by "
                  + made.custodyModel().code());
        }
        made.inputs().stream().map(Transformation.Input::lot).filter(seen::add).forEach(open::add);
      }
    }
    if (checks.stream()
        .anyMatch(each -> each.rule() == Check.Rule.CYCLE && each.result() == Check.Result.FAIL)) {
      gaps.add("a statement of where a lot comes from that is said to be made from itself");
    }
  }

  /** The statement that brings a lot forth, if it holds. */
  private Optional<Recorded> origin(LotId id) {
    if (evidence.notFollowed().contains(id)) {
      gaps.add("the statements of where " + id + " comes from, past the limit of this trace");
      return Optional.empty();
    }
    Optional<Recorded> origin = evidence.upstream(id).flatMap(LotEvidence::origin);
    if (origin.isEmpty()) {
      gaps.add("a statement of where " + id + " comes from");
      return origin;
    }
    if (broughtForthTwice.contains(id.value()) || !holds(origin.get())) {
      gaps.add("a statement that holds of where " + id + " comes from");
      return Optional.empty();
    }
    return origin;
  }

  private Work work(LotEvidence lot, Recorded recorded) {
    if (recorded.said() instanceof LotOrigin mined) {
      return new Work(
          recorded,
          mined.facility(),
          mined.operator(),
          mined.extractedTo(),
          Set.of(mined.mineral()));
    }
    LotConversion made = (LotConversion) recorded.said();
    Set<Mineral> minerals = EnumSet.of(lot.description().orElseThrow().mineral());
    made.inputs()
        .forEach(
            input ->
                evidence
                    .upstream(input.lot())
                    .flatMap(LotEvidence::description)
                    .ifPresent(described -> minerals.add(described.mineral())));
    return new Work(
        recorded,
        made.facility(),
        recorded.issuer(),
        made.endedAt().atOffset(ZoneOffset.UTC).toLocalDate(),
        minerals);
  }

  /** Metal that came from nowhere came from somebody that no statement names. */
  private void addSurplus(Case subject) {
    subject.origin().metals().stream()
        .findFirst()
        .map(metal -> metal.shares(Stage.MINED))
        .filter(shares -> has(shares, Whereabouts.Cause.SURPLUS))
        .ifPresent(
            shares ->
                gaps.add(
                    "a statement of where the metal comes from that came out beyond what is said to go in"));
  }

  private static boolean has(Shares shares, Whereabouts.Cause cause) {
    return shares.of().containsKey(new Whereabouts.Unknown(cause));
  }

  /** What is not known of the way, each in words; empty where it is known to every mine. */
  List<String> gaps() {
    return List.copyOf(gaps);
  }

  /** The lot that is asked about; empty if no statement that holds brings it forth. */
  Optional<LotEvidence> lot() {
    return Optional.ofNullable(lots.get(evidence.lot()));
  }

  /** The lots on the way, the one that is asked about first. */
  List<LotEvidence> lots() {
    return List.copyOf(lots.values());
  }

  /** What was done on the way, in the order of the ledger. */
  List<Work> work() {
    return List.copyOf(work.values());
  }

  /** Whether a statement can be relied on. */
  boolean holds(Recorded recorded) {
    return trusted.relies(recorded);
  }

  /** What holds of all that was said of a lot. */
  Stream<Recorded> about(LotEvidence lot) {
    return lot.statements().stream().filter(this::holds);
  }

  /** What holds of all that was said of a facility. */
  Stream<Recorded> about(Facility facility) {
    return evidence.about(facility).filter(this::holds);
  }

  /** A lot that was used in a country to which no transfer that holds brings it. */
  record Jump(LotEvidence lot, CountryCode from, CountryCode to) {}

  /** Where lots went from country to country without a statement that says so. */
  List<Jump> jumps() {
    List<Jump> jumps = new ArrayList<>();
    for (Work use : work.values()) {
      if (use.recorded().said() instanceof LotConversion made) {
        for (Transformation.Input input : made.inputs()) {
          LotEvidence lot = lots.get(input.lot());
          Work origin = lot == null ? null : work.get(lot.origin().orElseThrow().ref().index());
          if (lot != null && origin != null) {
            CountryCode from = origin.facility().country();
            CountryCode to = use.facility().country();
            if (!reached(lot, from).contains(to)) {
              jumps.add(new Jump(lot, from, to));
            }
          }
        }
      }
    }
    return jumps;
  }

  private Set<CountryCode> reached(LotEvidence lot, CountryCode from) {
    Set<CountryCode> reached = new HashSet<>(Set.of(from));
    about(lot)
        .forEach(
            each -> {
              if (each.said() instanceof CustodyTransfer transfer
                  && reached.contains(transfer.fromCountry())) {
                reached.add(transfer.toCountry());
              }
            });
    return reached;
  }

  /** What holds of all that was said of the facilities on the way, of one type. */
  List<Recorded> aboutFacilities(Class<? extends Attestation> type) {
    Set<FacilityId> ids = new LinkedHashSet<>();
    Map<Long, Recorded> found = new TreeMap<>();
    for (Work each : work.values()) {
      if (ids.add(each.facility().id())) {
        about(each.facility())
            .filter(recorded -> type.isInstance(recorded.said()))
            .forEach(recorded -> found.put(recorded.ref().index(), recorded));
      }
    }
    return List.copyOf(found.values());
  }

  /** What a party is called: its registered name with its DID. */
  String name(Did did) {
    return evidence
        .registry()
        .party(did)
        .map(party -> party.name() + " (" + did + ")")
        .orElse(did.value());
  }
}
