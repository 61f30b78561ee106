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
import org.assay.attestation.FacilityId;
import org.assay.attestation.LotConversion;
import org.assay.attestation.LotId;
import org.assay.attestation.LotOrigin;
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
 * once, so that the rounds of calls grow with the depth of the chain and not with its width.
 * Thread-safe.
 */
public final class EvidenceReader {
  private final BlockStore blocks;
  private final IndexStore index;
  private final StatementStore statements;
  private final RegistryHistory registry;

  public EvidenceReader(
      BlockStore blocks, IndexStore index, StatementStore statements, RegistryReader registries) {
    this.blocks = blocks;
    this.index = index;
    this.statements = statements;
    this.registry = new RegistryHistory(registries, blocks);
  }

  /** How many entries the ledger has, as far as its index goes. */
  public long size() {
    long applied = index.applied();
    return applied < 0
        ? 0
        : blocks
            .read(applied)
            .orElseThrow(() -> new IntegrityFault("block " + applied + " is applied, but missing"))
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
    Map<LotId, LotEvidence> upstream = new LinkedHashMap<>();
    Set<LotId> notFollowed = walk.follow(lot, upstream, EvidenceReader::inputs);
    Map<LotId, LotEvidence> downstream = new LinkedHashMap<>();
    walk.follow(lot, downstream, EvidenceReader::outputs);
    downstream.remove(lot);
    Map<FacilityId, SubjectEvidence> facilities = walk.facilities(upstream.values());
    RegistryHistory.Read registered = registry.asOf(size);
    Map<Long, Placement> places = new HashMap<>(registered.places());
    places.putAll(places(upstream.values(), facilities.values()));
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

  private Map<Long, Placement> places(
      Collection<LotEvidence> lots, Collection<SubjectEvidence> facilities) {
    Set<Ref> refs = new LinkedHashSet<>();
    lots.forEach(each -> refs.addAll(each.subject().refs()));
    facilities.forEach(each -> refs.addAll(each.refs()));
    return RegistryHistory.places(refs, blocks);
  }

  private interface Next {
    Set<LotId> of(LotEvidence lot);
  }

  /** One reading: what was read before is not read again. */
  private final class Walk {
    private final long size;
    private final TraceLimits limits;
    private final Map<Subject, SubjectEvidence> known = new HashMap<>();
    private final Map<Digest, AttestationStatement> parsed = new HashMap<>();

    Walk(long size, TraceLimits limits) {
      this.size = size;
      this.limits = limits;
    }

    /** Goes from a lot on in one direction; gives back the lots that are past the limits. */
    Set<LotId> follow(LotId start, Map<LotId, LotEvidence> into, Next next) {
      Set<LotId> seen = new HashSet<>(Set.of(start));
      Set<LotId> level = Set.of(start);
      Set<LotId> past = new LinkedHashSet<>();
      for (int depth = 0; !level.isEmpty(); depth++) {
        if (depth > limits.depth() || seen.size() > limits.lots()) {
          past.addAll(level);
          break;
        }
        Map<Subject, SubjectEvidence> found =
            read(level.stream().map(AttestationStatement::lot).toList());
        Set<LotId> further = new LinkedHashSet<>();
        for (LotId lot : level) {
          SubjectEvidence subject = found.get(AttestationStatement.lot(lot));
          if (subject != null) {
            LotEvidence evidence = new LotEvidence(lot, subject);
            into.put(lot, evidence);
            next.of(evidence).stream().filter(seen::add).forEach(further::add);
          }
        }
        level = further;
      }
      return past;
    }

    Map<FacilityId, SubjectEvidence> facilities(Collection<LotEvidence> lots) {
      Map<Subject, FacilityId> wanted = new LinkedHashMap<>();
      for (LotEvidence lot : lots) {
        for (Recorded recorded : lot.statements()) {
          facility(recorded).ifPresent(id -> wanted.put(AttestationStatement.facility(id), id));
        }
      }
      // What else a facility made is its own business, and may be thousands of statements; here
      // only what was said of the facility itself is read.
      Map<Subject, SubjectHead> heads = index.heads(wanted.keySet());
      Set<Digest> identities = new LinkedHashSet<>();
      heads
          .values()
          .forEach(head -> identities.addAll(FacilityState.decode(head.state()).statements()));
      Map<Digest, Ref> refs = new HashMap<>(index.statements(identities));
      refs.values().removeIf(ref -> ref.index() >= size);
      parse(List.copyOf(refs.values()));
      Map<FacilityId, SubjectEvidence> facilities = new LinkedHashMap<>();
      wanted.forEach(
          (subject, id) -> {
            SubjectHead head = heads.get(subject);
            if (head != null) {
              List<Recorded> said =
                  FacilityState.decode(head.state()).statements().stream()
                      .map(refs::get)
                      .filter(Objects::nonNull)
                      .map(ref -> new Recorded(parsed(ref), ref))
                      .toList();
              facilities.put(id, new SubjectEvidence(subject, head.salt(), said));
            }
          });
      return facilities;
    }

    private Optional<FacilityId> facility(Recorded recorded) {
      if (recorded.said() instanceof LotOrigin origin) {
        return Optional.of(origin.facility().id());
      }
      return recorded.said() instanceof LotConversion conversion
          ? Optional.of(conversion.facility().id())
          : Optional.empty();
    }

    private Map<Subject, SubjectEvidence> read(Collection<Subject> subjects) {
      List<Subject> missing =
          subjects.stream().filter(subject -> !known.containsKey(subject)).toList();
      if (!missing.isEmpty()) {
        Map<Subject, SubjectHead> heads = index.heads(missing);
        Map<Subject, List<Ref>> refs = new LinkedHashMap<>();
        heads.forEach((subject, head) -> refs.put(subject, refs(head)));
        parse(refs.values().stream().flatMap(List::stream).toList());
        heads.forEach(
            (subject, head) -> {
              List<Recorded> recorded = new ArrayList<>();
              refs.getOrDefault(subject, List.of())
                  .forEach(ref -> recorded.add(new Recorded(parsed(ref), ref)));
              if (!recorded.isEmpty()) {
                known.put(subject, new SubjectEvidence(subject, head.salt(), recorded));
              }
            });
      }
      Map<Subject, SubjectEvidence> found = new HashMap<>();
      for (Subject subject : subjects) {
        SubjectEvidence evidence = known.get(subject);
        if (evidence != null) {
          found.put(subject, evidence);
        }
      }
      return found;
    }

    private List<Ref> refs(SubjectHead head) {
      List<Ref> refs = new ArrayList<>();
      if (head.chunks() > 0) {
        index.chunks(head.subject(), 0).stream()
            .filter(chunk -> chunk.number() < head.chunks())
            .forEach(chunk -> refs.addAll(chunk.refs()));
      }
      refs.addAll(head.recent());
      if (refs.size() != head.count()) {
        throw new IntegrityFault(
            head.subject() + " has " + head.count() + " entries, but chunks of them are missing");
      }
      return refs.stream().filter(ref -> ref.index() < size).toList();
    }

    private AttestationStatement parsed(Ref ref) {
      AttestationStatement statement = parsed.get(ref.statement());
      if (statement == null) {
        throw new IntegrityFault(
            "entry " + ref.index() + ": its statement " + ref.statement() + " is missing");
      }
      return statement;
    }

    private void parse(List<Ref> refs) {
      Set<Digest> wanted = new HashSet<>();
      refs.forEach(ref -> wanted.add(ref.statement()));
      wanted.removeAll(parsed.keySet());
      statements
          .getAll(wanted)
          .forEach(
              (digest, bytes) -> {
                try {
                  if (Statement.read(bytes) instanceof AttestationStatement statement) {
                    parsed.put(digest, statement);
                  }
                } catch (RejectedException e) {
                  throw new IntegrityFault("the statement " + digest + " cannot be read", e);
                }
              });
    }
  }
}
