package org.assay.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The checks that depend on what the ledger holds, and what is kept of a subject for them; the
 * domain's side of a commit. Thread-safe.
 *
 * @param <C> the domain's candidate
 * @param <R> why it refuses one
 */
public interface Admission<C extends Candidate, R> {
  /**
   * Reads a recorded statement again, to repeat what follows from it.
   *
   * @throws IntegrityFault if it cannot be read: it would not have been recorded
   */
  C read(byte[] statement);

  /**
   * Reads a statement that another process was given and is to be recorded for it, and makes the
   * checks that come before a candidate is submitted, as if it had been given here.
   *
   * @return empty if they fail: the one to whom it was given tells its submitter why
   */
  Optional<C> receive(byte[] statement);

  /** Subjects whose heads every session needs, whatever the candidates are about. */
  Set<Subject> standing();

  /**
   * What is kept of a subject after a statement; a pure function, so that it can be repeated from
   * blocks and statements.
   *
   * @param before what was kept before; null at the subject's first entry or where nothing was kept
   */
  byte @Nullable [] fold(C candidate, Subject subject, byte @Nullable [] before, Instant at);

  /** Begins to judge candidates against a ledger as it stands. */
  Session<C, R> open(View view);

  /**
   * Judges candidates one after the other, each in the light of those that were admitted before it.
   */
  interface Session<C, R> {
    /**
     * Why a candidate cannot be recorded; empty if it can.
     *
     * @param at the time that its entry would have
     * @param states the states of its subjects, after those admitted before
     */
    Optional<R> objection(C candidate, Instant at, States states);

    /** Tells that a candidate was given an entry. */
    void admitted(C candidate, Ref ref);
  }

  /** What is kept of subjects, at a point of a block in the making. */
  interface States {
    /** What is kept of a subject; null if nothing is or it is new. */
    byte @Nullable [] of(Subject subject);

    /** Whether any entry touches the subject. */
    boolean isKnown(Subject subject);

    /**
     * Where a statement that a candidate {@linkplain Candidate#references refers to} is; empty if
     * it is not.
     */
    Optional<Ref> reference(Digest identity);
  }

  /** The ledger as it stands when a session is opened. */
  interface View {
    /** Where the ledger stands. */
    Position position();

    /** The head of a {@linkplain #standing standing} subject; empty if no entry touches it. */
    Optional<SubjectHead> standing(Subject subject);
  }
}
