package org.assay.ledger.audit;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keeps findings up to a number, the first ones in the ledger's order, and counts the rest, so that
 * a ledger that is wholly damaged does not fill the memory. Thread-safe.
 */
final class Findings {
  private final int most;
  private final TreeSet<Finding> kept = new TreeSet<>(Finding.ORDER);
  private final Set<String> objects = new HashSet<>();
  private long total;

  Findings(int most) {
    this.most = most;
  }

  synchronized void add(String object, long index, Invariant invariant, String sentence) {
    if (!kept.add(new Finding(object, index, invariant, sentence))) {
      return;
    }
    total++;
    objects.add(object);
    if (kept.size() > most) {
      kept.pollLast();
    }
    if (objects.size() > 2 * most) {
      objects.retainAll(Set.copyOf(kept.stream().map(Finding::object).toList()));
    }
  }

  /** Whether something was found about an object, as far as it is still known. */
  synchronized boolean has(String object) {
    return objects.contains(object);
  }

  synchronized List<Finding> kept() {
    return List.copyOf(kept);
  }

  synchronized long total() {
    return total;
  }
}
