package org.assay.ledger;

/**
 * Something stored is not what was written. Never retried and never passed over: whoever operates
 * the ledger has to look at what the message names.
 */
public final class IntegrityFault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public IntegrityFault(String message) {
    super(message);
  }

  public IntegrityFault(String message, Throwable cause) {
    super(message, cause);
  }
}
