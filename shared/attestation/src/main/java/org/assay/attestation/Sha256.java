package org.assay.attestation;

import java.util.regex.Pattern;

/**
 * A SHA-256 digest as statements write it.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Sha256(String hex) {
  private static final Pattern SYNTAX = Pattern.compile("[0-9a-f]{64}");

  /**
   * @throws IllegalArgumentException if it is not 64 lower-case hexadecimal digits
   */
  public Sha256 {
    if (!SYNTAX.matcher(hex).matches()) {
      throw new IllegalArgumentException(
          "not a SHA-256 digest: 64 lower-case hexadecimal digits are needed");
    }
  }

  @Override
  public String toString() {
    return hex;
  }
}
