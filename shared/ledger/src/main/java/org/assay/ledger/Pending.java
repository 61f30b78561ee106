package org.assay.ledger;

import java.time.Instant;
import java.util.List;

/**
 * A submission that waits for whoever commits next to take it along.
 *
 * @param id drawn for this one submission
 * @param statements the digests of its statements, in its order; their bytes are in the {@link
 *     StatementStore}
 * @param since when it began to wait, by its own clock
 */
public record Pending(String id, List<Digest> statements, Instant since) {
  public Pending {
    statements = List.copyOf(statements);
    if (id.isEmpty() || statements.isEmpty()) {
      throw new IllegalArgumentException("a submission that waits has a name and a statement");
    }
  }
}
