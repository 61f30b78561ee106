package org.assay.attestation;

import java.util.Arrays;
import java.util.Optional;

/** How bad an incident is. */
public enum Severity {
  LOW("low"),
  MEDIUM("medium"),
  HIGH("high"),
  CRITICAL("critical");

  private final String code;

  Severity(String code) {
    this.code = code;
  }

  /** The name in statements. */
  public String code() {
    return code;
  }

  /** The value of a code; empty if there is none. */
  public static Optional<Severity> fromCode(String code) {
    return Arrays.stream(values()).filter(value -> value.code.equals(code)).findFirst();
  }
}
