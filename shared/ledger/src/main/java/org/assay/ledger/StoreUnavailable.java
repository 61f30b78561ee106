package org.assay.ledger;

/**
 * A store did not answer, or did not answer in time. For a read that means nothing; for a write the
 * outcome is unknown until it is read. The same request may be sent again: repeats are free.
 */
public final class StoreUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public StoreUnavailable(String message, Throwable cause) {
    super(message, cause);
  }

  public StoreUnavailable(String message) {
    super(message);
  }
}
