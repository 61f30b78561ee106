package org.assay.ledger.audit;

import java.util.function.LongConsumer;
import org.assay.ledger.Digest;
import org.assay.ledger.Ref;

/** Which statements there were, and where, in a temporary file. Not thread-safe. */
final class Identities {
  private static final int INDEX = 16;
  private static final int VALUE = 24;
  private static final long MET = Long.MIN_VALUE;

  private final RunKey key;
  private final SlotTable table;

  Identities(RunKey key, Scratch scratch) {
    this.key = key;
    this.table = new SlotTable(scratch, 5);
  }

  /**
   * Takes in a statement.
   *
   * @return the index of the entry that has it already; -1 if none has
   */
  long add(Digest identity, Ref ref, boolean isPlaceKnown) {
    RunKey.Key at = key.key(identity);
    long slot = table.find(at);
    if (slot >= 0) {
      return table.getLong(slot, INDEX) & ~MET;
    }
    slot = table.add(at);
    table.putLong(slot, INDEX, ref.index());
    table.putLong(slot, VALUE, isPlaceKnown ? key.value(0, ref) : 0);
    return -1;
  }

  /** The index of the entry that has a statement; -1 if none has. */
  long index(Digest identity) {
    long slot = table.find(key.key(identity));
    return slot < 0 ? -1 : table.getLong(slot, INDEX) & ~MET;
  }

  /** Whether a row says where the statement is; such a row is taken as met. */
  boolean meet(Digest identity, Ref ref) {
    long slot = table.find(key.key(identity));
    if (slot < 0) {
      return false;
    }
    table.putLong(slot, INDEX, table.getLong(slot, INDEX) | MET);
    long value = table.getLong(slot, VALUE);
    return value == 0 || value == key.value(0, ref);
  }

  /** The indexes of the entries for whose statements no row was met. */
  void unmet(LongConsumer indexes) {
    table.forEach(
        slot -> {
          if ((table.getLong(slot, INDEX) & MET) == 0) {
            indexes.accept(table.getLong(slot, INDEX));
          }
        });
  }
}
