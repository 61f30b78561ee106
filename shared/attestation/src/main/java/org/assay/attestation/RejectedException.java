package org.assay.attestation;

/**
 * Thrown where a statement is refused; checked, because a caller always owes the submitter the
 * reason.
 */
public final class RejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Rejection rejection;

  public RejectedException(Rejection rejection) {
    // No stack trace: hostile input must not make the service spend its time on walking stacks.
    super(rejection.reason().slug() + ": " + rejection.detail(), null, false, false);
    this.rejection = rejection;
  }

  /** What is wrong, where, and what would make it right. */
  public Rejection rejection() {
    return rejection;
  }
}
