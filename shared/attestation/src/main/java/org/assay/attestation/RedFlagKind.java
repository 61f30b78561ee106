package org.assay.attestation;

import java.util.Arrays;
import java.util.Optional;

/**
 * Where a red flag is (OECD Due Diligence Guidance): of location, of supplier or of circumstance.
 */
public enum RedFlagKind {
  LOCATION("location"),
  SUPPLIER("supplier"),
  CIRCUMSTANCE("circumstance");

  private final String code;

  RedFlagKind(String code) {
    this.code = code;
  }

  /** The name in statements. */
  public String code() {
    return code;
  }

  /** The value of a code; empty if there is none. */
  public static Optional<RedFlagKind> fromCode(String code) {
    return Arrays.stream(values()).filter(value -> value.code.equals(code)).findFirst();
  }
}
