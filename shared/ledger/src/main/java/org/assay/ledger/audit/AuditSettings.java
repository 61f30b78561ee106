package org.assay.ledger.audit;

import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * The bounds of an audit.
 *
 * @param parallelism on how many threads statements are read and judged, 1 to 1,024
 * @param batch how many entries are handed to a thread at once, 1 to 4,096; with the parallelism it
 *     says how many statements are in memory
 * @param maxFindings how many findings are kept
 * @param stop asked now and then whether to stop before the end
 * @param progress told now and then how many entries are done
 */
public record AuditSettings(
    int parallelism, int batch, int maxFindings, BooleanSupplier stop, LongConsumer progress) {
  /** How many entries are handed to a thread at once where nobody says otherwise. */
  public static final int BATCH = 64;

  /** How many findings are kept where nobody says otherwise. */
  public static final int MAX_FINDINGS = 100;

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public AuditSettings {
    if (parallelism < 1
        || parallelism > 1_024
        || batch < 1
        || batch > 4_096
        || maxFindings < 1
        || maxFindings > 100_000) {
      throw new IllegalArgumentException(
          "an audit has 1 to 1,024 threads, 1 to 4,096 entries a batch and keeps 1 to 100,000"
              + " findings");
    }
  }

  /** An audit on all cores that stops for nothing. */
  public static AuditSettings onAllCores() {
    return new AuditSettings(
        Runtime.getRuntime().availableProcessors(), BATCH, MAX_FINDINGS, () -> false, size -> {});
  }

  /** The same with somebody told of the progress. */
  public AuditSettings tellingOf(LongConsumer other) {
    return new AuditSettings(parallelism, batch, maxFindings, stop, other);
  }
}
