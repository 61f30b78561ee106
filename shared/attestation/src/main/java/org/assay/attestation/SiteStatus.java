package org.assay.attestation;

import java.util.Arrays;
import java.util.Optional;

/**
 * What an inspection says of a mine site (ICGLR MD.01 {@code certificationStatus}): green is
 * certified, yellow has to be put right within three months, red may not produce, blue is not
 * inspected yet.
 */
public enum SiteStatus {
  BLUE("blue"),
  GREEN("green"),
  YELLOW("yellow"),
  RED("red");

  private final String code;

  SiteStatus(String code) {
    this.code = code;
  }

  /** The name in statements. */
  public String code() {
    return code;
  }

  /** The value of a code; empty if there is none. */
  public static Optional<SiteStatus> fromCode(String code) {
    return Arrays.stream(values()).filter(value -> value.code.equals(code)).findFirst();
  }
}
