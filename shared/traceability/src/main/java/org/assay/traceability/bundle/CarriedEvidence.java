package org.assay.traceability.bundle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.assay.attestation.FacilityId;
import org.assay.attestation.LotConversion;
import org.assay.attestation.LotId;
import org.assay.attestation.Transformation;
import org.assay.ledger.Digest;
import org.assay.ledger.Entry;
import org.assay.ledger.Link;
import org.assay.ledger.Ref;
import org.assay.ledger.Subject;
import org.assay.traceability.bundle.BundleFinding.Code;
import org.assay.traceability.registry.Entered;
import org.assay.traceability.statement.AttestationStatement;
import org.assay.traceability.statement.Statement;
import org.assay.traceability.trace.Evidence;
import org.assay.traceability.trace.LotEvidence;
import org.assay.traceability.trace.Placement;
import org.assay.traceability.trace.Recorded;
import org.assay.traceability.trace.RegistryEvidence;
import org.assay.traceability.trace.SubjectEvidence;

/**
 * Makes evidence of what a bundle carries, and finds out whether that is what belongs there: step 6
 * of docs/bundle.md.
 */
final class CarriedEvidence {
  /** An entry of a bundle and its statement. */
  record Line(Entry entry, Statement statement) {
    Ref ref() {
      return new Ref(entry.index(), Ref.NO_BLOCK, entry.at(), entry.statement());
    }

    Optional<AttestationStatement> attestation() {
      return statement instanceof AttestationStatement said ? Optional.of(said) : Optional.empty();
    }
  }

  private final Bundle bundle;
  private final SortedMap<Long, Line> lines;
  private final Map<Subject, Integer> places = new HashMap<>();
  private final Map<LotId, LotEvidence> upstream = new LinkedHashMap<>();
  private final Map<FacilityId, SubjectEvidence> facilities = new LinkedHashMap<>();

  /**
   * @param lines the bundle's entries by index
   */
  CarriedEvidence(Bundle bundle, SortedMap<Long, Line> lines) {
    this.bundle = bundle;
    this.lines = lines;
    for (int i = 0; i < bundle.subjects().size(); i++) {
      places.put(bundle.subjects().get(i).subject(), i);
    }
  }

  /** Where a statement says that a lot was brought forth. */
  static Optional<FacilityId> place(Statement statement) {
    return statement instanceof AttestationStatement said
        ? said.broughtForthAt()
        : Optional.empty();
  }

  /** The indexes of the entries that link to a subject, by its tag, in order. */
  static Map<Digest, List<Long>> byTag(SortedMap<Long, Line> lines) {
    Map<Digest, List<Long>> byTag = new HashMap<>();
    lines.forEach(
        (index, line) ->
            line.entry().links().stream()
                .map(Link::tag)
                .distinct()
                .forEach(tag -> byTag.computeIfAbsent(tag, any -> new ArrayList<>()).add(index)));
    return byTag;
  }

  /**
   * The evidence.
   *
   * @param size the checkpoint's
   */
  Evidence evidence(long size) throws BundleFault {
    Set<LotId> inputs = follow();
    findFacilities();
    requireWhatBelongs(inputs);
    Bundle.About registry =
        about(Statement.REGISTRY)
            .orElseThrow(
                () -> new BundleFault(Code.SUBJECT, "/subjects", "the registry is missing"));
    List<Entered> registered = new ArrayList<>();
    for (Long index : registry.entries()) {
      Line line = line(index);
      registered.add(new Entered(line.statement(), line.ref()));
    }
    Map<Long, Placement> held = new HashMap<>();
    lines.forEach((index, line) -> held.put(index, new Placement.Held(line.entry())));
    return new Evidence(
        bundle.lot(),
        size,
        RegistryEvidence.of(registry.salt(), registered),
        upstream,
        Map.of(),
        facilities,
        held,
        new LinkedHashSet<>(bundle.notFollowed()));
  }

  /** Goes upstream as far as the bundle does; gives back every lot that went in on the way. */
  private Set<LotId> follow() {
    Set<LotId> inputs = new HashSet<>();
    Set<LotId> seen = new HashSet<>(Set.of(bundle.lot()));
    Deque<LotId> next = new ArrayDeque<>(seen);
    while (!next.isEmpty()) {
      LotId lot = next.remove();
      Subject subject = AttestationStatement.lot(lot);
      Optional<Bundle.About> about = about(subject);
      if (about.isEmpty()) {
        continue;
      }
      LotEvidence evidence = new LotEvidence(lot, evidence(about.get()));
      upstream.put(lot, evidence);
      for (Transformation.Input input :
          evidence.madeBy().map(LotConversion::inputs).orElse(List.of())) {
        inputs.add(input.lot());
        if (seen.add(input.lot())) {
          next.add(input.lot());
        }
      }
    }
    return inputs;
  }

  private void findFacilities() throws BundleFault {
    for (LotEvidence lot : upstream.values()) {
      for (Recorded recorded : lot.statements()) {
        Optional<FacilityId> id = place(recorded.statement());
        if (id.isPresent() && !facilities.containsKey(id.get())) {
          Subject subject = AttestationStatement.facility(id.get());
          facilities.put(
              id.get(),
              evidence(
                  about(subject)
                      .orElseThrow(
                          () ->
                              new BundleFault(
                                  Code.SUBJECT, "/subjects", subject + " is missing"))));
        }
      }
    }
  }

  private void requireWhatBelongs(Set<LotId> inputs) throws BundleFault {
    Set<Subject> wanted = new HashSet<>(Set.of(Statement.REGISTRY));
    upstream.keySet().forEach(lot -> wanted.add(AttestationStatement.lot(lot)));
    facilities.keySet().forEach(id -> wanted.add(AttestationStatement.facility(id)));
    if (!upstream.containsKey(bundle.lot())) {
      throw new BundleFault(
          Code.SUBJECT, "/subjects", AttestationStatement.lot(bundle.lot()) + " is missing");
    }
    Set<Long> used = new HashSet<>();
    for (int i = 0; i < bundle.subjects().size(); i++) {
      Bundle.About about = bundle.subjects().get(i);
      if (!wanted.contains(about.subject())) {
        throw new BundleFault(
            Code.SUBJECT,
            "/subjects/" + i,
            about.subject() + " is not on the way to " + bundle.lot());
      }
      if (about.entries().isEmpty() && !AttestationStatement.isFacility(about.subject())) {
        throw new BundleFault(Code.SUBJECT, "/subjects/" + i, about.subject() + " has no entries");
      }
      used.addAll(about.entries());
    }
    for (int i = 0; i < bundle.notFollowed().size(); i++) {
      LotId lot = bundle.notFollowed().get(i);
      if (!inputs.contains(lot) || upstream.containsKey(lot)) {
        throw new BundleFault(
            Code.SUBJECT, "/notFollowed/" + i, lot + " is not the next lot on the way");
      }
    }
    int i = 0;
    for (Long index : lines.keySet()) {
      if (!used.contains(index)) {
        throw new BundleFault(Code.UNUSED, "/entries/" + i, "no subject names the entry " + index);
      }
      i++;
    }
  }

  private Optional<Bundle.About> about(Subject subject) {
    return Optional.ofNullable(places.get(subject)).map(bundle.subjects()::get);
  }

  private SubjectEvidence evidence(Bundle.About about) {
    List<Recorded> statements = new ArrayList<>();
    for (Long index : about.entries()) {
      Line line = line(index);
      // A charter touches the registry alone, which the links have shown.
      line.attestation().ifPresent(said -> statements.add(new Recorded(said, line.ref())));
    }
    return new SubjectEvidence(about.subject(), about.salt(), statements);
  }

  private Line line(Long index) {
    Line line = lines.get(index);
    if (line == null) {
      throw new IllegalStateException("the entry " + index + " was looked for before");
    }
    return line;
  }
}
