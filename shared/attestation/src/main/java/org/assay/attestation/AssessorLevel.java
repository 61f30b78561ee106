package org.assay.attestation;

import java.util.Arrays;
import java.util.Optional;

/** Who assessed, by how near they stand to what is assessed (UNTP {@code assessorLevel}). */
public enum AssessorLevel {
  SELF("Self"),
  COMMERCIAL("Commercial"),
  BUYER("Buyer"),
  MEMBERSHIP("Membership"),
  UNSPECIFIED("Unspecified"),
  THIRD_PARTY("3rdParty");

  private final String code;

  AssessorLevel(String code) {
    this.code = code;
  }

  /** The name in statements. */
  public String code() {
    return code;
  }

  /** The value of a code; empty if there is none. */
  public static Optional<AssessorLevel> fromCode(String code) {
    return Arrays.stream(values()).filter(value -> value.code.equals(code)).findFirst();
  }
}
