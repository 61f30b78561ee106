package org.assay.ledger.tlog;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.assay.ledger.Digest;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.LogStore;

/**
 * The hashes of a log's tree, read from its tiles. What comes out is only as good as the tiles:
 * whoever uses it checks a proof against a signed root. Not thread-safe.
 */
public final class TileHashes implements SubtreeHashes {
  private final LogStore store;
  private final long size;
  private final Map<TilePath, byte[]> tiles = new HashMap<>();

  /**
   * @param size the size of a published checkpoint, for which every tile is there
   */
  public TileHashes(LogStore store, long size) {
    this.store = store;
    this.size = size;
  }

  /** What a proof comes out as, with all tiles that it needs read at once. */
  public <T> T read(Function<MerkleTree, T> proof) {
    Set<TilePath> needed = new LinkedHashSet<>();
    // The first time only to learn which tiles it takes; the hashes do not matter for that.
    T unused =
        proof.apply(
            new MerkleTree(
                (level, index) -> {
                  needed.add(TilePath.holding(level, index, size));
                  return Digest.ZERO;
                }));
    needed.removeAll(tiles.keySet());
    Map<String, byte[]> found = store.getAll(needed.stream().map(TilePath::toString).toList());
    for (TilePath path : needed) {
      byte[] tile = found.get(path.toString());
      if (tile == null || tile.length != path.width() * Digest.LENGTH) {
        throw new IntegrityFault("the log's file " + path + " is missing or has another length");
      }
      tiles.put(path, tile);
    }
    return proof.apply(new MerkleTree(this));
  }

  @Override
  public Digest of(int level, long index) {
    TilePath path = TilePath.holding(level, index, size);
    byte[] tile = tiles.get(path);
    if (tile == null) {
      throw new IllegalStateException("the tile " + path + " was not read");
    }
    int hashes = 1 << (level % 8);
    int from = (int) (index * hashes - path.number() * TilePath.FULL);
    List<Digest> below = new ArrayList<>();
    for (int i = from; i < from + hashes; i++) {
      below.add(
          Digest.fromBytes(Arrays.copyOfRange(tile, i * Digest.LENGTH, (i + 1) * Digest.LENGTH)));
    }
    return root(below);
  }

  /** The root over hashes of complete subtrees, as many as a power of two. */
  static Digest root(List<Digest> hashes) {
    List<Digest> level = hashes;
    while (level.size() > 1) {
      List<Digest> above = new ArrayList<>(level.size() / 2);
      for (int i = 0; i < level.size(); i += 2) {
        above.add(MerkleTree.nodeHash(level.get(i), level.get(i + 1)));
      }
      level = above;
    }
    return level.get(0);
  }
}
