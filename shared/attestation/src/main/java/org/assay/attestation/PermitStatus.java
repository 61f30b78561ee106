package org.assay.attestation;

import java.util.Arrays;
import java.util.Optional;

/** Whether a permit can be used (BC Mines Act Permit {@code permit_status}). */
public enum PermitStatus {
  ACTIVE("active"),
  SUSPENDED("suspended"),
  CLOSED("closed");

  private final String code;

  PermitStatus(String code) {
    this.code = code;
  }

  /** The name in statements. */
  public String code() {
    return code;
  }

  /** The value of a code; empty if there is none. */
  public static Optional<PermitStatus> fromCode(String code) {
    return Arrays.stream(values()).filter(value -> value.code.equals(code)).findFirst();
  }
}
