package org.assay.ledger;

import java.time.Duration;

/**
 * Too many writers at once: nothing of the submission is known to be recorded; it may be sent
 * again, later.
 */
public final class SequencerBusy extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  public SequencerBusy(String message, Duration retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  /** When it makes sense to come back. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
