package org.assay.traceability.trace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.assay.attestation.FacilityId;
import org.assay.attestation.LotId;
import org.assay.ledger.Digest;
import org.assay.ledger.Ref;
import org.assay.ledger.Salt;
import org.assay.ledger.Subject;
import org.assay.ledger.SubjectHead;
import org.assay.traceability.statement.AttestationStatement;
import org.jspecify.annotations.Nullable;

/**
 * What a reader of one ledger remembers, so that asking again costs what is new. It keeps only what
 * never changes once it is recorded: statements under their digests, entries, full chunks, and
 * where a statement is recorded; each only after the entry was seen to say so, so that a store that
 * lied and was put right is not remembered. What can change, the heads of the index, is always
 * read; where lots led when they were last read is kept too, but as a guess at what to read
 * together, on which no answer rests. Thread-safe.
 */
final class EvidenceCache {
  /**
   * Where a lot led when it was last read.
   *
   * @param facilities those that the statements about it name
   */
  record Lead(Set<LotId> inputs, Set<LotId> outputs, Set<FacilityId> facilities) {
    Lead {
      inputs = Set.copyOf(inputs);
      outputs = Set.copyOf(outputs);
      facilities = Set.copyOf(facilities);
    }

    private long weight() {
      return 200 + 100L * (inputs.size() + outputs.size() + facilities.size());
    }
  }

  /** The entries of the full chunks of a subject, as they were read with one salt. */
  private record Chunks(Salt salt, List<Ref> refs) {
    private long weight() {
      return 200 + 200L * refs.size();
    }
  }

  private final Bounded<Digest, AttestationStatement> statements;
  private final Bounded<Long, Placement.Held> places;
  private final Bounded<Digest, Ref> recorded;
  private final Bounded<Subject, Chunks> chunks;
  private final Bounded<LotId, Lead> leads;

  /**
   * @param bytes how much memory it may take, roughly
   */
  EvidenceCache(long bytes) {
    this.statements = new Bounded<>(bytes / 2, EvidenceCache::weight);
    this.places = new Bounded<>(bytes / 4, EvidenceCache::weight);
    this.recorded = new Bounded<>(bytes / 16, ref -> 400);
    this.chunks = new Bounded<>(bytes / 16, Chunks::weight);
    this.leads = new Bounded<>(bytes / 8, Lead::weight);
  }

  /** Its bytes are kept twice, its payload once, and what it says in objects. */
  private static long weight(AttestationStatement statement) {
    return 2_000 + 6L * statement.jws().length();
  }

  private static long weight(Placement.Held held) {
    return 800 + 300L * held.entry().links().size();
  }

  @Nullable AttestationStatement statement(Digest digest) {
    return statements.get(digest);
  }

  /** Remembers a statement, if the digest is its own. */
  void keep(Digest digest, AttestationStatement statement) {
    if (statement.statement().equals(digest)) {
      statements.put(digest, statement);
    }
  }

  /** The entry at a place, if it is remembered and names the statement that is said to be there. */
  Placement.@Nullable Held place(Ref ref) {
    Placement.Held held = places.get(ref.index());
    return held != null && isNamedBy(held, ref) ? held : null;
  }

  private static boolean isNamedBy(Placement.Held held, Ref ref) {
    return held.entry().statement().equals(ref.statement()) && held.entry().at().equals(ref.at());
  }

  /** Where a statement is recorded, by its identity; null where that is not remembered. */
  @Nullable Ref recorded(Digest identity) {
    return recorded.get(identity);
  }

  /** The entries of the first full chunks of a subject; none where they are not remembered. */
  List<Ref> chunks(SubjectHead head) {
    Chunks known = chunks.get(head.subject());
    return known == null
            || !known.salt().equals(head.salt())
            || known.refs().size() > head.chunks() * SubjectHead.CHUNK
        ? List.of()
        : known.refs();
  }

  void keep(LotId lot, Lead lead) {
    leads.put(lot, lead);
  }

  /**
   * Lots, and those to which they led when they were last read.
   *
   * @param depth how many steps further, and
   * @param most about how many lots in all
   */
  Set<LotId> ahead(
      Collection<LotId> from, Function<Lead, Set<LotId>> direction, int depth, int most) {
    Set<LotId> all = new LinkedHashSet<>(from);
    List<LotId> level = new ArrayList<>(all);
    for (int step = 0; step < depth && !level.isEmpty() && all.size() <= most; step++) {
      List<LotId> further = new ArrayList<>();
      for (LotId lot : level) {
        Lead lead = leads.get(lot);
        if (lead != null) {
          direction.apply(lead).stream().filter(all::add).forEach(further::add);
        }
      }
      level = further;
    }
    return all;
  }

  /** The facilities that lots led to when they were last read. */
  Set<FacilityId> facilities(Collection<LotId> lots) {
    Set<FacilityId> facilities = new LinkedHashSet<>();
    for (LotId lot : lots) {
      Lead lead = leads.get(lot);
      if (lead != null) {
        facilities.addAll(lead.facilities());
      }
    }
    return facilities;
  }

  /**
   * Remembers what was read together, as far as its entries bear it out.
   *
   * @param all where the statements are recorded that were read
   * @param found where the index says that some of them are, by their identity
   * @param chunked the entries of full chunks, with the heads that count them
   * @param read what was found at all these places, by index
   */
  void keep(
      Collection<Ref> all,
      Map<Digest, Ref> found,
      Map<SubjectHead, List<Ref>> chunked,
      Map<Long, Placement> read) {
    for (Ref ref : all) {
      if (read.get(ref.index()) instanceof Placement.Held held && isNamedBy(held, ref)) {
        places.put(ref.index(), held);
      }
    }
    found.forEach(
        (identity, ref) -> {
          if (isHeld(ref, read)) {
            recorded.put(identity, ref);
          }
        });
    chunked.forEach(
        (head, refs) -> {
          if (refs.stream().allMatch(ref -> isHeld(ref, read))) {
            chunks.put(head.subject(), new Chunks(head.salt(), List.copyOf(refs)));
          }
        });
  }

  private static boolean isHeld(Ref ref, Map<Long, Placement> read) {
    return read.get(ref.index()) instanceof Placement.Held held && isNamedBy(held, ref);
  }
}
