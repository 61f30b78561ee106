package org.assay.cli;

/** What an exchange says of one statement. */
public sealed interface SubmitAnswer {
  /** The digest of the statement: 64 hexadecimal digits. */
  String statement();

  /**
   * It is in the ledger.
   *
   * @param index of its entry
   * @param at the time of its entry, RFC 3339
   * @param repeated whether it was there before
   */
  record Recorded(String statement, long index, String at, boolean repeated)
      implements SubmitAnswer {}

  /** It is not in the ledger, and this is why. */
  record Refused(String statement, ReceivedProblem problem) implements SubmitAnswer {}
}
