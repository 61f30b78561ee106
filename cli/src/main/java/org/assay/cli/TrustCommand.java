package org.assay.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.assay.ledger.Entry;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.LogStore;
import org.assay.ledger.StoreUnavailable;
import org.assay.ledger.tlog.Checkpoint;
import org.assay.ledger.tlog.EntryBundle;
import org.assay.ledger.tlog.MerkleTree;
import org.assay.ledger.tlog.NoteKey;
import org.assay.ledger.tlog.SignedNote;
import org.assay.ledger.tlog.TileHashes;
import org.assay.ledger.tlog.TilePath;
import org.assay.traceability.bundle.TrustAnchors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code assay trust}. */
@Command(
    name = "trust",
    description = {
      "Write down what verifying a bundle rests on: the key that signs the log, and the digest of the"
          + " charter that founded the exchange, which the log's first entry names.",
      "The key must come from somebody whom you believe, and not from the exchange itself; compare"
          + " the whole file with what other members have.",
      ""
    },
    footer = {
      "",
      "Exit status: 0 it is written, 1 the log is not one of that key, 3 it could not be read, 64"
          + " wrong usage."
    })
@SuppressWarnings("NullAway.Init") // picocli sets what is required.
final class TrustCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Mixin private final UrlOption url = new UrlOption();

  @Option(
      names = "--log-key",
      required = true,
      paramLabel = "NAME+ID+KEY",
      description = "The public key of the log, as its operator gave it to you.")
  private String logKey;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Where it is written (standard output).")
  private @Nullable Path out;

  TrustCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws Exception {
    NoteKey key;
    try {
      key = NoteKey.parse(logKey);
    } catch (IllegalArgumentException e) {
      throw Failure.usage("--log-key: " + e.getMessage(), e);
    }
    TrustAnchors anchors = anchors(new PublicLog(url.client()), key);
    if (out == null) {
      terminal.out().print(anchors.toText());
    } else {
      UserFiles.replace(out, anchors.toText().getBytes(StandardCharsets.UTF_8));
    }
    terminal.say(
        "Compare both values with what other members have, by another way than this network: a"
            + " verifier believes whatever is in this file.");
    return ExitStatus.OK;
  }

  /** The anchors of a log, whose first entry is shown to be under a checkpoint of the key. */
  private static TrustAnchors anchors(LogStore log, NoteKey key) {
    try {
      byte[] note =
          log.get(LogStore.CHECKPOINT)
              .orElseThrow(() -> Failure.couldNot("the log has no checkpoint yet"));
      Checkpoint checkpoint = Checkpoint.parse(SignedNote.parse(note).verified(key));
      TilePath path = TilePath.bundleOf(0, checkpoint.size());
      byte[] first =
          EntryBundle.decode(
                  log.get(path.toString())
                      .orElseThrow(
                          () -> Failure.couldNot("the log's file " + path + " is missing")))
              .get(0);
      boolean holds =
          new TileHashes(log, checkpoint.size())
              .read(tree -> tree.inclusion(0, checkpoint.size()))
              .holds(MerkleTree.leafHash(first), checkpoint.root());
      if (!holds) {
        throw Failure.refused("the log's first entry is not the one under its checkpoint");
      }
      return new TrustAnchors(key, Entry.decode(first).statement());
    } catch (IllegalArgumentException | IntegrityFault e) {
      throw Failure.refused("the log is not one of that key: " + e.getMessage());
    } catch (StoreUnavailable e) {
      throw Failure.couldNot("the log could not be read: " + e.getMessage(), e);
    }
  }
}
