package org.assay.attestation.jws;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.Base64;

/**
 * Base64url as JWS has it: no padding, no white space, no stray bits (RFC 7515 §2, RFC 4648 §3.5).
 * The decoder of the JDK takes several texts for the same bytes; here bytes have one text, so that
 * a statement cannot be given a second digest without breaking its signature.
 */
final class Base64Url {
  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder DECODER = Base64.getUrlDecoder();

  /** RFC 4648 §5. */
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private static final byte[] VALUES = values();

  private Base64Url() {}

  static String encode(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  /**
   * @throws IllegalArgumentException if the text is not the one base64url form of some bytes
   */
  static byte[] decode(String text) {
    byte[] characters = text.getBytes(US_ASCII);
    // A character outside of ASCII becomes '?', which is outside of the alphabet too.
    return decode(characters, 0, characters.length);
  }

  /**
   * Decodes the characters from {@code start} up to {@code end}.
   *
   * @throws IllegalArgumentException if they are not the one base64url form of some bytes
   */
  static byte[] decode(byte[] characters, int start, int end) {
    int length = end - start;
    for (int i = start; i < end; i++) {
      if (value(characters[i]) < 0) {
        throw new IllegalArgumentException(
            "not base64url at offset " + (i - start) + " (letters, digits, - and _, no padding)");
      }
    }
    int strayBits =
        switch (length % 4) {
          case 0 -> 0;
          case 2 -> 0x0F;
          case 3 -> 0x03;
          default -> throw new IllegalArgumentException("not base64url: its length is impossible");
        };
    if (length > 0 && (value(characters[end - 1]) & strayBits) != 0) {
      throw new IllegalArgumentException("not base64url: its last character has stray bits");
    }
    byte[] part = new byte[length];
    System.arraycopy(characters, start, part, 0, length);
    return DECODER.decode(part);
  }

  /** The six bits that a character stands for, or -1. */
  private static int value(byte character) {
    return character < 0 ? -1 : VALUES[character];
  }

  private static byte[] values() {
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < ALPHABET.length(); i++) {
      values[ALPHABET.charAt(i)] = (byte) i;
    }
    return values;
  }
}
