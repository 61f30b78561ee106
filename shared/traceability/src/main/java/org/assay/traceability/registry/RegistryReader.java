package org.assay.traceability.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.attestation.RejectedException;
import org.assay.ledger.Digest;
import org.assay.ledger.IndexStore;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.Ref;
import org.assay.ledger.StatementStore;
import org.assay.ledger.SubjectHead;
import org.assay.traceability.statement.AttestationStatement;
import org.assay.traceability.statement.Statement;

/**
 * Reads the registry from the ledger and keeps it, so that later only what is new has to be read.
 * Thread-safe.
 *
 * <p>What it reads was judged when it was recorded; {@link org.assay.traceability.trace} and the
 * audit judge it again.
 */
public final class RegistryReader {
  private final IndexStore index;
  private final StatementStore statements;
  private volatile Known newest = new Known(new Registry(), List.of());

  /**
   * A registry, and the statements that make it, so that who wants them as evidence need not read.
   */
  private record Known(Registry registry, List<Entered> statements) {}

  public RegistryReader(IndexStore index, StatementStore statements) {
    this.index = index;
    this.statements = statements;
  }

  /** The registry as it was read last, which may be older than the ledger; no read. */
  public Registry known() {
    return newest.registry();
  }

  /** The registry as the index has it now: one read where nothing is new. */
  public Registry current() {
    return at(head());
  }

  /**
   * The registry as of a head of its subject; it must not be written to.
   *
   * @param head empty where the subject has no entries
   */
  public Registry at(Optional<SubjectHead> head) {
    return head.isEmpty() ? new Registry() : upTo(head.get()).registry();
  }

  /**
   * The registry's statements that a head counts, from one on, in order; they are read only where
   * the registry was not read so far before.
   */
  public List<Entered> statements(SubjectHead head, long from) {
    return upTo(head).statements().subList((int) from, (int) head.count());
  }

  private Known upTo(SubjectHead head) {
    Known known = newest;
    if (known.registry().size() == head.count()) {
      return known;
    }
    boolean isLonger = known.registry().size() < head.count();
    Registry registry = isLonger ? known.registry().copy() : new Registry();
    List<Entered> statements = new ArrayList<>(isLonger ? known.statements() : List.of());
    for (Entered each : read(refs(head, registry.size()))) {
      registry.record(each.statement(), each.ref());
      statements.add(each);
    }
    Known next = new Known(registry, List.copyOf(statements));
    if (registry.size() > newest.registry().size()) {
      newest = next;
    }
    return next;
  }

  private List<Entered> read(List<Ref> refs) {
    Map<Digest, byte[]> found = statements.getAll(refs.stream().map(Ref::statement).toList());
    return refs.stream().map(ref -> new Entered(read(ref, found), ref)).toList();
  }

  /**
   * The attestation of a recorded statement.
   *
   * @throws IntegrityFault if it is missing or is none
   */
  public AttestationStatement attestation(Ref ref) {
    return attestation(ref, statements);
  }

  /** As {@link #attestation(Ref)}, from a store. */
  public static AttestationStatement attestation(Ref ref, StatementStore statements) {
    Statement statement = read(ref, statements.getAll(List.of(ref.statement())));
    if (statement instanceof AttestationStatement attestation) {
      return attestation;
    }
    throw new IntegrityFault("entry " + ref.index() + ": its statement is no attestation");
  }

  /** The registry as of a size of the ledger: what was recorded after it is left out. */
  public Registry asOf(long size) {
    Optional<SubjectHead> head = head();
    if (head.isEmpty() || head.get().lastIndex() < size) {
      return at(head);
    }
    Registry earlier = new Registry();
    statements(head.get(), 0).stream()
        .filter(each -> each.ref().index() < size)
        .forEach(each -> earlier.record(each.statement(), each.ref()));
    return earlier;
  }

  /** The head of the registry's subject as the index has it now; empty before the first charter. */
  private Optional<SubjectHead> head() {
    return Optional.ofNullable(index.heads(List.of(Statement.REGISTRY)).get(Statement.REGISTRY));
  }

  /** The places of the registry's statements, from one on. */
  private List<Ref> refs(SubjectHead head, long from) {
    List<Ref> refs = new ArrayList<>();
    long firstChunk = from / SubjectHead.CHUNK;
    if (firstChunk < head.chunks()) {
      for (SubjectHead.Chunk chunk : index.chunks(head.subject(), firstChunk)) {
        if (chunk.number() < head.chunks()) {
          refs.addAll(chunk.refs());
        }
      }
    } else {
      firstChunk = head.chunks();
    }
    refs.addAll(head.recent());
    if (firstChunk * SubjectHead.CHUNK + refs.size() != head.count()) {
      // A revocation may be in what is missing.
      throw new IntegrityFault(
          head.subject() + " has " + head.count() + " entries, but chunks of them are missing");
    }
    return refs.subList((int) (from - firstChunk * SubjectHead.CHUNK), refs.size());
  }

  private static Statement read(Ref ref, Map<Digest, byte[]> found) {
    byte[] bytes = found.get(ref.statement());
    if (bytes == null) {
      throw new IntegrityFault(
          "entry " + ref.index() + ": its statement " + ref.statement() + " is missing");
    }
    try {
      return Statement.read(bytes);
    } catch (RejectedException e) {
      throw new IntegrityFault("entry " + ref.index() + ": its statement cannot be read", e);
    }
  }
}
