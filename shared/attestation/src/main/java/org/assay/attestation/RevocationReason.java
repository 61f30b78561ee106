package org.assay.attestation;

import java.util.Arrays;
import java.util.Optional;

/** Why something is revoked; {@link #KEY_COMPROMISE} alone can reach back in time. */
public enum RevocationReason {
  KEY_COMPROMISE("key-compromise"),
  SUPERSEDED("superseded"),
  CESSATION("cessation"),
  ISSUED_IN_ERROR("issued-in-error"),
  FRAUD("fraud"),
  WITHDRAWN("withdrawn");

  private final String code;

  RevocationReason(String code) {
    this.code = code;
  }

  /** The name in statements. */
  public String code() {
    return code;
  }

  /** The value of a code; empty if there is none. */
  public static Optional<RevocationReason> fromCode(String code) {
    return Arrays.stream(values()).filter(value -> value.code.equals(code)).findFirst();
  }
}
