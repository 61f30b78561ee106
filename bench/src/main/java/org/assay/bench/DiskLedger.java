package org.assay.bench;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.assay.ledger.Block;
import org.assay.ledger.BlockStore;
import org.assay.ledger.Digest;
import org.assay.ledger.IndexRow;
import org.assay.ledger.IndexStore;
import org.assay.ledger.IndexUpdate;
import org.assay.ledger.LogStore;
import org.assay.ledger.Publication;
import org.assay.ledger.PublicationStore;
import org.assay.ledger.Ref;
import org.assay.ledger.RightEdge;
import org.assay.ledger.Salt;
import org.assay.ledger.StatementStore;
import org.assay.ledger.Subject;
import org.assay.ledger.SubjectHead;
import org.assay.ledger.audit.AuditStores;

/**
 * A ledger in plain files, which is read without holding it in memory: what is measured on it is
 * the reader, and neither a network nor a database.
 */
final class DiskLedger {
  private final Path folder;

  DiskLedger(Path folder) {
    this.folder = folder;
  }

  Path folder() {
    return folder;
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  AuditStores stores() {
    return new AuditStores(
        new Blocks(),
        new Statements(file("statements"), file("places")),
        new Rows(),
        log(),
        note());
  }

  LogStore log() {
    return new Log();
  }

  PublicationStore note() {
    return new Note();
  }

  private static UncheckedIOException failed(IOException e) {
    return new UncheckedIOException("a file of the ledger cannot be read or written", e);
  }

  private static void digest(DataOutputStream out, Digest digest) throws IOException {
    out.write(digest.toBytes());
  }

  private static Digest digest(DataInputStream in) throws IOException {
    return Digest.fromBytes(in.readNBytes(Digest.LENGTH));
  }

  private static void ref(DataOutputStream out, Ref ref) throws IOException {
    out.writeLong(ref.index());
    out.writeLong(ref.block());
    out.writeLong(ref.at().toEpochMilli());
    digest(out, ref.statement());
  }

  private static Ref ref(DataInputStream in) throws IOException {
    return new Ref(in.readLong(), in.readLong(), Instant.ofEpochMilli(in.readLong()), digest(in));
  }

  private static List<Ref> refs(DataInputStream in, int count) throws IOException {
    List<Ref> refs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      refs.add(ref(in));
    }
    return refs;
  }

  /** A block is a file, in folders of a thousand. */
  final class Blocks implements BlockStore {
    private Path path(long number) {
      return file("blocks/" + number / 1000 + "/" + number);
    }

    @Override
    public Appended append(Block block) {
      try {
        Path path = path(block.number());
        Files.createDirectories(path.resolveSibling("."));
        try (DataOutputStream out =
            new DataOutputStream(
                new BufferedOutputStream(
                    Files.newOutputStream(path, StandardOpenOption.CREATE_NEW)))) {
          out.writeInt(block.entries().size());
          for (byte[] entry : block.encodedEntries()) {
            out.writeInt(entry.length);
            out.write(entry);
          }
          out.writeInt(block.salts().size());
          for (Map.Entry<Digest, Salt> salt : block.salts().entrySet()) {
            digest(out, salt.getKey());
            out.write(salt.getValue().toBytes());
          }
          digest(out, block.chain());
          out.writeLong(block.edge().size());
          out.writeInt(block.edge().hashes().size());
          for (Digest hash : block.edge().hashes()) {
            digest(out, hash);
          }
        }
        return Appended.STORED;
      } catch (IOException e) {
        throw failed(e);
      }
    }

    @Override
    public Optional<Block> read(long number) {
      Path path = path(number);
      if (!Files.exists(path)) {
        return Optional.empty();
      }
      try (DataInputStream in =
          new DataInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
        List<byte[]> entries = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
          entries.add(in.readNBytes(in.readInt()));
        }
        Map<Digest, Salt> salts = new HashMap<>();
        for (int i = in.readInt(); i > 0; i--) {
          salts.put(digest(in), new Salt(in.readNBytes(Salt.LENGTH)));
        }
        Digest chain = digest(in);
        long size = in.readLong();
        List<Digest> hashes = new ArrayList<>();
        for (int i = in.readInt(); i > 0; i--) {
          hashes.add(digest(in));
        }
        return Optional.of(
            Block.stored(number, entries, salts, chain, new RightEdge(size, hashes)));
      } catch (IOException e) {
        throw failed(e);
      }
    }

    @Override
    public Map<Long, Block> readAll(Collection<Long> numbers) {
      Map<Long, Block> found = new TreeMap<>();
      numbers.forEach(number -> read(number).ifPresent(block -> found.put(number, block)));
      return found;
    }
  }

  /** Statements in one file, and where each begins in another, sorted by digest. */
  static final class Statements implements StatementStore {
    private static final int PLACE = Digest.LENGTH + Long.BYTES + Integer.BYTES;

    private final FileChannel bytes;
    private final MappedByteBuffer places;

    Statements(Path statements, Path sorted) {
      try {
        bytes = FileChannel.open(statements, StandardOpenOption.READ);
        try (FileChannel channel = FileChannel.open(sorted, StandardOpenOption.READ)) {
          places = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        }
      } catch (IOException e) {
        throw failed(e);
      }
    }

    static void writePlaces(Path sorted, TreeMap<Digest, long[]> places) throws IOException {
      try (DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(sorted)))) {
        for (Map.Entry<Digest, long[]> place : places.entrySet()) {
          digest(out, place.getKey());
          out.writeLong(place.getValue()[0]);
          out.writeInt((int) place.getValue()[1]);
        }
      }
    }

    @Override
    public Optional<byte[]> get(Digest digest) {
      byte[] key = new byte[Digest.LENGTH];
      int low = 0;
      int high = places.limit() / PLACE - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        places.get(middle * PLACE, key);
        int order = Digest.fromBytes(key).compareTo(digest);
        if (order == 0) {
          ByteBuffer found =
              ByteBuffer.allocate(places.getInt(middle * PLACE + Digest.LENGTH + Long.BYTES));
          try {
            bytes.read(found, places.getLong(middle * PLACE + Digest.LENGTH));
          } catch (IOException e) {
            throw failed(e);
          }
          return Optional.of(found.array());
        }
        low = order < 0 ? middle + 1 : low;
        high = order < 0 ? high : middle - 1;
      }
      return Optional.empty();
    }

    @Override
    public Map<Digest, byte[]> getAll(Collection<Digest> digests) {
      Map<Digest, byte[]> found = new HashMap<>();
      digests.forEach(digest -> get(digest).ifPresent(there -> found.put(digest, there)));
      return found;
    }

    @Override
    public Digest put(byte[] statement) {
      throw new UnsupportedOperationException("only read");
    }

    @Override
    public void putAll(Collection<byte[]> all) {
      throw new UnsupportedOperationException("only read");
    }
  }

  /** Index rows, one after the other: an audit that finds nothing needs no other order. */
  final class Rows implements IndexStore {
    void write(IndexStore rows) throws IOException {
      try (DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file("rows"))))) {
        rows.scan(
            0,
            1,
            row -> {
              try {
                write(out, row);
              } catch (IOException e) {
                throw failed(e);
              }
            });
      }
    }

    private void write(DataOutputStream out, IndexRow row) throws IOException {
      if (row instanceof IndexRow.Statement statement) {
        out.writeByte(1);
        digest(out, statement.identity());
        ref(out, statement.ref());
      } else if (row instanceof IndexRow.Chunk chunk) {
        out.writeByte(2);
        out.writeUTF(chunk.chunk().subject().id());
        out.writeLong(chunk.chunk().number());
        for (Ref ref : chunk.chunk().refs()) {
          ref(out, ref);
        }
      } else if (row instanceof IndexRow.Head head) {
        SubjectHead of = head.head();
        byte[] state = of.state();
        out.writeByte(3);
        out.writeUTF(of.subject().id());
        out.write(of.salt().toBytes());
        out.writeLong(of.count());
        out.writeLong(of.lastIndex());
        for (Ref ref : of.recent()) {
          ref(out, ref);
        }
        out.writeInt(state == null ? -1 : state.length);
        out.write(state == null ? new byte[0] : state);
      } else if (row instanceof IndexRow.Mark mark) {
        out.writeByte(4);
        out.writeLong(mark.block());
        Files.writeString(file("mark"), Long.toString(mark.block()));
      } else {
        throw new IllegalStateException("an unreadable row: " + row);
      }
    }

    @Override
    public void scan(int segment, int segments, Consumer<IndexRow> rows) {
      try (DataInputStream in =
          new DataInputStream(
              new BufferedInputStream(Files.newInputStream(file("rows")), 1 << 16))) {
        for (long number = 0; ; number++) {
          int kind = in.read();
          if (kind < 0) {
            return;
          }
          IndexRow row = read(in, kind);
          if (number % segments == segment) {
            rows.accept(row);
          }
        }
      } catch (EOFException e) {
        throw new IllegalStateException("the file of the rows ends within one", e);
      } catch (IOException e) {
        throw failed(e);
      }
    }

    private IndexRow read(DataInputStream in, int kind) throws IOException {
      switch (kind) {
        case 1:
          return new IndexRow.Statement(digest(in), ref(in));
        case 2:
          return new IndexRow.Chunk(
              new SubjectHead.Chunk(
                  new Subject(in.readUTF()), in.readLong(), refs(in, SubjectHead.CHUNK)));
        case 3:
          Subject subject = new Subject(in.readUTF());
          Salt salt = new Salt(in.readNBytes(Salt.LENGTH));
          long count = in.readLong();
          long last = in.readLong();
          List<Ref> recent = refs(in, (int) (count % SubjectHead.CHUNK));
          int length = in.readInt();
          return new IndexRow.Head(
              new SubjectHead(
                  subject, salt, count, last, recent, length < 0 ? null : in.readNBytes(length)));
        case 4:
          return new IndexRow.Mark(in.readLong());
        default:
          throw new IllegalStateException("no row is of kind " + kind);
      }
    }

    @Override
    public long applied() {
      try {
        return Long.parseLong(Files.readString(file("mark")));
      } catch (IOException e) {
        throw failed(e);
      }
    }

    @Override
    public Map<Subject, SubjectHead> heads(Collection<Subject> subjects) {
      throw new UnsupportedOperationException(
          "asked for single rows: the audit doubts " + subjects);
    }

    @Override
    public Map<Digest, Ref> statements(Collection<Digest> identities) {
      throw new UnsupportedOperationException(
          "asked for single rows: the audit doubts " + identities);
    }

    @Override
    public List<SubjectHead.Chunk> chunks(Subject subject, long from) {
      throw new UnsupportedOperationException("asked for single rows: the audit doubts " + subject);
    }

    @Override
    public void apply(IndexUpdate update) {
      throw new UnsupportedOperationException("only read");
    }

    @Override
    public void clear() {
      throw new UnsupportedOperationException("only read");
    }

    @Override
    public IndexStore shut() {
      throw new UnsupportedOperationException("only read");
    }

    @Override
    public void open(long block) {
      throw new UnsupportedOperationException("only read");
    }
  }

  /** The log as it is served: files below a folder. */
  final class Log implements LogStore {
    @Override
    public void put(String path, byte[] content) {
      try {
        Path to = file("log").resolve(path);
        Files.createDirectories(to.resolveSibling("."));
        Files.write(to, content);
      } catch (IOException e) {
        throw failed(e);
      }
    }

    @Override
    public void putAll(Map<String, byte[]> contents) {
      contents.forEach(this::put);
    }

    @Override
    public void putCheckpoint(byte[] note) {
      put(CHECKPOINT, note);
    }

    @Override
    public Optional<byte[]> get(String path) {
      try {
        Path from = file("log").resolve(path);
        return Files.exists(from) ? Optional.of(Files.readAllBytes(from)) : Optional.empty();
      } catch (IOException e) {
        throw failed(e);
      }
    }

    @Override
    public Map<String, byte[]> getAll(Collection<String> paths) {
      Map<String, byte[]> found = new HashMap<>();
      paths.forEach(path -> get(path).ifPresent(there -> found.put(path, there)));
      return found;
    }
  }

  /** How far the log goes. */
  final class Note implements PublicationStore {
    @Override
    public Optional<Publication> newest() {
      try {
        if (!Files.exists(file("published"))) {
          return Optional.empty();
        }
        String[] parts = Files.readString(file("published")).split("\n", 3);
        return Optional.of(
            new Publication(Long.parseLong(parts[0]), Long.parseLong(parts[1]), parts[2]));
      } catch (IOException e) {
        throw failed(e);
      }
    }

    @Override
    public void publish(Publication publication) {
      try {
        Files.writeString(
            file("published"),
            publication.block() + "\n" + publication.size() + "\n" + publication.checkpoint());
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }
}
