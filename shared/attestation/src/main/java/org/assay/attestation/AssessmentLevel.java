package org.assay.attestation;

import java.util.Arrays;
import java.util.Optional;

/** What stands behind an assessment (UNTP {@code assessmentLevel}). */
public enum AssessmentLevel {
  GOVERNMENT_APPROVAL("GovtApproval"),
  GLOBAL_MRA("GlobalMRA"),
  ACCREDITED("Accredited"),
  VERIFIED("Verified"),
  VALIDATED("Validated"),
  UNSPECIFIED("Unspecified");

  private final String code;

  AssessmentLevel(String code) {
    this.code = code;
  }

  /** The name in statements. */
  public String code() {
    return code;
  }

  /** The value of a code; empty if there is none. */
  public static Optional<AssessmentLevel> fromCode(String code) {
    return Arrays.stream(values()).filter(value -> value.code.equals(code)).findFirst();
  }
}
