package org.assay.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The unit of commit: the entries of one batch, the salts of the subjects that first appear in it,
 * and the state of the ledger after it. A block that exists is checked: its entries follow each
 * other, and its chain hash and right edge are those of its entries over the state before.
 */
public final class Block {
  private final long number;
  private final List<byte[]> encoded;
  private final List<Entry> entries;
  private final Map<Digest, Salt> salts;
  private final Digest chain;
  private final RightEdge edge;

  private Block(
      long number,
      List<byte[]> encoded,
      List<Entry> entries,
      Map<Digest, Salt> salts,
      Digest chain,
      RightEdge edge) {
    this.number = number;
    this.encoded = encoded;
    this.entries = entries;
    this.salts = salts;
    this.chain = chain;
    this.edge = edge;
  }

  /** The block that puts entries, of which there must be at least one, behind a position. */
  static Block behind(Position before, List<Entry> entries, Map<Digest, Salt> salts) {
    List<byte[]> encoded = new ArrayList<>(entries.size());
    Digest chain = before.chain();
    RightEdge edge = before.edge();
    for (Entry entry : entries) {
      byte[] bytes = entry.encode();
      encoded.add(bytes);
      chain = Digest.of(bytes);
      edge = edge.append(bytes);
    }
    Block block =
        new Block(
            before.block() + 1, encoded, List.copyOf(entries), new TreeMap<>(salts), chain, edge);
    block.checkEntries();
    return block;
  }

  /**
   * A block as a store gives it back.
   *
   * @param number the number under which it is stored, from 0
   * @param encoded the bytes of its entries
   * @param salts by tag
   * @param chain the SHA-256 of its last entry
   * @param edge the right edge of the tree after it
   * @throws IntegrityFault if an entry cannot be read, the entries do not follow each other, or
   *     chain or size are not those of its entries
   */
  public static Block stored(
      long number, List<byte[]> encoded, Map<Digest, Salt> salts, Digest chain, RightEdge edge) {
    List<Entry> entries = new ArrayList<>(encoded.size());
    for (byte[] bytes : encoded) {
      try {
        entries.add(Entry.decode(bytes));
      } catch (IllegalArgumentException e) {
        throw new IntegrityFault(
            "block " + number + ": entry " + entries.size() + " is not an entry", e);
      }
    }
    List<byte[]> copies = encoded.stream().map(byte[]::clone).toList();
    Block block =
        new Block(number, copies, List.copyOf(entries), new TreeMap<>(salts), chain, edge);
    block.checkEntries();
    return block;
  }

  private void checkEntries() {
    if (number < 0 || entries.isEmpty()) {
      throw new IntegrityFault("block " + number + " has no entries or no number");
    }
    for (int i = 1; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      Entry before = entries.get(i - 1);
      if (entry.index() != before.index() + 1
          || !entry.prev().equals(Digest.of(encoded.get(i - 1)))
          || entry.at().isBefore(before.at())) {
        throw new IntegrityFault(
            "block " + number + ": entry " + entry.index() + " does not follow the one before");
      }
    }
    Entry last = entries.get(entries.size() - 1);
    if (!chain.equals(Digest.of(encoded.get(encoded.size() - 1)))
        || edge.size() != last.index() + 1) {
      throw new IntegrityFault(
          "block " + number + ": its chain hash or size is not that of its entries");
    }
  }

  /** The block's number, from 0 without gaps. */
  public long number() {
    return number;
  }

  /** The entries, in order. */
  public List<Entry> entries() {
    return entries;
  }

  /** Copies of the entries' bytes, in order. */
  public List<byte[]> encodedEntries() {
    return encoded.stream().map(byte[]::clone).toList();
  }

  /** The salts of the subjects that first appear in this block, by tag. */
  public Map<Digest, Salt> salts() {
    return Map.copyOf(salts);
  }

  /** The SHA-256 of the last entry's bytes. */
  public Digest chain() {
    return chain;
  }

  /** The right edge of the Merkle tree after this block. */
  public RightEdge edge() {
    return edge;
  }

  /** The ledger's size and hashes after this block. */
  public Position position() {
    return new Position(number, chain, edge, entries.get(entries.size() - 1).at());
  }

  /**
   * Checks that this block continues a ledger.
   *
   * @param before the position after the block before this one
   * @throws IntegrityFault if number, chain, indexes, time or right edge do not continue it
   */
  public void checkFollows(Position before) {
    Entry first = entries.get(0);
    if (number != before.block() + 1
        || first.index() != before.size()
        || !first.prev().equals(before.chain())
        || first.at().isBefore(before.at())) {
      throw new IntegrityFault("block " + number + " does not follow block " + before.block());
    }
    RightEdge grown = before.edge();
    for (byte[] bytes : encoded) {
      grown = grown.append(bytes);
    }
    if (!grown.equals(edge)) {
      throw new IntegrityFault("block " + number + ": its right edge is not that of its entries");
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Block that
        && number == that.number
        && chain.equals(that.chain)
        && edge.equals(that.edge)
        && salts.equals(that.salts)
        && encoded.size() == that.encoded.size()
        && Arrays.deepEquals(encoded.toArray(), that.encoded.toArray());
  }

  @Override
  public int hashCode() {
    return Objects.hash(number, chain);
  }

  @Override
  public String toString() {
    return "block " + number + " of " + entries.size() + " entries, size " + edge.size();
  }
}
