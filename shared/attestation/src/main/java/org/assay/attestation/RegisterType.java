package org.assay.attestation;

import java.util.Arrays;
import java.util.Optional;

/** What a register registers (UNTP {@code registerType}). */
public enum RegisterType {
  PRODUCT("Product"),
  FACILITY("Facility"),
  BUSINESS("Business"),
  TRADEMARK("Trademark"),
  LAND("Land"),
  ACCREDITATION("Accreditation");

  private final String code;

  RegisterType(String code) {
    this.code = code;
  }

  /** The name in statements. */
  public String code() {
    return code;
  }

  /** The value of a code; empty if there is none. */
  public static Optional<RegisterType> fromCode(String code) {
    return Arrays.stream(values()).filter(value -> value.code.equals(code)).findFirst();
  }
}
