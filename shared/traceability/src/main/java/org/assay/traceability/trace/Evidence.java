package org.assay.traceability.trace;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assay.attestation.Facility;
import org.assay.attestation.FacilityId;
import org.assay.attestation.LotId;
import org.assay.ledger.Ref;
import org.assay.traceability.registry.Registry;

/**
 * All that the answer about a lot rests on, as of a size of the ledger.
 *
 * @param lot the lot that is asked about
 * @param size how many entries of the ledger count
 * @param registered the statements of the registry, from which follows who could say what
 * @param upstream the lots that it is made from, itself first, those of which nothing is recorded
 *     left out
 * @param downstream the lots that were made from it, itself left out
 * @param facilities what was said of the facilities on the way
 * @param places the entries of all these, by index, as far as they were shown to be the ledger's
 * @param notFollowed lots upstream that are past the limit of depth or number
 */
public record Evidence(
    LotId lot,
    long size,
    RegistryEvidence registered,
    Map<LotId, LotEvidence> upstream,
    Map<LotId, LotEvidence> downstream,
    Map<FacilityId, SubjectEvidence> facilities,
    Map<Long, Placement> places,
    Set<LotId> notFollowed) {
  /**
   * @throws IllegalArgumentException if a lot is there under the name of another
   */
  public Evidence {
    requireOwnNames(upstream);
    requireOwnNames(downstream);
    upstream = new LinkedHashMap<>(upstream);
    downstream = new LinkedHashMap<>(downstream);
    facilities = new LinkedHashMap<>(facilities);
    places = Map.copyOf(places);
    notFollowed = Set.copyOf(notFollowed);
    registered = registered.withRevocationsOf(statements(upstream, facilities));
  }

  private static void requireOwnNames(Map<LotId, LotEvidence> lots) {
    lots.forEach(
        (name, lot) -> {
          if (!lot.lot().equals(name)) {
            throw new IllegalArgumentException("the lot " + lot.lot() + " under the name " + name);
          }
        });
  }

  /** What is recorded of a lot upstream; empty if nothing is. */
  public Optional<LotEvidence> upstream(LotId id) {
    return Optional.ofNullable(upstream.get(id));
  }

  /** Who could say what, and which statements of the evidence were revoked. */
  public Registry registry() {
    return registered.registry();
  }

  /** What was found where a statement is said to be recorded. */
  Placement place(Ref ref) {
    Placement place = places.get(ref.index());
    return place == null ? new Placement.Missing("entry " + ref.index() + " is missing") : place;
  }

  /**
   * All that was said of a facility by those who may speak of its country: whoever says that it is
   * in another one was never asked whether it may speak of this one.
   */
  public Stream<Recorded> about(Facility facility) {
    return Optional.ofNullable(facilities.get(facility.id())).stream()
        .flatMap(all -> all.statements().stream())
        .filter(each -> each.said().jurisdiction().filter(facility.country()::equals).isPresent());
  }

  /** Whether a statement was not revoked. */
  public boolean stands(Recorded recorded) {
    return registry().withdrawal(recorded.ref().statement()).isEmpty();
  }

  /**
   * Every statement about the lots upstream and their facilities, in the order of the ledger, each
   * once.
   */
  public Collection<Recorded> statements() {
    return statements(upstream, facilities);
  }

  private static Collection<Recorded> statements(
      Map<LotId, LotEvidence> upstream, Map<FacilityId, SubjectEvidence> facilities) {
    Map<Long, Recorded> statements = new TreeMap<>();
    upstream
        .values()
        .forEach(lot -> lot.statements().forEach(each -> statements.put(each.ref().index(), each)));
    facilities
        .values()
        .forEach(all -> all.statements().forEach(each -> statements.put(each.ref().index(), each)));
    return statements.values();
  }
}
