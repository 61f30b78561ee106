package org.assay.ledger;

import java.util.Optional;

/**
 * Follows the end of the ledger. It is where heads are current: the rows of every block up to it
 * are written.
 *
 * <p>There is no pointer to the last block that could be wrong. The index marks a block up to which
 * all rows are written; every writer finishes the rows of the block before its own, so the last
 * block is the marked one or close behind, and is found by reading on from there. Not thread-safe.
 */
final class Tip<C extends Candidate, R> {
  private final BlockStore blocks;
  private final IndexStore index;
  private final Applier<C, R> applier;
  private Position position = Position.START;
  private boolean found;
  private boolean applied;

  Tip(BlockStore blocks, IndexStore index, Applier<C, R> applier) {
    this.blocks = blocks;
    this.index = index;
    this.applier = applier;
  }

  /** The position after the newest block that is known here, whose rows are all written. */
  Position current() {
    if (!found) {
      long mark = index.applied();
      position = mark < 0 ? Position.START : block(mark).position();
      found = true;
      applied = true;
    }
    if (!applied) {
      long mark = index.applied();
      if (mark < position.block()) {
        applier.apply(block(position.block()));
      } else if (mark > position.block()) {
        position = marked(mark);
      }
      applied = true;
    }
    return position;
  }

  /** The position after a block that others marked while this process was behind. */
  private Position marked(long mark) {
    Position there = block(mark).position();
    if (there.size() <= position.size() || there.at().isBefore(position.at())) {
      throw new IntegrityFault("block " + mark + " does not come after block " + position.block());
    }
    return there;
  }

  /** Goes on to a block that somebody else committed. */
  void advance(Block next) {
    current();
    next.checkFollows(position);
    position = next.position();
    applied = false;
  }

  /** Goes on to a block that was committed here, and says whether its rows are written. */
  void committed(Block own, boolean rowsWritten) {
    position = own.position();
    applied = rowsWritten;
  }

  /** Looks next time how far others have come, before it says where the end is. */
  void lookAgain() {
    applied = false;
  }

  /** Forgets everything: what is known here may not be what is stored. */
  void forget() {
    found = false;
    applied = false;
    position = Position.START;
  }

  private Block block(long number) {
    Optional<Block> block = blocks.read(number);
    return block.orElseThrow(
        () -> new IntegrityFault("block " + number + " is applied, but missing"));
  }
}
