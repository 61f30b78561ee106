package org.assay.ledger.audit;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.assay.ledger.Block;
import org.assay.ledger.BlockStore;
import org.assay.ledger.Digest;
import org.assay.ledger.Entry;
import org.assay.ledger.Position;
import org.jspecify.annotations.Nullable;

/**
 * Entries from the blocks. Where a block is damaged or missing, the public log stands in for it as
 * far as it goes, so that everything behind can be checked all the same; where that fails too, the
 * stream goes on behind the gap.
 */
final class BlockSource implements EntrySource {
  private static final int GROUPS_AHEAD = 3;
  private static final int MOST_BLOCKS = 32;
  private static final long GROUP_BYTES = 1 << 20;

  /** How many damaged or missing blocks in a row are passed over. */
  private static final int REACH = 64;

  private final BlockStore blocks;
  private final LoggedEntries log;
  private final Findings findings;
  private final Tasks<List<Slot>> reading;
  private final Deque<Slot> ahead = new ArrayDeque<>();

  /** The last block that must be there, whoever says so; -1 where nobody does. */
  private final long expected;

  /** The size that must be there. */
  private final long expectedSize;

  private long toRead;
  private int group = 4;
  private long number;
  private Digest chain = Position.START.chain();
  private Instant last = Position.START.at();
  private long size;
  private volatile long newest = -1;

  BlockSource(
      BlockStore blocks,
      LoggedEntries log,
      Findings findings,
      Executor executor,
      long expected,
      long expectedSize,
      long mark) {
    this.blocks = blocks;
    this.log = log;
    this.findings = findings;
    this.reading = new Tasks<>(executor, GROUPS_AHEAD);
    this.expected = Math.max(expected, mark);
    this.expectedSize = expectedSize;
  }

  @Override
  public @Nullable Run next() {
    Slot slot = peek(0);
    if (slot.isAbsent() && isEnd()) {
      reading.settle();
      return null;
    }
    Block block = slot.block();
    String wrong = block == null ? null : objection(block);
    if (block == null || wrong != null) {
      return bridge(slot, wrong);
    }
    take();
    adapt(block);
    Optional<List<byte[]>> other = contradicted(block);
    if (other.isPresent()) {
      Run run = run("block " + block.number(), block.number(), other.get());
      findings.add(
          "block " + block.number(),
          firstDifference(block.encodedEntries(), other.get(), size),
          Invariant.I2,
          "its entries are not those that the block after it and the public log continue");
      return moveTo(run);
    }
    return moveTo(run(block, false));
  }

  private Run moveTo(Run run) {
    size = run.size();
    chain = Digest.of(run.encoded().get(run.encoded().size() - 1));
    last = run.entries().get(run.entries().size() - 1).at();
    if (run.block() >= 0) {
      newest = run.block();
    }
    return run;
  }

  private boolean isEnd() {
    return number > expected && size >= expectedSize && areAbsent();
  }

  /** Why a block cannot stand where it is; null if it can. */
  private @Nullable String objection(Block block) {
    Entry first = block.entries().get(0);
    if (block.number() != number) {
      return "it says that it is block " + block.number();
    }
    if (first.index() != size) {
      return "its first entry is " + first.index() + ", where " + size + " is next";
    }
    if (!first.prev().equals(chain)) {
      return "its first entry does not have the hash of the entry before it";
    }
    if (first.at().isBefore(last)) {
      return "its first entry is older than the entry before it";
    }
    return null;
  }

  /**
   * The entries that the public log has in the place of a block's, where the block after it
   * continues those: then this block is the one that was changed, not the next.
   */
  private Optional<List<byte[]>> contradicted(Block block) {
    Block next = peek(0).block();
    if (next == null) {
      return Optional.empty();
    }
    Entry first = next.entries().get(0);
    if (first.prev().equals(block.chain()) || first.index() <= size) {
      return Optional.empty();
    }
    return log.range(size, first.index(), chain)
        .filter(logged -> Digest.of(logged.get(logged.size() - 1)).equals(first.prev()))
        // Where the log only has more, it is the next block that lacks them.
        .filter(
            logged -> firstDifference(block.encodedEntries(), logged, 0) < block.entries().size());
  }

  private static long firstDifference(List<byte[]> mine, List<byte[]> other, long from) {
    int i = 0;
    while (i < mine.size() && i < other.size() && Arrays.equals(mine.get(i), other.get(i))) {
      i++;
    }
    return from + i;
  }

  /** Goes past blocks that cannot be used. */
  private @Nullable Run bridge(Slot slot, @Nullable String wrong) {
    long from = number;
    tell(slot, wrong);
    take();
    Slot next = peek(0);
    while (number - from < REACH && (next.block() == null || startOf(next) <= size)) {
      if (next.isAbsent() && number > expected && areAbsent()) {
        break;
      }
      tell(next, next.block() == null ? null : "it is not what comes after block " + (from - 1));
      take();
      next = peek(0);
    }
    Slot behind = next;
    boolean isFound = behind.block() != null && startOf(behind) > size;
    long to = isFound ? startOf(behind) : Math.max(size, expectedSize);
    Optional<List<byte[]>> logged =
        log.range(size, to, chain)
            .filter(
                entries ->
                    !isFound || Digest.of(entries.get(entries.size() - 1)).equals(prevOf(behind)));
    if (logged.isPresent()) {
      long block = number - from == 1 ? from : -1;
      return moveTo(run("block " + from, block, logged.get()));
    }
    Block good = behind.block();
    if (!isFound || good == null) {
      reading.settle();
      return null;
    }
    take();
    return moveTo(run(good, true));
  }

  private boolean areAbsent() {
    for (int i = 0; i < MOST_BLOCKS; i++) {
      if (!peek(i).isAbsent()) {
        return false;
      }
    }
    return true;
  }

  private static long startOf(Slot slot) {
    Block block = slot.block();
    return block == null ? -1 : block.entries().get(0).index();
  }

  private static Digest prevOf(Slot slot) {
    Block block = slot.block();
    return block == null ? Digest.ZERO : block.entries().get(0).prev();
  }

  private void tell(Slot slot, @Nullable String wrong) {
    String object = "block " + slot.number();
    if (slot.isAbsent()) {
      findings.add(object, size, Invariant.I2, "it is missing");
    } else if (slot.fault() != null) {
      findings.add(object, size, Invariant.I8, "it cannot be read: " + slot.fault());
    } else {
      findings.add(object, size, Invariant.I2, "it does not continue the ledger: " + wrong);
    }
  }

  private static Run run(Block block, boolean jump) {
    return new Run(
        "block " + block.number(),
        block.number(),
        block.encodedEntries(),
        block.entries(),
        block.salts(),
        block.edge(),
        jump);
  }

  private static Run run(String object, long block, List<byte[]> encoded) {
    List<Entry> entries = encoded.stream().map(Entry::decode).toList();
    return new Run(object, block, encoded, entries, null, null, false);
  }

  /** What is stored a few numbers further on. */
  private Slot peek(int further) {
    while (ahead.size() <= further) {
      while (!reading.isFull()) {
        long first = toRead;
        int count = group;
        toRead += count;
        reading.start(() -> Slot.read(blocks, first, count));
      }
      ahead.addAll(reading.next());
    }
    return ahead.stream().skip(further).findFirst().orElseThrow();
  }

  private void take() {
    ahead.remove();
    number++;
  }

  /** Reads as many blocks at once as keep the memory small. */
  private void adapt(Block block) {
    long bytes = 1;
    for (Entry entry : block.entries()) {
      bytes += 256 + 160L * entry.links().size();
    }
    group = (int) Math.max(1, Math.min(MOST_BLOCKS, GROUP_BYTES / bytes));
  }

  @Override
  public Optional<Located> find(long index) {
    long low = 0;
    long high = newest;
    while (low <= high) {
      long middle = (low + high) >>> 1;
      Block block = Slot.read(blocks, middle).block();
      if (block == null || block.number() != middle) {
        return log.find(index);
      }
      long first = block.entries().get(0).index();
      if (index < first) {
        high = middle - 1;
      } else if (index >= first + block.entries().size()) {
        low = middle + 1;
      } else {
        return Optional.of(
            new Located("block " + middle, middle, block.entries().get((int) (index - first))));
      }
    }
    return log.find(index);
  }
}
