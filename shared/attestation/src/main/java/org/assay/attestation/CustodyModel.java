package org.assay.attestation;

import java.util.Arrays;
import java.util.Optional;

/**
 * How a chain of custody keeps material apart (ISO 22095:2020), the strictest first. A path is
 * worth no more than the weakest of its steps.
 */
public enum CustodyModel {
  IDENTITY_PRESERVED("identity-preserved"),
  SEGREGATED("segregated"),
  CONTROLLED_BLENDING("controlled-blending"),
  MASS_BALANCE("mass-balance"),
  BOOK_AND_CLAIM("book-and-claim");

  private final String code;

  CustodyModel(String code) {
    this.code = code;
  }

  /** The name in statements. */
  public String code() {
    return code;
  }

  /** The value of a code; empty if there is none. */
  public static Optional<CustodyModel> fromCode(String code) {
    return Arrays.stream(values()).filter(value -> value.code.equals(code)).findFirst();
  }
}
