package org.assay.ledger.tlog;

import java.util.Base64;

/**
 * Base64 (RFC 4648 §4) in its one spelling: with padding, and no stray bits behind the last byte.
 */
final class StrictBase64 {
  private StrictBase64() {}

  static byte[] decode(String text) {
    byte[] bytes = Base64.getDecoder().decode(text);
    if (!Base64.getEncoder().encodeToString(bytes).equals(text)) {
      throw new IllegalArgumentException("base64 in another spelling than its one");
    }
    return bytes;
  }
}
