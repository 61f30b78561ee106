package org.assay.attestation;

import java.util.Arrays;
import java.util.Optional;

/** How far a step is carried out. */
public enum StepStatus {
  IMPLEMENTED("implemented"),
  PARTIAL("partial"),
  NOT_IMPLEMENTED("not-implemented");

  private final String code;

  StepStatus(String code) {
    this.code = code;
  }

  /** The name in statements. */
  public String code() {
    return code;
  }

  /** The value of a code; empty if there is none. */
  public static Optional<StepStatus> fromCode(String code) {
    return Arrays.stream(values()).filter(value -> value.code.equals(code)).findFirst();
  }
}
