package org.assay.cli;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an exchange says of one statement. */
public sealed interface SubmitAnswer {
  /** The digest of the statement: 64 hexadecimal digits. */
  String statement();

  /**
   * It is in the ledger.
   *
   * @param status how far it is: {@code SEQUENCED}, {@code PUBLISHED} or {@code WITNESSED}
   * @param index of its entry
   * @param at the time of its entry, RFC 3339
   * @param repeated whether it was there before
   * @param receipt its proof (C2SP tlog-proof), where the exchange gave it at once; null otherwise
   */
  record Recorded(
      String statement,
      String status,
      long index,
      String at,
      boolean repeated,
      @Nullable String receipt)
      implements SubmitAnswer {
    private static final Set<String> STATUSES = Set.of("SEQUENCED", "PUBLISHED", "WITNESSED");

    /**
     * Whether a status says that a statement is in the ledger for good: its index is final, whether
     * or not a checkpoint covers it yet.
     */
    static boolean isRecorded(String status) {
      return STATUSES.contains(status);
    }
  }

  /** It is not in the ledger, and this is why. */
  record Refused(String statement, ReceivedProblem problem) implements SubmitAnswer {}
}
