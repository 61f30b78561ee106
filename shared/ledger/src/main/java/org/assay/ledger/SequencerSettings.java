package org.assay.ledger;

import java.time.Duration;

/**
 * The bounds of a {@link Sequencer}.
 *
 * @param maxBlockBytes the most bytes of entries and salts in a block, 65,536 at least; a DynamoDB
 *     item, names included, has at most 409,600
 * @param maxBlockEntries the most entries in a block
 * @param maxAttempts how often a block is tried against other writers before the submitter is told
 *     to come back
 * @param backoff the most that is waited before the second try of a write whose outcome is unknown;
 *     it grows with each further one
 * @param patience how long a submission waits for its turn inside one process, and again how long
 *     among processes
 * @param look the most that passes between two looks at whether somebody else has recorded it
 * @param turn for how long the one who commits for all is left alone; it then has to be dead or cut
 *     off
 * @param maxPending how many statements may wait among processes before a new one is sent away
 */
public record SequencerSettings(
    int maxBlockBytes,
    int maxBlockEntries,
    int maxAttempts,
    Duration backoff,
    Duration patience,
    Duration look,
    Duration turn,
    int maxPending) {
  /** Bounds that suit a DynamoDB table and a Lambda time limit of half a minute. */
  public static final SequencerSettings DEFAULT =
      new SequencerSettings(
          380_000,
          1_000,
          40,
          Duration.ofMillis(20),
          Duration.ofSeconds(10),
          Duration.ofMillis(20),
          Duration.ofSeconds(2),
          4_000);

  public SequencerSettings {
    if (maxBlockBytes < 65_536
        || maxBlockEntries < 1
        || maxAttempts < 1
        || backoff.isNegative()
        || look.isNegative()
        || maxPending < 0) {
      throw new IllegalArgumentException(
          "a block has room for one entry, and is tried once at least");
    }
  }

  /** The same with other bounds of a block. */
  public SequencerSettings withMaxBlock(int bytes, int entries) {
    return new SequencerSettings(
        bytes, entries, maxAttempts, backoff, patience, look, turn, maxPending);
  }

  /** The same with another time to wait. */
  public SequencerSettings withPatience(Duration time) {
    return new SequencerSettings(
        maxBlockBytes, maxBlockEntries, maxAttempts, backoff, time, look, turn, maxPending);
  }

  /** The same with another bound of those who wait. */
  public SequencerSettings withMaxPending(int statements) {
    return new SequencerSettings(
        maxBlockBytes, maxBlockEntries, maxAttempts, backoff, patience, look, turn, statements);
  }
}
