package org.assay.ledger.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.assay.ledger.Candidate;
import org.assay.ledger.Entry;

/**
 * Judges signatures and authority, which is most of the work, on all cores: each statement by the
 * rules at its entry, which do not change while the statements between two changes are judged. Not
 * thread-safe.
 */
final class Verification<C extends Candidate> {
  private final Findings findings;
  private final Tasks<Integer> judging;
  private final AtomicLong judged = new AtomicLong();
  private final AtomicLong open = new AtomicLong();
  private List<Batch.Item<C>> waiting = new ArrayList<>();

  Verification(Findings findings, Executor executor, int parallelism) {
    this.findings = findings;
    this.judging = new Tasks<>(executor, 2 * parallelism + 2);
  }

  void add(Batch.Item<C> item) {
    waiting.add(item);
  }

  /**
   * Lets everything that was added be judged.
   *
   * @param areWhole whether every change of the rules could be read
   */
  void flush(Judge.Rules<C> rules, boolean areWhole) {
    if (waiting.isEmpty()) {
      return;
    }
    List<Batch.Item<C>> items = waiting;
    waiting = new ArrayList<>();
    if (judging.isFull()) {
      judging.next();
    }
    judging.start(
        () -> {
          items.forEach(item -> judge(rules, item, identity -> Optional.empty(), areWhole));
          return items.size();
        });
  }

  /** Judges one statement here and now; says whether nothing speaks against it. */
  boolean judge(
      Judge.Rules<C> rules, Batch.Item<C> item, Judge.Recorded recorded, boolean areWhole) {
    C candidate = item.candidate();
    if (candidate == null) {
      return false;
    }
    Entry entry = item.entry();
    Optional<Judge.Objection> objection =
        rules.objection(candidate, entry.index(), entry.at(), recorded);
    if (objection.isEmpty()) {
      judged.incrementAndGet();
      return true;
    }
    if (areWhole) {
      judged.incrementAndGet();
      findings.add(
          "statement " + entry.statement(),
          entry.index(),
          objection.get().invariant(),
          objection.get().sentence());
    } else {
      open.incrementAndGet();
    }
    return false;
  }

  void finish() {
    while (!judging.isEmpty()) {
      judging.next();
    }
  }

  void abandon() {
    judging.settle();
  }

  /** How many statements were judged. */
  long judged() {
    return judged.get();
  }

  /** How many could not be judged, because a change of the rules before them cannot be read. */
  long open() {
    return open.get();
  }
}
