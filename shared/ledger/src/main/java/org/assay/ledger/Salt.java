package org.assay.ledger;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Sixteen random bytes that belong to one subject from its first entry on. In the public log a
 * subject appears as a tag under its salt, so that nobody can find a supplier by hashing likely
 * names.
 */
public final class Salt {
  /** How many bytes a salt has. */
  public static final int LENGTH = 16;

  private static final byte[] DOMAIN = "assay/subject/v1\n".getBytes(StandardCharsets.US_ASCII);

  private final byte[] bytes;

  /**
   * @throws IllegalArgumentException if there are not 16 bytes
   */
  public Salt(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("a salt has 16 bytes, not " + bytes.length);
    }
    this.bytes = bytes.clone();
  }

  /** The subject's tag: SHA-256("assay/subject/v1\n" ‖ salt ‖ subject). */
  public Digest tag(Subject subject) {
    return Digest.of(DOMAIN, bytes, subject.bytes());
  }

  /** A copy of the 16 bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Salt that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
