package org.assay.traceability.bundle;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.assay.attestation.LotId;
import org.assay.ledger.Digest;
import org.assay.ledger.Salt;
import org.assay.ledger.Subject;
import org.jspecify.annotations.Nullable;

/**
 * An evidence bundle as it is written, docs/bundle.md: that there is one says nothing of whether it
 * holds.
 *
 * @param lot the lot that was asked about
 * @param checkpoint the signed note
 * @param entries by rising index
 * @param hashes those that the entries' paths name
 * @param subjects by name
 * @param notFollowed lots past the limit of the question, in order
 * @param answer what the exchange answered
 * @param consistency null where none was asked for
 */
record Bundle(
    LotId lot,
    String checkpoint,
    List<Item> entries,
    List<Digest> hashes,
    List<About> subjects,
    List<LotId> notFollowed,
    ObjectNode answer,
    @Nullable Consistency consistency) {
  /** The version of the format. */
  static final int VERSION = 1;

  /** The most bytes that a bundle may have, uncompressed. */
  static final int MAX_BYTES = 64 * 1024 * 1024;

  /** The most entries that a bundle may have. */
  static final int MAX_ENTRIES = 200_000;

  /**
   * An entry with its statement.
   *
   * @param entry its bytes
   * @param path its inclusion proof, each hash by its place in the bundle's
   * @param statement the statement's bytes
   */
  record Item(byte[] entry, List<Integer> path, byte[] statement) {
    Item {
      path = List.copyOf(path);
    }
  }

  /** Which entries are about a subject. */
  record About(Subject subject, Salt salt, List<Long> entries) {
    About {
      entries = List.copyOf(entries);
    }
  }

  /** That the log grew from a size. */
  record Consistency(long size, List<Digest> path) {
    Consistency {
      path = List.copyOf(path);
    }
  }

  Bundle {
    entries = List.copyOf(entries);
    hashes = List.copyOf(hashes);
    subjects = List.copyOf(subjects);
    notFollowed = List.copyOf(notFollowed);
  }
}
