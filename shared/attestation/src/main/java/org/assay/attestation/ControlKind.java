package org.assay.attestation;

import java.util.Arrays;
import java.util.Optional;

/**
 * How somebody owns or controls a party; each kind is measured by itself (DOE guidance on foreign
 * entities of concern).
 */
public enum ControlKind {
  EQUITY("equity"),
  VOTING("voting"),
  BOARD_SEATS("board-seats");

  private final String code;

  ControlKind(String code) {
    this.code = code;
  }

  /** The name in statements. */
  public String code() {
    return code;
  }

  /** The value of a code; empty if there is none. */
  public static Optional<ControlKind> fromCode(String code) {
    return Arrays.stream(values()).filter(value -> value.code.equals(code)).findFirst();
  }
}
