package org.assay.ledger.audit;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.assay.ledger.Candidate;
import org.assay.ledger.StatementStore;
import org.jspecify.annotations.Nullable;

/**
 * Brings the entries past the auditor in their order, while those that come after are read and
 * prepared. Not thread-safe.
 */
final class Stream<C extends Candidate> {
  private final EntrySource source;
  private final @Nullable StatementStore statements;
  private final Judge<C> judge;
  private final AuditSettings settings;
  private final Tasks<List<Batch.Item<C>>> preparing;
  private @Nullable Run run;
  private int at;
  private boolean isAtEnd;

  Stream(
      EntrySource source,
      @Nullable StatementStore statements,
      Judge<C> judge,
      Executor executor,
      AuditSettings settings) {
    this.source = source;
    this.statements = statements;
    this.judge = judge;
    this.settings = settings;
    this.preparing = new Tasks<>(executor, 2 * settings.parallelism() + 2);
  }

  /** Passes all entries on; false if it was stopped before the end. */
  boolean into(Consumer<List<Batch.Item<C>>> consumer) {
    try {
      while (!settings.stop().getAsBoolean()) {
        while (!isAtEnd && !preparing.isFull()) {
          prepare();
        }
        if (preparing.isEmpty()) {
          return true;
        }
        List<Batch.Item<C>> items = preparing.next();
        consumer.accept(items);
        settings.progress().accept(items.get(items.size() - 1).entry().index() + 1);
      }
      return false;
    } finally {
      preparing.settle();
    }
  }

  private void prepare() {
    Batch<C> batch = new Batch<>();
    while (batch.size() < settings.batch()) {
      Run current = run;
      if (current == null || at == current.entries().size()) {
        current = source.next();
        run = current;
        at = 0;
        if (current == null) {
          isAtEnd = true;
          break;
        }
      }
      batch.add(current, at++);
    }
    if (batch.size() > 0) {
      preparing.start(() -> batch.prepare(statements, judge));
    }
  }
}
