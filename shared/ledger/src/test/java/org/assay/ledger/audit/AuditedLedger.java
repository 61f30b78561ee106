package org.assay.ledger.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assay.ledger.Block;
import org.assay.ledger.Digest;
import org.assay.ledger.Entry;
import org.assay.ledger.IndexRow;
import org.assay.ledger.Link;
import org.assay.ledger.LogStore;
import org.assay.ledger.RightEdge;
import org.assay.ledger.Salt;
import org.assay.ledger.Sequencer;
import org.assay.ledger.SequencerSettings;
import org.assay.ledger.Subject;
import org.assay.ledger.SubjectHead;
import org.assay.ledger.testing.InMemoryBlockStore;
import org.assay.ledger.testing.InMemoryIndexStore;
import org.assay.ledger.testing.InMemoryLogStore;
import org.assay.ledger.testing.InMemoryPublicationStore;
import org.assay.ledger.testing.InMemoryStatementStore;
import org.assay.ledger.testing.Note;
import org.assay.ledger.testing.TestLedger;
import org.assay.ledger.tlog.FileNoteSigner;
import org.assay.ledger.tlog.Publisher;
import org.jspecify.annotations.Nullable;

/**
 * A ledger with some of everything: 600 published notes in 20 blocks, so that there are full and
 * partial tiles and bundles and a level above, 30 unpublished ones in another, a subject with many
 * chunks and others with few entries.
 */
final class AuditedLedger {
  static final int PUBLISHED = 600;
  static final int SIZE = 630;
  static final int IN_BLOCK = 30;
  static final Subject HUB = new Subject("hub");

  private static final ExecutorService EXECUTOR =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "test-audit");
            thread.setDaemon(true);
            return thread;
          });

  final TestLedger ledger = TestLedger.withQuota(100_000);
  final InMemoryBlockStore blocks = ledger.blocks;
  final InMemoryStatementStore statements = ledger.statements;
  final InMemoryIndexStore index = ledger.index;
  final InMemoryLogStore log = new InMemoryLogStore();
  final InMemoryPublicationStore publications = new InMemoryPublicationStore();
  final FileNoteSigner signer;
  final Path folder;

  private AuditedLedger(FileNoteSigner signer, Path folder) {
    this.signer = signer;
    this.folder = folder;
  }

  static AuditedLedger make(Path folder) {
    return make(folder, "note", signer(folder));
  }

  /** A ledger of other notes under the same key: another history of one log. */
  AuditedLedger fork() {
    return make(folder, "other", signer);
  }

  private static FileNoteSigner signer(Path folder) {
    try {
      return FileNoteSigner.open(folder.resolve("key"), "test.example/audit");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static AuditedLedger make(Path folder, String name, FileNoteSigner signer) {
    AuditedLedger made = new AuditedLedger(signer, folder);
    SequencerSettings inBlocks =
        new SequencerSettings(
            380_000,
            IN_BLOCK,
            200,
            TestLedger.SETTINGS.backoff(),
            TestLedger.SETTINGS.patience(),
            TestLedger.SETTINGS.look(),
            TestLedger.SETTINGS.turn(),
            TestLedger.SETTINGS.maxPending());
    Sequencer<Note, String> sequencer = made.ledger.sequencer(inBlocks);
    made.submit(sequencer, name, 0, PUBLISHED);
    made.publisher().publish();
    made.submit(sequencer, name, PUBLISHED, SIZE);
    return made;
  }

  private void submit(Sequencer<Note, String> sequencer, String name, int from, int to) {
    List<Note> notes = new ArrayList<>();
    for (int i = from; i < to; i++) {
      notes.add(
          Note.note("issuer" + i % 7, name + i, i % 3, HUB.id(), "lot" + i / 4, "lot" + i / 9));
    }
    ledger.submit(
        sequencer,
        notes.stream()
            .map(
                note ->
                    new Note(
                        note.issuer(),
                        note.id(),
                        note.about().stream().distinct().toList(),
                        note.amount()))
            .toList());
  }

  Publisher publisher() {
    return new Publisher(blocks, publications, log, signer);
  }

  AuditStores stores() {
    return new AuditStores(blocks, statements, index, log, publications);
  }

  AuditReport audit() {
    return audit(stores(), null);
  }

  AuditReport audit(AuditStores stores, byte @Nullable [] earlier) {
    return auditor(stores, new AuditSettings(3, 7, 100, () -> false, size -> {})).audit(earlier);
  }

  Auditor<Note> auditor(AuditStores stores, AuditSettings settings) {
    return new Auditor<>(stores, new NoteJudge(100_000), signer.key(), EXECUTOR, settings, folder);
  }

  Block block(long number) {
    return blocks.read(number).orElseThrow();
  }

  Note note(long entry) {
    Block block = block(entry / IN_BLOCK);
    return Note.parse(
        statements.get(block.entries().get((int) (entry % IN_BLOCK)).statement()).orElseThrow());
  }

  byte[] file(String path) {
    return log.get(path).orElseThrow();
  }

  byte[] checkpoint() {
    return file(LogStore.CHECKPOINT);
  }

  SubjectHead head(Subject subject) {
    SubjectHead head = index.heads(List.of(subject)).get(subject);
    if (head == null) {
      throw new AssertionError("no entry touches " + subject);
    }
    return head;
  }

  IndexRow.Chunk chunk(long number) {
    return new IndexRow.Chunk(index.chunks(HUB, number).get(0));
  }

  /** Commits notes in one block, whatever speaks against them, and leaves their rows out. */
  void force(Note... notes) {
    Block last = block(SIZE / IN_BLOCK - 1);
    List<Entry> entries = new ArrayList<>();
    List<byte[]> encoded = new ArrayList<>();
    Map<Digest, Salt> salts = new HashMap<>();
    Map<Subject, Link> next = new HashMap<>();
    Digest chain = last.chain();
    RightEdge edge = last.edge();
    for (Note note : notes) {
      statements.put(note.bytes());
      List<Link> links = new ArrayList<>();
      for (Subject subject : note.subjects()) {
        Link link = next.getOrDefault(subject, link(subject, salts));
        links.add(link);
        next.put(subject, new Link(link.tag(), link.seq() + 1, SIZE + entries.size()));
      }
      Entry entry =
          new Entry(
              SIZE + entries.size(), last.entries().get(0).at(), chain, note.statement(), links);
      entries.add(entry);
      encoded.add(entry.encode());
      chain = Digest.of(entry.encode());
      edge = edge.append(entry.encode());
    }
    blocks.append(Block.stored(SIZE / IN_BLOCK, encoded, salts, chain, edge));
  }

  private Link link(Subject subject, Map<Digest, Salt> salts) {
    SubjectHead head = index.heads(List.of(subject)).get(subject);
    if (head != null) {
      return new Link(head.salt().tag(subject), head.count(), head.lastIndex());
    }
    Salt salt =
        new Salt(
            Arrays.copyOf(
                Digest.of(subject.id().getBytes(StandardCharsets.US_ASCII)).toBytes(), 16));
    salts.put(salt.tag(subject), salt);
    return new Link(salt.tag(subject), 0, -1);
  }

  /** Records more, as a writer does during an audit. */
  void more() {
    submit(ledger.sequencer(), "more", SIZE, SIZE + 100);
  }
}
