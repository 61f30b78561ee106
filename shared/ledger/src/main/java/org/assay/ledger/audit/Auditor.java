package org.assay.ledger.audit;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.assay.ledger.Candidate;
import org.assay.ledger.IndexStore;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.LogStore;
import org.assay.ledger.Publication;
import org.assay.ledger.PublicationStore;
import org.assay.ledger.StoreUnavailable;
import org.assay.ledger.tlog.Checkpoint;
import org.assay.ledger.tlog.NoteKey;
import org.assay.ledger.tlog.SignedNote;
import org.assay.ledger.tlog.TilePath;
import org.jspecify.annotations.Nullable;

/**
 * Replays a ledger from its first entry and compares everything that is stored with what follows:
 * chain, tree, tiles and entry bundles against the checkpoint, links, salts, statements with their
 * signatures and their issuers' authority, what is kept of the subjects, and every index row.
 *
 * <p>Writers and publishers may be at work meanwhile. The heap that an audit takes depends on its
 * {@linkplain AuditSettings settings}, not on the ledger; what must be known of all entries at once
 * lies in temporary files, which grow with it.
 *
 * @param <C> the domain's candidate
 */
public final class Auditor<C extends Candidate> {
  private final AuditStores stores;
  private final Judge<C> judge;
  private final @Nullable NoteKey key;
  private final Executor executor;
  private final AuditSettings settings;
  private final Path folder;

  /**
   * @param key the log's public key; null where the auditor does not know it, so that the
   *     checkpoint's signature is not checked
   * @param executor on which statements and files are read and judged; it must have as many threads
   *     as the settings say, at least, and never run a task in the caller's
   * @param folder where the temporary files are made
   */
  public Auditor(
      AuditStores stores,
      Judge<C> judge,
      @Nullable NoteKey key,
      Executor executor,
      AuditSettings settings,
      Path folder) {
    this.stores = stores;
    this.judge = judge;
    this.key = key;
    this.executor = executor;
    this.settings = settings;
    this.folder = folder;
  }

  /** Audits everything that can be read. */
  public AuditReport audit() {
    return audit(null);
  }

  /**
   * Audits everything that can be read, which must continue what an auditor saw before.
   *
   * @param earlier a checkpoint that the auditor kept, as it was signed; null if there is none
   * @throws IllegalArgumentException if it is no checkpoint that the log's key signed
   */
  public AuditReport audit(byte @Nullable [] earlier) {
    Optional<Checkpoint> held = Optional.ofNullable(earlier).map(note -> checkpoint(note, key));
    try (Scratch scratch = new Scratch(folder)) {
      return new Session(scratch).run(held);
    }
  }

  private static Checkpoint checkpoint(byte[] note, @Nullable NoteKey key) {
    SignedNote signed = SignedNote.parse(note);
    Checkpoint checkpoint = Checkpoint.parse(key == null ? signed.text() : signed.verified(key));
    if (key != null && !checkpoint.origin().equals(key.name())) {
      throw new IllegalArgumentException(
          "it is of the log " + checkpoint.origin() + ", not of " + key.name());
    }
    return checkpoint;
  }

  /** One audit. */
  private final class Session {
    private final Scratch scratch;
    private final Findings findings = new Findings(settings.maxFindings());
    private final List<Unchecked> unchecked = new ArrayList<>();
    private final Checkpoints checkpoints = new Checkpoints(findings);
    private final Verification<C> verification =
        new Verification<>(findings, executor, settings.parallelism());
    private @Nullable Replay<C> replay;
    private @Nullable LogFiles files;
    private @Nullable IndexRows<C> rows;
    private long published = -1;
    private boolean isCheckpointDue;

    Session(Scratch scratch) {
      this.scratch = scratch;
    }

    AuditReport run(Optional<Checkpoint> held) {
      String unfinished = null;
      try {
        unfinished = replay(held);
      } catch (StoreUnavailable e) {
        unfinished = "a store did not answer: " + e.getMessage();
      } catch (Stopped e) {
        unfinished = e.getMessage();
      } finally {
        verification.abandon();
        if (files != null) {
          files.abandon();
        }
      }
      return report(unfinished);
    }

    /** Says why it came to no end; null if it did. */
    private @Nullable String replay(Optional<Checkpoint> held) {
      Optional<Publication> publication = publication();
      long mark = mark();
      published = published(publication);
      held.ifPresent(
          earlier ->
              checkpoints.add(
                  "checkpoint of " + earlier.size() + " entries",
                  earlier,
                  Invariant.I2,
                  "the log does not continue this checkpoint, which the auditor holds: it is a"
                      + " fork"));
      long size = Math.max(0, published);
      EntrySource source = source(publication, mark, size);
      LogFiles compared =
          new LogFiles(
              stores.log(),
              stores.blocks() != null,
              executor,
              settings.parallelism(),
              settings.maxFindings());
      files = compared;
      Replay<C> replaying =
          new Replay<>(
              judge,
              findings,
              source,
              verification,
              checkpoints,
              compared,
              size,
              RunKey.draw(),
              scratch);
      replay = replaying;
      if (!new Stream<>(source, stores.statements(), judge, executor, settings)
          .into(replaying::take)) {
        return "it was stopped after " + replaying.size() + " of " + size + " entries or more";
      }
      verification.finish();
      if (isCheckpointDue && stores.log().get(LogStore.CHECKPOINT).isEmpty()) {
        findings.add("checkpoint", -1, Invariant.I1, "it is missing");
      }
      checkpoints.end(replaying.size());
      files(compared.finish(), source);
      rows(source, replaying);
      return null;
    }

    private Optional<Publication> publication() {
      PublicationStore store = stores.publications();
      if (store == null) {
        return Optional.empty();
      }
      String object = "index row published";
      try {
        Optional<Publication> newest = store.newest();
        newest.ifPresent(
            publication -> {
              try {
                byte[] note = publication.checkpoint().getBytes(StandardCharsets.UTF_8);
                Checkpoint noted = checkpoint(note, key);
                if (noted.size() != publication.size()) {
                  findings.add(object, -1, Invariant.I7, "its size is not that of its checkpoint");
                }
                checkpoints.add(
                    object,
                    noted,
                    Invariant.I2,
                    "the root that it notes is not that of the entries");
              } catch (IllegalArgumentException e) {
                findings.add(
                    object, -1, Invariant.I7, "its checkpoint does not hold: " + e.getMessage());
              }
            });
        return newest;
      } catch (IntegrityFault e) {
        findings.add(object, -1, Invariant.I7, "it cannot be read: " + e.getMessage());
        return Optional.empty();
      }
    }

    /** The block up to which the index says that it is written. */
    private long mark() {
      IndexStore index = stores.index();
      if (index == null) {
        return -1;
      }
      try {
        return index.applied();
      } catch (IntegrityFault e) {
        findings.add("index row applied", -1, Invariant.I7, "it cannot be read: " + e.getMessage());
        return -1;
      }
    }

    /** The size of the log's checkpoint; -1 where there is none. */
    private long published(Optional<Publication> publication) {
      Optional<byte[]> note = stores.log().get(LogStore.CHECKPOINT);
      if (note.isEmpty()) {
        if (publication.isPresent()) {
          // Noted first and put then, by somebody who may be about to; looked for again at the end.
          isCheckpointDue = true;
          return publication.get().size();
        }
        if (stores.blocks() == null) {
          throw new Stopped("the log has no checkpoint, so there is nothing to hold it to");
        } else {
          unchecked.add(new Unchecked("checkpoint, tiles and bundles", "nothing is published yet"));
        }
        return -1;
      }
      if (key == null) {
        unchecked.add(
            new Unchecked("the checkpoint's signature", "the log's public key was not given"));
      }
      String wrong;
      try {
        Checkpoint checkpoint = checkpoint(note.get(), key);
        checkpoints.add(
            "checkpoint", checkpoint, Invariant.I2, "its root is not that of the entries");
        return checkpoint.size();
      } catch (IllegalArgumentException e) {
        wrong = e.getMessage();
      }
      findings.add("checkpoint", -1, Invariant.I8, "it does not hold: " + wrong);
      // What is not signed says nothing; what was noted at the same time was signed.
      return publication.map(Publication::size).orElse(-1L);
    }

    private EntrySource source(Optional<Publication> publication, long mark, long size) {
      if (stores.blocks() == null) {
        unchecked.add(new Unchecked("blocks and salts", "only the public log can be read"));
        return new BundleSource(stores.log(), size, findings, executor);
      }
      return new BlockSource(
          stores.blocks(),
          new LoggedEntries(stores.log(), size),
          findings,
          executor,
          publication.map(Publication::block).orElse(-1L),
          Math.max(size, publication.map(Publication::size).orElse(0L)),
          mark);
    }

    /**
     * Files that differ: where the entries have the root that was signed, the files are wrong;
     * where they do not, the log is what the checkpoint was made from, and the blocks are wrong.
     */
    private void files(List<LogFiles.Mismatch> mismatches, EntrySource source) {
      boolean areEntriesWrong =
          checkpoints.hasFailed()
              && mismatches.stream().anyMatch(m -> m.path().level() == TilePath.ENTRIES);
      for (LogFiles.Mismatch mismatch : mismatches) {
        if (!areEntriesWrong) {
          findings.add(
              mismatch.path().toString(), mismatch.index(), Invariant.I8, mismatch.sentence());
        } else if (mismatch.path().level() == TilePath.ENTRIES) {
          findings.add(
              source
                  .find(mismatch.index())
                  .map(EntrySource.Located::object)
                  .orElse(mismatch.path().toString()),
              mismatch.index(),
              Invariant.I2,
              "its entry is not the one that "
                  + mismatch.path()
                  + " of the public log has, and the root of the checkpoint is not that of the"
                  + " blocks");
        }
      }
    }

    private void rows(EntrySource source, Replay<C> replaying) {
      IndexStore index = stores.index();
      if (index == null || stores.blocks() == null || stores.statements() == null) {
        unchecked.add(
            new Unchecked(
                "index rows",
                stores.blocks() == null
                    ? "only the public log can be read"
                    : "index or statements cannot be read"));
        return;
      }
      if (!replaying.isWhole()) {
        unchecked.add(
            new Unchecked("index rows", "entries are missing from which they would follow"));
        return;
      }
      IndexRows<C> checking =
          new IndexRows<>(
              index,
              stores.blocks(),
              stores.statements(),
              judge,
              replaying,
              source,
              findings,
              settings.stop());
      rows = checking;
      checking.check(executor, settings.parallelism());
      if (checking.isBehind()) {
        unchecked.add(
            new Unchecked(
                "index rows of block " + replaying.newestBlock(),
                "whoever commits next writes them first"));
      }
    }

    private AuditReport report(@Nullable String unfinished) {
      Replay<C> replayed = replay;
      long size = replayed == null ? 0 : replayed.size();
      if (stores.statements() == null) {
        unchecked.add(
            new Unchecked("statements, signatures and authority", "the statements cannot be read"));
      }
      if (verification.open() > 0) {
        unchecked.add(
            new Unchecked(
                verification.open() + " statements",
                "a statement before them cannot be read that may have given the authority"));
      }
      if (replayed != null && !replayed.isWhole()) {
        unchecked.add(
            new Unchecked(
                "tiles and bundles behind the first missing entry", "entries are missing"));
      }
      return new AuditReport(
          size,
          published,
          new AuditReport.Counts(
              replayed == null || stores.blocks() == null ? 0 : replayed.runs(),
              size,
              verification.judged(),
              files == null ? 0 : files.compared(),
              rows == null ? 0 : rows.rows()),
          unchecked,
          findings.kept(),
          findings.total(),
          Optional.ofNullable(unfinished));
    }
  }
}
