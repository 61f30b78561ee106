package org.assay.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A block in the making: candidates are judged one after the other, and those that are admitted get
 * an entry.
 */
final class Draft<C extends Candidate, R> implements Admission.States {
  private final Position before;
  private final Instant at;
  private final Map<Subject, SubjectHead> heads;
  private final Map<Digest, Ref> recorded;
  private final Admission<C, R> admission;
  private final Admission.Session<C, R> session;
  private final Supplier<Salt> salts;
  private final SequencerSettings settings;

  private final Map<Subject, SubjectHead.Growth> grown = new LinkedHashMap<>();
  private final Map<Digest, Salt> newSalts = new HashMap<>();
  private final Map<Digest, Ref> statements = new HashMap<>();
  private final List<Entry> entries = new ArrayList<>();
  private Digest chain;
  private int bytes;

  Draft(
      Position before,
      Instant at,
      Map<Subject, SubjectHead> heads,
      Map<Digest, Ref> recorded,
      Admission<C, R> admission,
      Admission.Session<C, R> session,
      Supplier<Salt> salts,
      SequencerSettings settings) {
    this.before = before;
    this.at = at;
    this.heads = heads;
    this.recorded = recorded;
    this.admission = admission;
    this.session = session;
    this.salts = salts;
    this.settings = settings;
    this.chain = before.chain();
  }

  /** Judges a candidate and records it if it may be; empty if the block has no room for it. */
  Optional<Outcome<R>> add(C candidate) {
    Optional<Ref> known = reference(candidate.identity());
    if (known.isPresent()) {
      Ref ref = known.get();
      return Optional.of(
          ref.statement().equals(candidate.statement())
              ? new Outcome.Repeated<>(ref)
              : new Outcome.Conflicting<>(ref));
    }
    Optional<R> objection = session.objection(candidate, at, this);
    if (objection.isPresent()) {
      return Optional.of(new Outcome.Refused<>(objection.get()));
    }
    return record(candidate).map(Outcome.Sequenced::new);
  }

  private Optional<Ref> record(C candidate) {
    Map<Subject, SubjectHead.Growth> touched = new LinkedHashMap<>();
    List<Link> links = new ArrayList<>();
    int saltBytes = 0;
    for (Subject subject : candidate.subjects()) {
      SubjectHead.Growth growth = growth(subject);
      if (growth.isNew() && growth.count() == 0) {
        saltBytes += Digest.LENGTH + Salt.LENGTH;
      }
      touched.put(subject, growth);
      links.add(growth.nextLink());
    }
    Entry entry =
        new Entry(before.size() + entries.size(), at, chain, candidate.statement(), links);
    byte[] encoded = entry.encode();
    if (encoded.length > Entry.MAX_BYTES) {
      throw new IllegalArgumentException(
          "a statement with " + links.size() + " subjects does not fit an entry");
    }
    int size = encoded.length + saltBytes;
    if (!entries.isEmpty()
        && (bytes + size > settings.maxBlockBytes()
            || entries.size() == settings.maxBlockEntries())) {
      return Optional.empty();
    }
    Ref ref = new Ref(entry.index(), before.block() + 1, at, candidate.statement());
    touched.forEach(
        (subject, growth) -> {
          if (growth.isNew() && growth.count() == 0) {
            newSalts.put(growth.tag(), growth.salt());
          }
          growth.add(ref, admission.fold(candidate, subject, growth.state(), at));
          grown.put(subject, growth);
        });
    entries.add(entry);
    chain = Digest.of(encoded);
    bytes += size;
    statements.put(candidate.identity(), ref);
    session.admitted(candidate, ref);
    return Optional.of(ref);
  }

  private SubjectHead.Growth growth(Subject subject) {
    SubjectHead.Growth growth = grown.get(subject);
    if (growth != null) {
      return growth;
    }
    SubjectHead head = heads.get(subject);
    return head == null
        ? new SubjectHead.Growth(subject, salts.get())
        : new SubjectHead.Growth(head);
  }

  @Override
  public byte @Nullable [] of(Subject subject) {
    SubjectHead.Growth growth = grown.get(subject);
    if (growth != null) {
      return growth.state();
    }
    SubjectHead head = heads.get(subject);
    return head == null ? null : head.state();
  }

  @Override
  public boolean isKnown(Subject subject) {
    return grown.containsKey(subject) || heads.containsKey(subject);
  }

  @Override
  public Optional<Ref> reference(Digest identity) {
    Ref here = statements.get(identity);
    return Optional.ofNullable(here != null ? here : recorded.get(identity));
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  Block block() {
    return Block.behind(before, entries, newSalts);
  }

  IndexUpdate update() {
    List<SubjectHead.Chunk> chunks = new ArrayList<>();
    List<SubjectHead> newHeads = new ArrayList<>();
    for (SubjectHead.Growth growth : grown.values()) {
      chunks.addAll(growth.filled());
      newHeads.add(growth.head());
    }
    return new IndexUpdate(before.block() + 1, statements, chunks, newHeads);
  }
}
