package org.assay.ledger.tlog;

import java.util.Base64;
import org.assay.ledger.Digest;

/**
 * The size and root of a log at a moment (C2SP tlog-checkpoint).
 *
 * @param origin the log's name
 * @param size how many entries it has
 * @param root the root of its tree
 */
public record Checkpoint(String origin, long size, Digest root) {
  /**
   * @throws IllegalArgumentException if the origin is empty or has a line break, or the size is
   *     negative
   */
  public Checkpoint {
    if (origin.isEmpty() || origin.indexOf('\n') >= 0 || size < 0) {
      throw new IllegalArgumentException(
          "a checkpoint has an origin in one line and a size of 0 or more");
    }
  }

  /** The text that is signed. */
  public String text() {
    return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root.toBytes()) + "\n";
  }

  /**
   * Reads the text of a checkpoint. Extension lines are allowed and passed over, since they are
   * signed too.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Checkpoint parse(String text) {
    String[] lines = text.split("\n", -1);
    if (lines.length < 4
        || !lines[lines.length - 1].isEmpty()
        || !lines[1].matches("0|[1-9][0-9]{0,18}")) {
      throw new IllegalArgumentException(
          "a checkpoint has an origin, a size and a root, each in a line");
    }
    for (int i = 3; i < lines.length - 1; i++) {
      if (lines[i].isEmpty()) {
        throw new IllegalArgumentException("an extension line of a checkpoint is not empty");
      }
    }
    byte[] root = StrictBase64.decode(lines[2]);
    return new Checkpoint(lines[0], Long.parseLong(lines[1]), Digest.fromBytes(root));
  }
}
