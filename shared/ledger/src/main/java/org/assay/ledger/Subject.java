package org.assay.ledger;

import java.nio.charset.StandardCharsets;

/**
 * What statements are about: anything with a name, such as a lot, a facility or an issuer. The
 * ledger compares names and never looks into them.
 */
public record Subject(String id) implements Comparable<Subject> {
  /** The most characters that a name may have. */
  public static final int MAX_LENGTH = 512;

  /**
   * @throws IllegalArgumentException if the name is empty, longer than {@link #MAX_LENGTH} or not
   *     printable ASCII
   */
  public Subject {
    if (id.isEmpty()
        || id.length() > MAX_LENGTH
        || id.chars().anyMatch(c -> c < 0x21 || c > 0x7e)) {
      throw new IllegalArgumentException(
          "a subject is named with 1 to " + MAX_LENGTH + " printable ASCII characters");
    }
  }

  byte[] bytes() {
    return id.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public int compareTo(Subject other) {
    return id.compareTo(other.id);
  }

  @Override
  public String toString() {
    return id;
  }
}
