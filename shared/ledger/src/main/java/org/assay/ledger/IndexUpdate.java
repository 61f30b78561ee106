package org.assay.ledger;

import java.util.List;
import java.util.Map;

/**
 * The index rows that follow from one block: derived, so writing them again changes nothing.
 *
 * @param block the block's number
 * @param statements where each statement of the block is, by its identity
 * @param chunks the chunks that became full
 * @param heads the heads of the subjects that the block touches
 */
public record IndexUpdate(
    long block,
    Map<Digest, Ref> statements,
    List<SubjectHead.Chunk> chunks,
    List<SubjectHead> heads) {
  public IndexUpdate {
    statements = Map.copyOf(statements);
    chunks = List.copyOf(chunks);
    heads = List.copyOf(heads);
  }
}
