package org.assay.attestation.jws;

import java.util.Locale;

/** The value of {@code typ}. */
final class MediaType {
  private static final String PREFIX = "application/";

  private MediaType() {}

  /**
   * The form to compare: in small letters, and without {@code application/} where no other slash is
   * left, which RFC 7515 §4.1.9 has senders leave out.
   */
  static String normalised(String typ) {
    String lower = typ.toLowerCase(Locale.ROOT);
    if (lower.startsWith(PREFIX) && lower.indexOf('/', PREFIX.length()) < 0) {
      return lower.substring(PREFIX.length());
    }
    return lower;
  }
}
