package org.assay.ledger.audit;

import java.util.ArrayList;
import java.util.List;

/**
 * Ranges of entries about which something is not known after damage: they are left out of what is
 * compared later, so that one damaged block is one finding. Not thread-safe.
 */
final class Doubts {
  private final List<long[]> ranges = new ArrayList<>();

  void add(long from, long to) {
    if (from < to) {
      ranges.add(new long[] {from, to});
    }
  }

  boolean has(long index) {
    for (long[] range : ranges) {
      if (index >= range[0] && index < range[1]) {
        return true;
      }
    }
    return false;
  }
}
