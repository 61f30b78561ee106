package org.assay.ledger.audit;

import java.util.List;
import java.util.Map;
import org.assay.ledger.Digest;
import org.assay.ledger.Entry;
import org.assay.ledger.RightEdge;
import org.assay.ledger.Salt;
import org.jspecify.annotations.Nullable;

/**
 * Entries that follow each other, as they come from one block or one bundle.
 *
 * @param object where they come from, as a finding names it
 * @param block the number of their block; -1 where it is not known
 * @param encoded the entries' bytes
 * @param entries the same, read
 * @param salts the salts of the subjects that first appear here; null where they cannot be read
 * @param edge the right edge that is stored with them; null where none is
 * @param jump whether what comes before them cannot be read
 */
record Run(
    String object,
    long block,
    List<byte[]> encoded,
    List<Entry> entries,
    @Nullable Map<Digest, Salt> salts,
    @Nullable RightEdge edge,
    boolean jump) {
  long size() {
    return entries.get(entries.size() - 1).index() + 1;
  }
}
