package org.assay.ledger;

/**
 * What became of a candidate.
 *
 * @param <R> why the domain refuses one
 */
public sealed interface Outcome<R> {
  /**
   * It has a new entry, which is durable and final. Where several processes were given the same
   * statement at once, each may hear that it is new: it was when they asked, and the entry is one.
   */
  record Sequenced<R>(Ref ref) implements Outcome<R> {}

  /** The same statement was recorded before, there. */
  record Repeated<R>(Ref ref) implements Outcome<R> {}

  /** Another statement of the same identity was recorded before, there; nothing was recorded. */
  record Conflicting<R>(Ref ref) implements Outcome<R> {}

  /** It cannot be recorded, as the ledger stands. */
  record Refused<R>(R reason) implements Outcome<R> {}
}
