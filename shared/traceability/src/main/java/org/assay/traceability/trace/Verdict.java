package org.assay.traceability.trace;

/** The answer about a lot. */
public enum Verdict {
  /** Every check passed, and nothing is missing. */
  PASS,
  /** A check failed. */
  FAIL,
  /** Nothing failed, but something that would be needed is missing. */
  UNKNOWN
}
