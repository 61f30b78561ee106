package org.assay.attestation;

import java.util.regex.Pattern;

/**
 * A commodity code of the Harmonized System: 4, 6, 8 or 10 digits, of which the first six mean the
 * same in every country. Dots, as in {@code 8105.20}, may be given and are not kept.
 *
 * @param digits the digits alone
 */
public record HsCode(String digits) {
  // Chapters run from 01 to 97; 77 is reserved.
  private static final Pattern SYNTAX =
      Pattern.compile("(0[1-9]|[1-68][0-9]|7[0-689]|9[0-7])[0-9]{2}(\\.?[0-9]{2}){0,3}");

  /**
   * @throws IllegalArgumentException if the text is no such code
   */
  public HsCode {
    if (!SYNTAX.matcher(digits).matches()) {
      throw new IllegalArgumentException(
          "not a Harmonized System code: 4, 6, 8 or 10 digits, such as 8105.20");
    }
    digits = digits.replace(".", "");
  }

  /**
   * Whether both can be the code of the same goods: one is the other or a subdivision of it. Digits
   * past the sixth are national and are compared only as far as both give them.
   */
  public boolean agreesWith(HsCode other) {
    return digits.startsWith(other.digits) || other.digits.startsWith(digits);
  }

  @Override
  public String toString() {
    return digits;
  }
}
