package org.assay.ledger.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.assay.ledger.Block;
import org.assay.ledger.BlockStore;
import org.assay.ledger.IntegrityFault;
import org.jspecify.annotations.Nullable;

/**
 * What is stored under the number of a block.
 *
 * @param number the number
 * @param block the block; null where there is none, or it cannot be read
 * @param fault why it cannot be read; null where it can, or there is none
 */
record Slot(long number, @Nullable Block block, @Nullable String fault) {
  boolean isAbsent() {
    return block == null && fault == null;
  }

  /** What is stored under several numbers, in their order. */
  static List<Slot> read(BlockStore blocks, long from, int count) {
    List<Long> numbers = LongStream.range(from, from + count).boxed().toList();
    List<Slot> slots = new ArrayList<>(count);
    try {
      Map<Long, Block> found = blocks.readAll(numbers);
      numbers.forEach(number -> slots.add(new Slot(number, found.get(number), null)));
    } catch (IntegrityFault e) {
      // One of them is damaged; only one by one they say which.
      numbers.forEach(number -> slots.add(read(blocks, number)));
    }
    return slots;
  }

  static Slot read(BlockStore blocks, long number) {
    try {
      return new Slot(number, blocks.read(number).orElse(null), null);
    } catch (IntegrityFault e) {
      return new Slot(number, null, e.getMessage());
    }
  }
}
