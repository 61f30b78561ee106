package org.assay.attestation;

import java.util.Arrays;
import java.util.Optional;

/**
 * Artisanal and small-scale, or large-scale mining, which due diligence treats apart (OECD, RMAP
 * step 1C).
 */
public enum MiningScale {
  ARTISANAL("ASM"),
  LARGE("LSM");

  private final String code;

  MiningScale(String code) {
    this.code = code;
  }

  /** The name in statements. */
  public String code() {
    return code;
  }

  /** The value of a code; empty if there is none. */
  public static Optional<MiningScale> fromCode(String code) {
    return Arrays.stream(values()).filter(value -> value.code.equals(code)).findFirst();
  }
}
