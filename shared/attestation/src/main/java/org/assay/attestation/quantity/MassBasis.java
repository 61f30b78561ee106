package org.assay.attestation.quantity;

import java.util.Arrays;
import java.util.Optional;

/** Whether a mass, or the mass that a grade is a share of, includes the moisture. */
public enum MassBasis {
  /** As weighed, moisture included. */
  WET("wet"),
  /** Without moisture. */
  DRY("dry");

  private final String code;

  MassBasis(String code) {
    this.code = code;
  }

  /** The name in statements. */
  public String code() {
    return code;
  }

  /** The basis of a code; empty if there is none. */
  public static Optional<MassBasis> fromCode(String code) {
    return Arrays.stream(values()).filter(basis -> basis.code.equals(code)).findFirst();
  }
}
