package org.assay.attestation;

import java.util.Arrays;
import java.util.Optional;

/** How far something that is wrong has been dealt with. */
public enum IssueState {
  OPEN("open"),
  MITIGATING("mitigating"),
  CLOSED("closed");

  private final String code;

  IssueState(String code) {
    this.code = code;
  }

  /** The name in statements. */
  public String code() {
    return code;
  }

  /** The value of a code; empty if there is none. */
  public static Optional<IssueState> fromCode(String code) {
    return Arrays.stream(values()).filter(value -> value.code.equals(code)).findFirst();
  }
}
