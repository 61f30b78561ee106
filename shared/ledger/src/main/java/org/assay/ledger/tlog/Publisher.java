package org.assay.ledger.tlog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.assay.ledger.Block;
import org.assay.ledger.BlockStore;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.LogStore;
import org.assay.ledger.Position;
import org.assay.ledger.Publication;
import org.assay.ledger.PublicationStore;
import org.jspecify.annotations.Nullable;

/**
 * Brings the public log up to the ledger: entry bundles and tiles first, the signed checkpoint
 * last, so that whoever reads a checkpoint finds everything under it. All it writes follows from
 * the blocks; any number of these may work at once, and one that stops half way is finished by the
 * next.
 */
public final class Publisher {
  /** How many blocks are read at once; a block has up to 400 KB. */
  private static final int BLOCKS_AT_ONCE = 16;

  /** How many full files are held before they are written. */
  private static final int FILES_AT_ONCE = 256;

  private final BlockStore blocks;
  private final PublicationStore publications;
  private final LogStore log;
  private final NoteSigner signer;
  private @Nullable LogEdge edge;
  private Position position = Position.START;

  /** The partial files that this process wrote last, which never change. */
  private Set<String> partialWritten = Set.of();

  public Publisher(
      BlockStore blocks, PublicationStore publications, LogStore log, NoteSigner signer) {
    this.blocks = blocks;
    this.publications = publications;
    this.log = log;
    this.signer = signer;
  }

  /**
   * Publishes every block that there is.
   *
   * @return what is published now; empty where there is no block
   * @throws IntegrityFault if a file of the log or a block is not what the others say
   */
  public synchronized Optional<Publication> publish() {
    try {
      Optional<Publication> published = publications.newest();
      return catchUp(edge(published), published, false);
    } catch (RuntimeException e) {
      // What is held here may be ahead of what is written.
      edge = null;
      throw e;
    }
  }

  /**
   * Writes every file of the log again from the blocks: those that are missing come back, and one
   * that differs is found.
   *
   * @return what is published now; empty where there is no block
   */
  public synchronized Optional<Publication> rebuild() {
    try {
      return catchUp(fromTheStart(), publications.newest(), true);
    } catch (RuntimeException e) {
      edge = null;
      throw e;
    }
  }

  private Optional<Publication> catchUp(
      LogEdge growing, Optional<Publication> published, boolean isRebuild) {
    long publishedBlock = published.map(Publication::block).orElse(-1L);
    boolean isMadeAgain = position.block() < publishedBlock;
    Map<String, byte[]> full = new LinkedHashMap<>();
    for (List<Block> next = next(position); !next.isEmpty(); next = next(position)) {
      for (Block block : next) {
        block.checkFollows(position);
        block.encodedEntries().forEach(entry -> growing.append(entry, full));
        position = block.position();
        if (isMadeAgain && position.block() == publishedBlock) {
          // Also what is not full at the published size, which readers of that checkpoint need.
          full.putAll(growing.partial());
        }
      }
      if (full.size() >= FILES_AT_ONCE) {
        log.putAll(full);
        full.clear();
      }
    }
    if (position.block() < 0) {
      return Optional.empty();
    }
    if (!isRebuild && published.isPresent() && published.get().size() >= growing.size()) {
      log.putAll(full);
      restoreCheckpoint(published.get());
      return published;
    }
    Map<String, byte[]> partial = growing.partial();
    full.putAll(partial);
    // Of a higher level, the same one as last time, most of the time.
    full.keySet().removeAll(partialWritten);
    log.putAll(full);
    partialWritten = Set.copyOf(partial.keySet());
    return Optional.of(announce(growing));
  }

  /** Whoever published last may have stopped before the last step. */
  private void restoreCheckpoint(Publication published) {
    byte[] note = published.checkpoint().getBytes(StandardCharsets.UTF_8);
    if (log.get(LogStore.CHECKPOINT).filter(there -> Arrays.equals(there, note)).isEmpty()) {
      putCheckpoint(published);
    }
  }

  private Publication announce(LogEdge growing) {
    Checkpoint checkpoint =
        new Checkpoint(signer.key().name(), growing.size(), position.edge().root());
    Publication publication =
        new Publication(
            position.block(), growing.size(), SignedNote.sign(checkpoint.text(), signer));
    publications.publish(publication);
    return putCheckpoint(publication);
  }

  /**
   * Puts a checkpoint that is noted. Somebody who was further may have put theirs before, so what
   * is noted is looked at after each put: whoever puts last then leaves the largest.
   */
  private Publication putCheckpoint(Publication publication) {
    Publication put = publication;
    while (true) {
      log.putCheckpoint(put.checkpoint().getBytes(StandardCharsets.UTF_8));
      Publication newest = publications.newest().orElse(put);
      if (newest.size() <= put.size()) {
        return put;
      }
      put = newest;
    }
  }

  private LogEdge edge(Optional<Publication> published) {
    LogEdge held = edge;
    if (held != null && held.size() >= published.map(Publication::size).orElse(0L)) {
      return held;
    }
    if (published.isPresent()) {
      position = block(published.get().block()).position();
      Optional<LogEdge> found = LogEdge.read(log, position.edge());
      if (found.isPresent()) {
        edge = found.get();
        return found.get();
      }
      // A file of the edge is gone: everything is made again from the blocks.
    }
    return fromTheStart();
  }

  private LogEdge fromTheStart() {
    LogEdge empty = new LogEdge();
    edge = empty;
    partialWritten = Set.of();
    position = Position.START;
    return empty;
  }

  private Block block(long number) {
    return blocks
        .read(number)
        .orElseThrow(() -> new IntegrityFault("block " + number + " is published, but missing"));
  }

  /** The blocks that follow, as far as they go without a gap. */
  private List<Block> next(Position from) {
    long first = from.block() + 1;
    // Most of the time there is one block or none, so the first is asked for alone.
    Optional<Block> one = blocks.read(first);
    if (one.isEmpty()) {
      return List.of();
    }
    Map<Long, Block> more =
        blocks.readAll(LongStream.range(first + 1, first + BLOCKS_AT_ONCE).boxed().toList());
    List<Block> following = new ArrayList<>(List.of(one.get()));
    for (long number = first + 1; more.containsKey(number); number++) {
      following.add(more.get(number));
    }
    return following;
  }
}
