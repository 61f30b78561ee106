package org.assay.traceability.admission;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.assay.ledger.Digest;
import org.assay.ledger.IntegrityFault;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger keeps of a facility: which statements are about the facility itself. A mine
 * brings forth thousands of lots, and whoever asks about one of them must not read all the others
 * to find its audits.
 *
 * @param statements the identities of the statements about it, oldest first, the newest {@value
 *     #MAX} of them
 */
public record FacilityState(List<Digest> statements) {
  /** Keeps the row of a facility far below what an item may hold, however often it is spoken of. */
  public static final int MAX = 1_024;

  public FacilityState {
    statements = List.copyOf(statements);
  }

  /** The state after one more statement about it. */
  FacilityState after(Digest identity) {
    List<Digest> all = new ArrayList<>(statements);
    all.add(identity);
    return new FacilityState(all.subList(Math.max(0, all.size() - MAX), all.size()));
  }

  /** The bytes that the index keeps: the identities, one after the other. */
  byte[] encode() {
    ByteBuffer bytes = ByteBuffer.allocate(statements.size() * Digest.LENGTH);
    statements.forEach(identity -> bytes.put(identity.toBytes()));
    return bytes.array();
  }

  /**
   * Reads what the index keeps.
   *
   * @throws IntegrityFault if that is no facility's state
   */
  public static FacilityState decode(byte @Nullable [] bytes) {
    if (bytes == null) {
      return new FacilityState(List.of());
    }
    if (bytes.length % Digest.LENGTH != 0) {
      throw new IntegrityFault("the index keeps a state of a facility that cannot be read");
    }
    List<Digest> identities = new ArrayList<>();
    for (ByteBuffer left = ByteBuffer.wrap(bytes); left.hasRemaining(); ) {
      byte[] identity = new byte[Digest.LENGTH];
      left.get(identity);
      identities.add(Digest.fromBytes(identity));
    }
    return new FacilityState(identities);
  }
}
