package org.assay.ledger;

import org.jspecify.annotations.Nullable;

/** A candidate and what becomes of it. Thread-safe. */
final class Place<C extends Candidate, R> {
  private final C candidate;
  private volatile @Nullable Outcome<R> outcome;
  private volatile @Nullable Throwable failure;
  private volatile boolean wasAbsent;

  Place(C candidate) {
    this.candidate = candidate;
  }

  C candidate() {
    return candidate;
  }

  /** Notes that the ledger held nothing of this identity when this submission looked. */
  void foundAbsent() {
    wasAbsent = true;
  }

  /**
   * Whether an entry that is there now is this submission's own, whoever wrote it, since there was
   * none when it looked first.
   */
  boolean wasAbsent() {
    return wasAbsent;
  }

  void settle(Outcome<R> result) {
    outcome = result;
  }

  void fail(Throwable e) {
    if (!isSettled()) {
      failure = e;
    }
  }

  /** Whether there is an outcome or a failure. */
  boolean isSettled() {
    return outcome != null || failure != null;
  }

  /** Whether it was settled by an entry, of its own or of another statement of its identity. */
  boolean isRecorded() {
    return outcome != null && !(outcome instanceof Outcome.Refused<R>);
  }

  /** The outcome; a failure is thrown. */
  Outcome<R> outcome() {
    if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    if (failure instanceof Error error) {
      throw error;
    }
    Outcome<R> settled = outcome;
    if (settled == null) {
      throw new IllegalStateException("asked before it was settled");
    }
    return settled;
  }
}
