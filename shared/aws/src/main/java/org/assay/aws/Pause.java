package org.assay.aws;

import java.util.concurrent.ThreadLocalRandom;
import org.assay.ledger.StoreUnavailable;

/** What is waited before DynamoDB is asked again for what it left out of a batch. */
final class Pause {
  private Pause() {}

  /** DynamoDB leaves keys out where it is asked for too much at once. */
  static void before(int attempt) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(10L << Math.min(attempt, 6)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted while waiting for DynamoDB", e);
    }
  }
}
