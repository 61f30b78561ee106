package org.assay.ledger.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.assay.ledger.Admission;
import org.assay.ledger.Candidate;
import org.assay.ledger.Digest;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.Ref;
import org.assay.ledger.Subject;
import org.jspecify.annotations.Nullable;

/**
 * The domain's side of an audit: whether a recorded statement could have been recorded. What takes
 * long, signatures, is put where it can go on in parallel. Thread-safe.
 *
 * @param <C> the domain's candidate
 */
public interface Judge<C extends Candidate> {
  /**
   * Reads a recorded statement.
   *
   * @throws IntegrityFault if it cannot be read
   */
  C read(byte[] statement);

  /** The subjects that every statement which changes the rules touches. */
  Set<Subject> standing();

  /** What is kept of a subject after a statement; as {@link Admission#fold}. */
  byte @Nullable [] fold(C candidate, Subject subject, byte @Nullable [] before, Instant at);

  /** What speaks against a statement in what is kept of its subjects; empty if nothing does. */
  Optional<Objection> contradiction(C candidate, Admission.States states);

  /** The rules of a ledger without entries. */
  Rules<C> start();

  /**
   * Who may say what at a point of the ledger; never changes, so that any number of statements may
   * be judged by it at once.
   */
  interface Rules<C extends Candidate> {
    /** Whether a statement changes them once it is recorded. */
    boolean isChangedBy(C candidate);

    /**
     * What speaks against a statement's signatures and its issuer's authority; empty if nothing
     * does.
     *
     * @param index of its entry
     * @param at the time of its entry
     * @param recorded where the statements are that it refers to
     */
    Optional<Objection> objection(C candidate, long index, Instant at, Recorded recorded);

    /** The rules after a statement that changes them. */
    Rules<C> after(C candidate, Ref ref);
  }

  /** Finds recorded statements by their identities. */
  interface Recorded {
    /** Where a statement is recorded, before the one that is being judged; empty if nowhere. */
    Optional<Ref> find(Digest identity);
  }

  /**
   * Why a statement should not have been recorded.
   *
   * @param invariant the promise that it breaks
   * @param sentence one plain sentence
   */
  record Objection(Invariant invariant, String sentence) {}
}
