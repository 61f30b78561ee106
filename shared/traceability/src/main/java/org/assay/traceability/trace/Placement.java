package org.assay.traceability.trace;

import java.util.Map;
import java.util.Optional;
import org.assay.ledger.Block;
import org.assay.ledger.Digest;
import org.assay.ledger.Entry;
import org.assay.ledger.Ref;

/** What was found where a statement is said to be recorded. */
public sealed interface Placement {
  /** An entry that was shown to be the ledger's: by the chain of entries, or by a proof. */
  record Held(Entry entry) implements Placement {}

  /** Nothing: what would show it is not there. */
  record Missing(String what) implements Placement {}

  /** Something that is not the ledger's entry there. */
  record Faulty(String why) implements Placement {}

  /** What blocks say of a place, among them the one before where the entry is a block's first. */
  static Placement in(Map<Long, Block> blocks, Ref ref) {
    Block block = blocks.get(ref.block());
    if (block == null) {
      return missing(ref.block());
    }
    long place = ref.index() - block.entries().get(0).index();
    if (place < 0 || place >= block.entries().size()) {
      return new Faulty("block " + ref.block() + " has no entry " + ref.index());
    }
    if (place == 0 && ref.index() > 0 && !blocks.containsKey(ref.block() - 1)) {
      return missing(ref.block() - 1);
    }
    Entry entry = block.entries().get((int) place);
    if (ref.index() == 0) {
      return entry.prev().equals(Digest.ZERO)
          ? new Held(entry)
          : new Faulty("entry 0 is not the first");
    }
    Optional<Digest> before =
        place > 0
            ? Optional.of(Digest.of(block.entries().get((int) place - 1).encode()))
            : Optional.ofNullable(blocks.get(ref.block() - 1)).map(Block::chain);
    return before.filter(entry.prev()::equals).isPresent()
        ? new Held(entry)
        : new Faulty("entry " + ref.index() + " does not follow the entry before it");
  }

  private static Placement missing(long block) {
    return new Missing("block " + block + ", which holds or precedes it, is missing");
  }
}
