package org.assay.functions.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.assay.ledger.Block;
import org.assay.ledger.BlockStore;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.LogStore;
import org.assay.ledger.Publication;
import org.assay.ledger.PublicationStore;
import org.assay.ledger.Ref;
import org.assay.ledger.tlog.InclusionProof;
import org.assay.ledger.tlog.Receipt;
import org.assay.ledger.tlog.TileHashes;

/** Makes receipts, from published checkpoints only. Thread-safe. */
public final class Receipts {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(40);

  private final BlockStore blocks;
  private final LogStore log;
  private final PublicationStore publications;

  Receipts(BlockStore blocks, LogStore log, PublicationStore publications) {
    this.blocks = blocks;
    this.log = log;
    this.publications = publications;
  }

  /** The receipt of a recorded statement; empty while no checkpoint covers it. */
  public Optional<Receipt> of(Ref ref) {
    return publications
        .newest()
        .filter(published -> published.size() > ref.index())
        .map(published -> of(ref, published));
  }

  /** As {@link #of}, waiting for the checkpoint for so long at most. */
  public Optional<Receipt> await(Ref ref, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      Optional<Receipt> receipt = of(ref);
      if (receipt.isPresent() || System.nanoTime() >= end) {
        return receipt;
      }
      try {
        Thread.sleep(BETWEEN_LOOKS.toMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return Optional.empty();
      }
    }
  }

  private Receipt of(Ref ref, Publication published) {
    Block block =
        blocks
            .read(ref.block())
            .orElseThrow(
                () -> new IntegrityFault("block " + ref.block() + " is in the index, but missing"));
    int place = (int) (ref.index() - block.entries().get(0).index());
    InclusionProof proof =
        new TileHashes(log, published.size())
            .read(tree -> tree.inclusion(ref.index(), published.size()));
    return new Receipt(block.encodedEntries().get(place), proof, published.checkpoint());
  }

  /** A receipt for programs: the parts of its text form, by name. */
  public static ObjectNode json(Receipt receipt) {
    ObjectNode json = EventJson.MAPPER.createObjectNode();
    json.put("index", receipt.proof().index());
    json.put("size", receipt.proof().size());
    json.put("entry", Base64.getEncoder().encodeToString(receipt.entry()));
    ArrayNode path = json.putArray("path");
    receipt
        .proof()
        .path()
        .forEach(hash -> path.add(Base64.getEncoder().encodeToString(hash.toBytes())));
    json.put("checkpoint", receipt.checkpoint());
    return json;
  }
}
