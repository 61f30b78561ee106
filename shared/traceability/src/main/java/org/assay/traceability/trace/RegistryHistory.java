package org.assay.traceability.trace;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assay.ledger.BlockStore;
import org.assay.ledger.Ref;
import org.assay.ledger.SubjectHead;
import org.assay.traceability.registry.Entered;
import org.assay.traceability.registry.RegistryReader;

/**
 * Reads the registry as evidence and keeps it, so that later only what is new has to be read and
 * judged. Thread-safe.
 */
final class RegistryHistory {
  /** The statements with where they are, as far as blocks show it. */
  record Read(RegistryEvidence evidence, Map<Long, Placement> places) {}

  private final RegistryReader registries;
  private final BlockStore blocks;
  private volatile Read newest = new Read(RegistryEvidence.none(), Map.of());

  /** The last that was not the newest: whoever pages through an answer asks for one size. */
  private volatile Read earlier = newest;

  RegistryHistory(RegistryReader registries, BlockStore blocks) {
    this.registries = registries;
    this.blocks = blocks;
  }

  /**
   * The registry as of a size of the ledger; no read where nothing is new.
   *
   * @param head the head of the registry's subject, read when the ledger had that size at least;
   *     empty before the first charter
   */
  Read asOf(long size, Optional<SubjectHead> head) {
    if (head.isEmpty()) {
      return new Read(RegistryEvidence.none(), Map.of());
    }
    Read read = upTo(head.get());
    if (head.get().lastIndex() < size) {
      return read;
    }
    List<Entered> before =
        read.evidence().statements().stream().filter(each -> each.ref().index() < size).toList();
    Read known = earlier;
    if (!known.evidence().statements().equals(before)) {
      Map<Long, Placement> places = new HashMap<>(read.places());
      places.keySet().removeIf(index -> index >= size);
      known = new Read(RegistryEvidence.of(head.get().salt(), before), Map.copyOf(places));
      earlier = known;
    }
    return known;
  }

  private synchronized Read upTo(SubjectHead head) {
    Read known = newest;
    int have = known.evidence().statements().size();
    if (have == head.count()) {
      return known;
    }
    if (have > head.count()) {
      // The index was made again meanwhile, or somebody else has read on.
      known = new Read(RegistryEvidence.none(), Map.of());
      have = 0;
    }
    List<Entered> more = registries.statements(head, have);
    Map<Long, Placement> places = new HashMap<>(known.places());
    places.putAll(places(more.stream().map(Entered::ref).toList(), blocks));
    Read read = new Read(known.evidence().followedBy(head.salt(), more), Map.copyOf(places));
    if (read.evidence().statements().size() > newest.evidence().statements().size()) {
      newest = read;
    }
    return read;
  }

  /** What blocks say of places, all read at once. */
  static Map<Long, Placement> places(Collection<Ref> refs, BlockStore blocks) {
    Set<Long> numbers = new HashSet<>();
    for (Ref ref : refs) {
      numbers.add(ref.block());
      if (ref.block() > 0) {
        numbers.add(ref.block() - 1);
      }
    }
    var found = blocks.readAll(numbers);
    Map<Long, Placement> places = new HashMap<>();
    refs.forEach(ref -> places.put(ref.index(), Placement.in(found, ref)));
    return places;
  }
}
