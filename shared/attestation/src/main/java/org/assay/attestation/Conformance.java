package org.assay.attestation;

import java.util.Arrays;
import java.util.Optional;

/** What an assessment found. */
public enum Conformance {
  CONFORMANT("conformant"),
  NONCONFORMANT("nonconformant");

  private final String code;

  Conformance(String code) {
    this.code = code;
  }

  /** The name in statements. */
  public String code() {
    return code;
  }

  /** The value of a code; empty if there is none. */
  public static Optional<Conformance> fromCode(String code) {
    return Arrays.stream(values()).filter(value -> value.code.equals(code)).findFirst();
  }
}
