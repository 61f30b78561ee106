package org.assay.ledger.testing;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.assay.ledger.Pending;
import org.assay.ledger.PendingStore;

/** A queue in memory. Thread-safe. */
public class InMemoryPendingStore implements PendingStore {
  private final Map<String, Pending> waiting = new LinkedHashMap<>();
  private Optional<Turn> turn = Optional.empty();

  @Override
  public synchronized Queue read() {
    return new Queue(
        waiting.values().stream().sorted(Comparator.comparing(Pending::since)).toList(), turn);
  }

  @Override
  public synchronized void enter(Pending pending) {
    waiting.put(pending.id(), pending);
  }

  @Override
  public synchronized void leave(Collection<String> ids) {
    ids.forEach(waiting::remove);
  }

  @Override
  public synchronized boolean take(Turn taken, Optional<Turn> before) {
    if (!turn.equals(before)) {
      return false;
    }
    turn = Optional.of(taken);
    return true;
  }

  @Override
  public synchronized void release(Turn taken) {
    if (turn.equals(Optional.of(taken))) {
      turn = Optional.empty();
    }
  }
}
