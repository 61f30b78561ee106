package org.assay.ledger.audit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.assay.ledger.Joined;

/**
 * Work that goes on elsewhere and is waited for in its order, with an upper bound on how much is
 * under way, so that memory is flat however slow one of the sides is. Not thread-safe.
 */
final class Tasks<T> {
  private final Executor executor;
  private final int most;
  private final Deque<CompletableFuture<T>> underWay = new ArrayDeque<>();

  Tasks(Executor executor, int most) {
    this.executor = executor;
    this.most = most;
  }

  void start(Supplier<T> work) {
    underWay.add(CompletableFuture.supplyAsync(work, executor));
  }

  boolean isFull() {
    return underWay.size() >= most;
  }

  boolean isEmpty() {
    return underWay.isEmpty();
  }

  /** The result of the oldest that is under way; its failure as it was. */
  T next() {
    return Joined.result(underWay.remove());
  }

  /** Waits for everything that is under way, whatever comes of it. */
  void settle() {
    underWay.forEach(work -> work.handle((result, failure) -> "").join());
    underWay.clear();
  }
}
