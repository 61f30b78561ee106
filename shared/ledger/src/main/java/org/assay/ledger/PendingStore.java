package org.assay.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Where submissions of different processes meet while a commit is under way, so that one process
 * commits for all. It decides nothing: what is recorded is in a block, whoever wrote it, and losing
 * all of this costs time and nothing else. Implementations are thread-safe.
 */
public interface PendingStore {
  /**
   * The right to commit for all, until it is given back or others have seen it for too long.
   * Nobody's safety rests on it: two who hold it compete for a block as any two do.
   *
   * @param name another one each time that a turn is taken
   */
  record Turn(String name) {}

  /**
   * Who waits, and who commits.
   *
   * @param waiting oldest first
   * @param turn the turn that was taken and not given back
   */
  record Queue(List<Pending> waiting, Optional<Turn> turn) {
    /** Nobody. */
    public static final Queue EMPTY = new Queue(List.of(), Optional.empty());

    public Queue {
      waiting = List.copyOf(waiting);
    }

    /** How many statements wait. */
    int statements() {
      return waiting.stream().mapToInt(pending -> pending.statements().size()).sum();
    }
  }

  /**
   * The queue as it is. Sees everything that ended before.
   *
   * @throws StoreUnavailable if the store does not answer
   */
  Queue read();

  /**
   * Joins the queue.
   *
   * @throws StoreUnavailable if it is not known whether it did
   */
  void enter(Pending pending);

  /**
   * Takes submissions out of the queue, those that are in it.
   *
   * @param ids their {@linkplain Pending#id() names}
   * @throws StoreUnavailable if it is not known whether they are out
   */
  void leave(Collection<String> ids);

  /**
   * Takes the turn, unless somebody took it since.
   *
   * @param before what the queue said of it
   * @return whether it was taken
   * @throws StoreUnavailable if that is not known
   */
  boolean take(Turn turn, Optional<Turn> before);

  /**
   * Gives the turn back, unless another one was taken since.
   *
   * @throws StoreUnavailable if that is not known
   */
  void release(Turn turn);
}
