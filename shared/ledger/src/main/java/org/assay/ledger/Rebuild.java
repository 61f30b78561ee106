package org.assay.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * Makes the index again from blocks and statements. The ledger itself is only read, so nothing that
 * goes wrong here can harm it; and the index is shut until all of it is there, since a writer that
 * saw a part of it would commit links and repeats that do not follow from the ledger.
 *
 * <p>One that is stopped half way leaves the index shut, and is run again from the beginning.
 *
 * @param <C> the domain's candidate
 * @param <R> why the domain refuses one
 */
public final class Rebuild<C extends Candidate, R> {
  /** How many blocks are read and applied at once; a block has up to 400 KB. */
  private static final int BLOCKS_AT_ONCE = 16;

  private final BlockStore blocks;
  private final IndexStore index;
  private final StatementStore statements;
  private final Admission<C, R> admission;
  private final Duration grace;

  /**
   * @param grace how long to wait between shutting the index and clearing it, and again before it
   *     is opened: longer than anybody who read it before may take to commit and to write rows;
   *     zero where nobody else can be at work
   */
  public Rebuild(
      BlockStore blocks,
      IndexStore index,
      StatementStore statements,
      Admission<C, R> admission,
      Duration grace) {
    if (grace.isNegative()) {
      throw new IllegalArgumentException("nobody waits for less than nothing");
    }
    this.blocks = blocks;
    this.index = index;
    this.statements = statements;
    this.admission = admission;
    this.grace = grace;
  }

  /**
   * Drops every row and derives it again.
   *
   * @param progress told where it stands, now and then
   * @return where the ledger ends, up to which every row is written
   * @throws IntegrityFault if blocks do not follow each other or a statement is missing; the index
   *     stays shut
   * @throws StoreUnavailable if a store did not answer; the index may be shut, and running it again
   *     ends that
   */
  public Position run(Consumer<Position> progress) {
    IndexStore behind = index.shut();
    await();
    behind.clear();
    Applier<C, R> applier = new Applier<>(behind, statements, admission);
    Position position = Position.START;
    for (List<Block> next = next(position); !next.isEmpty(); next = next(position)) {
      for (Block block : next) {
        block.checkFollows(position);
        position = block.position();
      }
      applier.apply(next);
      progress.accept(position);
    }
    // Whoever began to read while rows were missing must have ended before the index is open, or it
    // would find it open and the rows not there.
    await();
    behind.open(position.block());
    return position;
  }

  private void await() {
    try {
      Thread.sleep(grace.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted while waiting for writers to end", e);
    }
  }

  /** The blocks that follow, as far as they go without a gap. */
  private List<Block> next(Position from) {
    long first = from.block() + 1;
    Map<Long, Block> found =
        blocks.readAll(LongStream.range(first, first + BLOCKS_AT_ONCE).boxed().toList());
    List<Block> following = new ArrayList<>();
    for (long number = first; found.containsKey(number); number++) {
      following.add(found.get(number));
    }
    return following;
  }
}
