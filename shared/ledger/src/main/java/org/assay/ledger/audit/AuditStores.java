package org.assay.ledger.audit;

import org.assay.ledger.BlockStore;
import org.assay.ledger.IndexStore;
import org.assay.ledger.LogStore;
import org.assay.ledger.PublicationStore;
import org.assay.ledger.StatementStore;
import org.jspecify.annotations.Nullable;

/**
 * What an auditor can read. What is null cannot be read, and the report says that it was not
 * checked.
 *
 * @param blocks the blocks; null where only the public log can be read
 * @param statements the statements' bytes
 * @param index the index rows, only together with the blocks
 * @param log the public log
 * @param publications what was published last
 */
public record AuditStores(
    @Nullable BlockStore blocks,
    @Nullable StatementStore statements,
    @Nullable IndexStore index,
    LogStore log,
    @Nullable PublicationStore publications) {
  /**
   * @throws IllegalArgumentException if index rows are to be checked without blocks
   */
  public AuditStores {
    if (blocks == null && index != null) {
      throw new IllegalArgumentException("index rows follow from blocks, so those are needed too");
    }
  }

  /** What anybody may read, and the statements where somebody may. */
  public static AuditStores publicLog(LogStore log, @Nullable StatementStore statements) {
    return new AuditStores(null, statements, null, log, null);
  }
}
