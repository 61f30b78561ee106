package org.assay.attestation;

import java.util.Arrays;
import java.util.Optional;

/** The five steps of the OECD Due Diligence Guidance, in its order. */
public enum DueDiligenceStep {
  MANAGEMENT_SYSTEMS("management-systems"),
  RISK_IDENTIFICATION("risk-identification"),
  RISK_RESPONSE("risk-response"),
  INDEPENDENT_AUDIT("independent-audit"),
  PUBLIC_REPORT("public-report");

  private final String code;

  DueDiligenceStep(String code) {
    this.code = code;
  }

  /** The name in statements. */
  public String code() {
    return code;
  }

  /** The value of a code; empty if there is none. */
  public static Optional<DueDiligenceStep> fromCode(String code) {
    return Arrays.stream(values()).filter(value -> value.code.equals(code)).findFirst();
  }
}
