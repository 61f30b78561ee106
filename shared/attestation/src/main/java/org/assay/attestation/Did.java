package org.assay.attestation;

import java.util.regex.Pattern;

/**
 * A decentralised identifier (W3C DID Core §3.1) of one of the two methods that Assay knows: {@code
 * did:web}, whose document is the one registered in the ledger, and {@code did:key}, which is its
 * own document.
 */
public record Did(String value) implements Comparable<Did> {
  /** The most characters that an identifier may have. */
  public static final int MAX_LENGTH = 256;

  private static final Pattern SYNTAX =
      Pattern.compile(
          "did:web:[A-Za-z0-9.-]+(%3A[0-9]{1,5})?(:[A-Za-z0-9._-]+)*|did:key:z[1-9A-HJ-NP-Za-km-z]+");

  /**
   * @throws IllegalArgumentException if the text is no {@code did:web} or {@code did:key}
   */
  public Did {
    if (value.length() > MAX_LENGTH || !SYNTAX.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "not a did:web or did:key of at most " + MAX_LENGTH + " characters");
    }
  }

  /** Whether the text is an identifier that can be made. */
  public static boolean isValid(String value) {
    return value.length() <= MAX_LENGTH && SYNTAX.matcher(value).matches();
  }

  /** Whether this is a {@code did:key}, which carries its own key. */
  public boolean isKey() {
    return value.startsWith("did:key:");
  }

  @Override
  public int compareTo(Did other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
