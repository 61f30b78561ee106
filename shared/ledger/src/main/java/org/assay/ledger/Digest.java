package org.assay.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A SHA-256 hash (FIPS 180-4): 32 bytes that never change. Thread-safe. */
public final class Digest implements Comparable<Digest> {
  /** How many bytes a digest has. */
  public static final int LENGTH = 32;

  /** The hash that comes before the first entry of a chain: 32 zero bytes. */
  public static final Digest ZERO = new Digest(new byte[LENGTH]);

  private final byte[] bytes;

  private Digest(byte[] bytes) {
    this.bytes = bytes;
  }

  /** The SHA-256 of the parts, one after the other. */
  public static Digest of(byte[]... parts) {
    MessageDigest sha256 = sha256();
    for (byte[] part : parts) {
      sha256.update(part);
    }
    return new Digest(sha256.digest());
  }

  /**
   * A digest of bytes that were hashed elsewhere.
   *
   * @throws IllegalArgumentException if there are not 32
   */
  public static Digest fromBytes(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a digest has 32 bytes, not " + bytes.length);
    }
    return new Digest(bytes.clone());
  }

  /**
   * Reads 64 lower-case hexadecimal digits; upper case is refused, so that a digest has one
   * spelling.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static Digest fromHex(String hex) {
    if (!isHex(hex)) {
      throw new IllegalArgumentException("a digest is written as 64 lower-case hexadecimal digits");
    }
    return new Digest(HexFormat.of().parseHex(hex));
  }

  /** Whether the text is one that {@link #fromHex} reads. */
  public static boolean isHex(String hex) {
    return hex.length() == 2 * LENGTH
        && hex.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }

  /** A copy of the 32 bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  /** The 64 lower-case hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  /**
   * The bytes themselves, for hashing inside this package without a copy; never handed out or
   * changed.
   */
  byte[] shared() {
    return bytes;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public int compareTo(Digest other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Digest that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return hex();
  }
}
