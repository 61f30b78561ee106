package org.assay.ledger.tlog;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.assay.ledger.Digest;
import org.jspecify.annotations.Nullable;

/**
 * A public Ed25519 key that signs notes (C2SP signed-note, type 0x01). Thread-safe.
 *
 * <p>Its name is the log's origin; its id are the first four bytes of SHA-256(name ‖ "\n" ‖ 0x01 ‖
 * key).
 */
public final class NoteKey {
  static final byte ED25519 = 1;
  static final int ID_BYTES = 4;
  private static final int KEY_BYTES = 32;
  private static final int SIGNATURE_BYTES = 64;

  /** What comes before a raw Ed25519 key in its X.509 form (RFC 8410 §4). */
  private static final byte[] X509 = HexFormat.of().parseHex("302a300506032b6570032100");

  private final String name;
  private final byte[] key;
  private final byte[] id;
  private final PublicKey publicKey;

  /**
   * @param key the 32 bytes of RFC 8032
   * @throws IllegalArgumentException if the name is empty or has a space or a plus, or the key is
   *     none
   */
  public NoteKey(String name, byte[] key) {
    checkName(name);
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("an Ed25519 key has 32 bytes, not " + key.length);
    }
    this.name = name;
    this.key = key.clone();
    byte[] typed = typed();
    this.id =
        Arrays.copyOf(
            Digest.of((name + "\n").getBytes(StandardCharsets.UTF_8), typed).toBytes(), ID_BYTES);
    try {
      byte[] encoded = Arrays.copyOf(X509, X509.length + KEY_BYTES);
      System.arraycopy(key, 0, encoded, X509.length, KEY_BYTES);
      this.publicKey =
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an Ed25519 key", e);
    }
  }

  /**
   * Reads the text form: {@code name+id+base64(0x01 ‖ key)}.
   *
   * @throws IllegalArgumentException if it is another, or the id is not that of name and key
   */
  public static NoteKey parse(String text) {
    int second = text.indexOf('+', text.indexOf('+') + 1);
    if (second < 0) {
      throw new IllegalArgumentException("a key of a log is written name+id+base64");
    }
    String name = text.substring(0, text.indexOf('+'));
    byte[] typed = StrictBase64.decode(text.substring(second + 1));
    if (typed.length != 1 + KEY_BYTES || typed[0] != ED25519) {
      throw new IllegalArgumentException("only Ed25519 keys of logs are known");
    }
    NoteKey key = new NoteKey(name, Arrays.copyOfRange(typed, 1, typed.length));
    if (!key.toString().equals(text)) {
      throw new IllegalArgumentException("the id of the key is not that of its name and bytes");
    }
    return key;
  }

  static void checkName(String name) {
    if (name.isEmpty() || name.indexOf('+') >= 0 || name.codePoints().anyMatch(NoteKey::isSpace)) {
      throw new IllegalArgumentException("a key's name is not empty and has no space and no plus");
    }
  }

  private static boolean isSpace(int c) {
    // U+0085 is white space to Unicode, but neither to Java.
    return c < 0x20 || c == 0x85 || Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private byte[] typed() {
    byte[] typed = new byte[1 + KEY_BYTES];
    typed[0] = ED25519;
    System.arraycopy(key, 0, typed, 1, KEY_BYTES);
    return typed;
  }

  public String name() {
    return name;
  }

  /** The four bytes that name the key in a signature line. */
  byte[] id() {
    return id;
  }

  /** Whether a signature is one of this key over a text. */
  boolean verifies(byte[] text, byte[] signature) {
    // RFC 8032 §5.1.7; the platform's verifier passes over zeros behind the last byte.
    if (signature.length != SIGNATURE_BYTES) {
      return false;
    }
    try {
      Signature ed25519 = Signature.getInstance("Ed25519");
      ed25519.initVerify(publicKey);
      ed25519.update(text);
      return ed25519.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NoteKey that && name.equals(that.name) && Arrays.equals(key, that.key);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(id);
  }

  /** The text form, which is handed to whoever is to trust the log. */
  @Override
  public String toString() {
    return name
        + "+"
        + HexFormat.of().formatHex(id)
        + "+"
        + Base64.getEncoder().encodeToString(typed());
  }
}
