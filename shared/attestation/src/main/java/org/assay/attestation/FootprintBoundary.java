package org.assay.attestation;

import java.util.Arrays;
import java.util.Optional;

/** Which part of a product's life a footprint covers. */
public enum FootprintBoundary {
  CRADLE_TO_GATE("cradle-to-gate"),
  GATE_TO_GATE("gate-to-gate");

  private final String code;

  FootprintBoundary(String code) {
    this.code = code;
  }

  /** The name in statements. */
  public String code() {
    return code;
  }

  /** The value of a code; empty if there is none. */
  public static Optional<FootprintBoundary> fromCode(String code) {
    return Arrays.stream(values()).filter(value -> value.code.equals(code)).findFirst();
  }
}
