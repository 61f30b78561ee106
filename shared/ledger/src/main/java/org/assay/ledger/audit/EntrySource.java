package org.assay.ledger.audit;

import java.util.Optional;
import org.assay.ledger.Entry;
import org.jspecify.annotations.Nullable;

/** Where the entries come from, in their order. Not thread-safe, but for {@link #find}. */
interface EntrySource {
  /**
   * An entry and where it is.
   *
   * @param object where it is, as a finding names it
   * @param block the number of its block; -1 where it is not known
   */
  record Located(String object, long block, Entry entry) {}

  /** The entries that follow; null at the end. */
  @Nullable Run next();

  /** An entry by its index, wherever it is; empty if it cannot be read. */
  Optional<Located> find(long index);
}
