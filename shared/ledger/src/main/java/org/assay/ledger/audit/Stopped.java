package org.assay.ledger.audit;

/** Ends an audit that is stopped in the middle of something. */
final class Stopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Stopped(String message) {
    super(message);
  }
}
