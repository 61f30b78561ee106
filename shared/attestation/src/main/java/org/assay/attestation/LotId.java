package org.assay.attestation;

import java.util.regex.Pattern;

/**
 * The name of a lot: an absolute URI (RFC 3986 §4.3) from an alphabet that is the same with and
 * without percent-encoding, so that a lot has one spelling in a statement, a path and a ledger tag.
 */
public record LotId(String value) implements Comparable<LotId> {
  /** The most characters that a name may have. */
  public static final int MAX_LENGTH = 200;

  private static final Pattern SYNTAX =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]{1,30}:[A-Za-z0-9._~:/+-]+");

  /**
   * @throws IllegalArgumentException if the text is no such URI
   */
  public LotId {
    if (!isValid(value)) {
      throw new IllegalArgumentException(
          "not a lot id: an absolute URI of letters, digits and . _ ~ : / + - with at most "
              + MAX_LENGTH
              + " characters");
    }
  }

  /** Whether the text is a name that can be made. */
  public static boolean isValid(String value) {
    return value.length() <= MAX_LENGTH && SYNTAX.matcher(value).matches();
  }

  @Override
  public int compareTo(LotId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
