package org.assay.ledger.audit;

/** What a ledger promises; a finding names the promise that is broken. */
public enum Invariant {
  /** A recorded statement is stored, in exactly one entry, and under every later checkpoint. */
  I1,
  /** Indexes are gapless, an entry never changes, and two checkpoints are consistent. */
  I2,
  /** The same statement submitted any number of times is one entry. */
  I3,
  /** A receipt verifies with the log's public key and the statement. */
  I4,
  /** No more of a lot is consumed than there is. */
  I5,
  /** A verdict follows from the ledger alone. */
  I6,
  /** What is derived can be made again, byte for byte, from blocks and statements. */
  I7,
  /** A changed, missing, moved or added byte is found. */
  I8,
  /** What is refused leaves nothing in the ledger. */
  I9,
  /** Who may say what is judged at the entry's time. */
  I10
}
