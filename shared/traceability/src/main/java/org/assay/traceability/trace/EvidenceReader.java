package org.assay.traceability.trace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.assay.attestation.FacilityId;
import org.assay.attestation.LotConversion;
import org.assay.attestation.LotId;
import org.assay.attestation.RejectedException;
import org.assay.ledger.BlockStore;
import org.assay.ledger.Digest;
import org.assay.ledger.IndexStore;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.Ref;
import org.assay.ledger.StatementStore;
import org.assay.ledger.Subject;
import org.assay.ledger.SubjectHead;
import org.assay.traceability.admission.FacilityState;
import org.assay.traceability.registry.RegistryReader;
import org.assay.traceability.statement.AttestationStatement;
import org.assay.traceability.statement.Statement;

/**
 * Gathers the evidence for a lot from the stores. It goes level by level, all lots of a level at
 * once, so that the rounds of calls grow with the depth of the chain and not with its width. What
 * never changes is remembered, and where lots led before is read in one round, so that asking about
 * a lot again costs what is new: see {@link EvidenceCache}. Thread-safe.
 */
public final class EvidenceReader {
  /** A way to go from lot to lot: as statements say, and as was remembered. */
  private record Direction(
      Function<LotEvidence, Set<LotId>> said, Function<EvidenceCache.Lead, Set<LotId>> guessed) {}

  private static final Direction UPSTREAM =
      new Direction(EvidenceReader::inputs, EvidenceCache.Lead::inputs);
  private static final Direction DOWNSTREAM =
      new Direction(EvidenceReader::outputs, EvidenceCache.Lead::outputs);

  private final BlockStore blocks;
  private final IndexStore index;
  private final StatementStore statements;
  private final RegistryHistory registry;
  private final EvidenceCache cache;
  private volatile Applied newest = new Applied(-1, 0);

  /** A block, and how many entries the ledger has with it. */
  private record Applied(long block, long size) {}

  /** A reader that remembers as much as fits into a quarter of the memory of the process. */
  public EvidenceReader(
      BlockStore blocks, IndexStore index, StatementStore statements, RegistryReader registries) {
    this(blocks, index, statements, registries, Runtime.getRuntime().maxMemory() / 4);
  }

  /**
   * @param memory how many bytes, roughly, it may take to remember what it read
   */
  public EvidenceReader(
      BlockStore blocks,
      IndexStore index,
      StatementStore statements,
      RegistryReader registries,
      long memory) {
    this.blocks = blocks;
    this.index = index;
    this.statements = statements;
    this.registry = new RegistryHistory(registries, blocks);
    this.cache = new EvidenceCache(memory);
  }

  /** How many entries the ledger has, as far as its index goes. */
  public long size() {
    long applied = index.applied();
    Applied known = newest;
    if (applied != known.block()) {
      known = new Applied(applied, applied < 0 ? 0 : sizeWith(applied));
      newest = known;
    }
    return known.size();
  }

  private long sizeWith(long block) {
    return blocks
        .read(block)
        .orElseThrow(() -> new IntegrityFault("block " + block + " is applied, but missing"))
        .edge()
        .size();
  }

  /**
   * The evidence for a lot.
   *
   * @param size how many entries count, at most {@link #size()}; those after them are left out
   * @throws IntegrityFault if something that the index names is missing or is not what it names
   */
  public Evidence read(LotId lot, long size, TraceLimits limits) {
    Walk walk = new Walk(size, limits);
    walk.start(lot);
    Map<LotId, LotEvidence> upstream = new LinkedHashMap<>();
    Set<LotId> notFollowed = walk.follow(lot, upstream, UPSTREAM);
    Map<LotId, LotEvidence> downstream = new LinkedHashMap<>();
    walk.follow(lot, downstream, DOWNSTREAM);
    downstream.remove(lot);
    Map<FacilityId, SubjectEvidence> facilities = walk.facilities(upstream.values());
    RegistryHistory.Read registered = walk.registry();
    Map<Long, Placement> places = new HashMap<>(registered.places());
    places.putAll(walk.places(upstream.values(), facilities.values()));
    return new Evidence(
        lot, size, registered.evidence(), upstream, downstream, facilities, places, notFollowed);
  }

  private static Set<LotId> inputs(LotEvidence lot) {
    Set<LotId> lots = new LinkedHashSet<>();
    lot.madeBy().ifPresent(made -> made.inputs().forEach(input -> lots.add(input.lot())));
    return lots;
  }

  private static Set<LotId> outputs(LotEvidence lot) {
    Set<LotId> lots = new LinkedHashSet<>();
    for (Recorded consumer : lot.consumers()) {
      ((LotConversion) consumer.said()).outputs().forEach(output -> lots.add(output.lot()));
    }
    return lots;
  }

  /** One reading: what was read before is not read again. */
  private final class Walk {
    private final long size;
    private final TraceLimits limits;
    private final Set<Subject> asked = new HashSet<>();
    private final Map<Subject, SubjectHead> heads = new HashMap<>();
    private final Map<Subject, List<Ref>> refs = new HashMap<>();
    private final Map<Digest, AttestationStatement> parsed = new HashMap<>();
    private final Map<SubjectHead, List<Ref>> chunked = new HashMap<>();
    private final Map<Digest, Ref> found = new HashMap<>();

    Walk(long size, TraceLimits limits) {
      this.size = size;
      this.limits = limits;
    }

    /** Reads a lot, the registry's head, and all to which the lot led before, in one round. */
    void start(LotId lot) {
      Set<LotId> lots = ahead(Set.of(lot), UPSTREAM, limits.depth());
      Set<Subject> more = new LinkedHashSet<>(facilities(cache.facilities(lots)).keySet());
      more.add(Statement.REGISTRY);
      lots.addAll(ahead(Set.of(lot), DOWNSTREAM, limits.depth()));
      read(lots, more);
    }

    RegistryHistory.Read registry() {
      return registry.asOf(size, Optional.ofNullable(heads.get(Statement.REGISTRY)));
    }

    private Set<LotId> ahead(Set<LotId> from, Direction direction, int depth) {
      return cache.ahead(from, direction.guessed(), depth, limits.lots());
    }

    /** Goes from a lot on in one direction; gives back the lots that are past the limits. */
    Set<LotId> follow(LotId start, Map<LotId, LotEvidence> into, Direction direction) {
      Set<LotId> seen = new HashSet<>(Set.of(start));
      Set<LotId> level = Set.of(start);
      Set<LotId> past = new LinkedHashSet<>();
      for (int depth = 0; !level.isEmpty(); depth++) {
        if (depth > limits.depth() || seen.size() > limits.lots()) {
          past.addAll(level);
          break;
        }
        Set<LotId> unread = new LinkedHashSet<>(level);
        unread.removeIf(lot -> asked.contains(AttestationStatement.lot(lot)));
        Set<LotId> lots = ahead(unread, direction, limits.depth() - depth);
        read(lots, facilities(cache.facilities(lots)).keySet());
        Set<LotId> further = new LinkedHashSet<>();
        for (LotId lot : level) {
          Optional<LotEvidence> evidence = evidence(lot);
          if (evidence.isPresent()) {
            into.put(lot, evidence.get());
            direction.said().apply(evidence.get()).stream().filter(seen::add).forEach(further::add);
          }
        }
        level = further;
      }
      return past;
    }

    /** What was read of a lot; empty if nothing is recorded of it up to the size that counts. */
    private Optional<LotEvidence> evidence(LotId lot) {
      Subject subject = AttestationStatement.lot(lot);
      SubjectHead head = heads.get(subject);
      List<Recorded> recorded =
          refs.getOrDefault(subject, List.of()).stream().map(this::recorded).toList();
      if (head == null || recorded.isEmpty()) {
        return Optional.empty();
      }
      LotEvidence evidence =
          new LotEvidence(lot, new SubjectEvidence(subject, head.salt(), recorded));
      if (recorded.size() == head.count()) {
        Set<FacilityId> named = new LinkedHashSet<>();
        recorded.forEach(each -> each.statement().broughtForthAt().ifPresent(named::add));
        cache.keep(lot, new EvidenceCache.Lead(inputs(evidence), outputs(evidence), named));
      }
      return Optional.of(evidence);
    }

    Map<FacilityId, SubjectEvidence> facilities(Collection<LotEvidence> lots) {
      Set<FacilityId> named = new LinkedHashSet<>();
      lots.forEach(
          lot ->
              lot.statements()
                  .forEach(each -> each.statement().broughtForthAt().ifPresent(named::add)));
      Map<Subject, FacilityId> wanted = facilities(named);
      // What else a facility made is its own business, and may be thousands of statements; here
      // only what was said of the facility itself is read.
      readHeads(wanted.keySet());
      Map<Subject, List<Digest>> identities = new LinkedHashMap<>();
      Set<Digest> unknown = new LinkedHashSet<>();
      for (Subject subject : wanted.keySet()) {
        SubjectHead head = heads.get(subject);
        if (head != null) {
          List<Digest> of = FacilityState.decode(head.state()).statements();
          identities.put(subject, of);
          for (Digest identity : of) {
            Ref place = cache.recorded(identity);
            if (place == null) {
              unknown.add(identity);
            } else {
              found.put(identity, place);
            }
          }
        }
      }
      if (!unknown.isEmpty()) {
        found.putAll(index.statements(unknown));
      }
      found.values().removeIf(ref -> ref.index() >= size);
      parse(List.copyOf(found.values()));
      Map<FacilityId, SubjectEvidence> facilities = new LinkedHashMap<>();
      identities.forEach(
          (subject, of) -> {
            FacilityId id = wanted.get(subject);
            SubjectHead head = heads.get(subject);
            if (id != null && head != null) {
              List<Recorded> said =
                  of.stream().map(found::get).filter(Objects::nonNull).map(this::recorded).toList();
              facilities.put(id, new SubjectEvidence(subject, head.salt(), said));
            }
          });
      return facilities;
    }

    private Map<Subject, FacilityId> facilities(Set<FacilityId> ids) {
      Map<Subject, FacilityId> facilities = new LinkedHashMap<>();
      ids.forEach(id -> facilities.put(AttestationStatement.facility(id), id));
      return facilities;
    }

    /** What was found where all these are said to be recorded. */
    Map<Long, Placement> places(
        Collection<LotEvidence> lots, Collection<SubjectEvidence> facilities) {
      Set<Ref> all = new LinkedHashSet<>();
      lots.forEach(each -> all.addAll(each.subject().refs()));
      facilities.forEach(each -> all.addAll(each.refs()));
      Map<Long, Placement> places = new HashMap<>();
      Set<Ref> unread = new LinkedHashSet<>();
      for (Ref ref : all) {
        Placement known = cache.place(ref);
        if (known == null) {
          unread.add(ref);
        } else {
          places.put(ref.index(), known);
        }
      }
      if (!unread.isEmpty()) {
        places.putAll(RegistryHistory.places(unread, blocks));
      }
      cache.keep(all, found, chunked, places);
      return places;
    }

    /** Reads lots with their statements, and the heads of other subjects along with them. */
    private void read(Set<LotId> lots, Set<Subject> others) {
      Set<Subject> subjects = new LinkedHashSet<>();
      lots.forEach(lot -> subjects.add(AttestationStatement.lot(lot)));
      subjects.removeAll(asked);
      Set<Subject> all = new LinkedHashSet<>(subjects);
      all.addAll(others);
      readHeads(all);
      List<Ref> wanted = new ArrayList<>();
      for (Subject subject : subjects) {
        SubjectHead head = heads.get(subject);
        if (head != null) {
          List<Ref> counted = refs(head).stream().filter(ref -> ref.index() < size).toList();
          refs.put(subject, counted);
          wanted.addAll(counted);
        }
      }
      parse(wanted);
    }

    private void readHeads(Collection<Subject> subjects) {
      List<Subject> unread = subjects.stream().filter(asked::add).toList();
      if (!unread.isEmpty()) {
        heads.putAll(index.heads(unread));
      }
    }

    private List<Ref> refs(SubjectHead head) {
      List<Ref> refs = new ArrayList<>(cache.chunks(head));
      long from = refs.size() / SubjectHead.CHUNK;
      if (head.chunks() > from) {
        index.chunks(head.subject(), from).stream()
            .filter(chunk -> chunk.number() < head.chunks())
            .forEach(chunk -> refs.addAll(chunk.refs()));
      }
      if (!refs.isEmpty()) {
        chunked.put(head, List.copyOf(refs));
      }
      refs.addAll(head.recent());
      if (refs.size() != head.count()) {
        throw new IntegrityFault(
            head.subject() + " has " + head.count() + " entries, but chunks of them are missing");
      }
      return refs;
    }

    private Recorded recorded(Ref ref) {
      AttestationStatement statement = parsed.get(ref.statement());
      if (statement == null) {
        throw new IntegrityFault(
            "entry " + ref.index() + ": its statement " + ref.statement() + " is missing");
      }
      return new Recorded(statement, ref);
    }

    private void parse(List<Ref> refs) {
      Set<Digest> unread = new HashSet<>();
      for (Ref ref : refs) {
        if (!parsed.containsKey(ref.statement())) {
          AttestationStatement known = cache.statement(ref.statement());
          if (known == null) {
            unread.add(ref.statement());
          } else {
            parsed.put(ref.statement(), known);
          }
        }
      }
      if (unread.isEmpty()) {
        return;
      }
      statements
          .getAll(unread)
          .forEach(
              (digest, bytes) -> {
                try {
                  if (Statement.read(bytes) instanceof AttestationStatement statement) {
                    parsed.put(digest, statement);
                    cache.keep(digest, statement);
                  }
                } catch (RejectedException e) {
                  throw new IntegrityFault("the statement " + digest + " cannot be read", e);
                }
              });
    }
  }
}
