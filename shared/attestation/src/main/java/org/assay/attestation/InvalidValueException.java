package org.assay.attestation;

/**
 * Thrown where a value would be built that breaks its own rule, such as a mass of zero. It is
 * unchecked because code that builds values from trusted parts can prevent it; readers of foreign
 * documents turn it into a {@link RejectedException} that points into the document.
 */
public final class InvalidValueException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final transient Rejection rejection;

  public InvalidValueException(Rejection rejection) {
    super(rejection.reason().slug() + ": " + rejection.detail());
    this.rejection = rejection;
  }

  /** The rule that is broken; its pointer is relative to the value that would have been built. */
  public Rejection rejection() {
    return rejection;
  }
}
