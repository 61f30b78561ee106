package org.assay.ledger.testing;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.assay.ledger.Block;
import org.assay.ledger.BlockStore;
import org.assay.ledger.Digest;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.RightEdge;
import org.assay.ledger.Salt;

/**
 * Blocks in memory, kept as the bytes that they consist of, so that whatever is read was decoded.
 * It complains with an {@link IntegrityFault} about a block that does not continue the one before,
 * which no store has to notice. Thread-safe.
 */
public final class InMemoryBlockStore implements BlockStore {
  private final ConcurrentMap<Long, Stored> blocks = new ConcurrentHashMap<>();

  private record Stored(
      long number, List<byte[]> entries, Map<Digest, Salt> salts, Digest chain, RightEdge edge) {
    static Stored of(Block block) {
      return new Stored(
          block.number(), block.encodedEntries(), block.salts(), block.chain(), block.edge());
    }

    Block block() {
      return Block.stored(number, entries, salts, chain, edge);
    }
  }

  @Override
  public Appended append(Block block) {
    Stored before = blocks.get(block.number() - 1);
    if (before != null) {
      block.checkFollows(before.block().position());
    }
    return blocks.putIfAbsent(block.number(), Stored.of(block)) == null
        ? Appended.STORED
        : Appended.TAKEN;
  }

  @Override
  public Optional<Block> read(long number) {
    return Optional.ofNullable(blocks.get(number)).map(Stored::block);
  }

  @Override
  public Map<Long, Block> readAll(Collection<Long> numbers) {
    Map<Long, Block> found = new TreeMap<>();
    numbers.forEach(number -> read(number).ifPresent(block -> found.put(number, block)));
    return found;
  }

  /** Puts a block where another may be, whatever it follows: what an attacker would do. */
  public void tamper(Block block) {
    blocks.put(block.number(), Stored.of(block));
  }

  /** Puts what may be no block where another is. */
  public void tamper(
      long number, List<byte[]> entries, Map<Digest, Salt> salts, Digest chain, RightEdge edge) {
    blocks.put(number, new Stored(number, entries, salts, chain, edge));
  }

  /** Loses a block. */
  public void drop(long number) {
    if (blocks.remove(number) == null) {
      throw new AssertionError("block " + number + " is not there");
    }
  }
}
