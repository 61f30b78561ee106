package org.assay.attestation;

import java.util.Arrays;
import java.util.Optional;

/** The risks of Annex II of the OECD Due Diligence Guidance. */
public enum IncidentCategory {
  CHILD_LABOUR("child-labour"),
  FORCED_LABOUR("forced-labour"),
  TORTURE("torture"),
  HUMAN_RIGHTS_VIOLATION("human-rights-violation"),
  WAR_CRIMES("war-crimes"),
  NON_STATE_ARMED_GROUPS("non-state-armed-groups"),
  SECURITY_FORCES("security-forces"),
  BRIBERY("bribery"),
  MISREPRESENTED_ORIGIN("misrepresented-origin"),
  MONEY_LAUNDERING("money-laundering"),
  UNPAID_TAXES("unpaid-taxes");

  private final String code;

  IncidentCategory(String code) {
    this.code = code;
  }

  /** The name in statements. */
  public String code() {
    return code;
  }

  /** The value of a code; empty if there is none. */
  public static Optional<IncidentCategory> fromCode(String code) {
    return Arrays.stream(values()).filter(value -> value.code.equals(code)).findFirst();
  }
}
