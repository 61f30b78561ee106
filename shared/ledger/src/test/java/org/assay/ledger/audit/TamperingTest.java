package org.assay.ledger.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assay.ledger.Block;
import org.assay.ledger.Digest;
import org.assay.ledger.Entry;
import org.assay.ledger.IndexRow;
import org.assay.ledger.Ref;
import org.assay.ledger.RightEdge;
import org.assay.ledger.Salt;
import org.assay.ledger.Subject;
import org.assay.ledger.SubjectHead;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever kind of stored thing is changed, in whatever way, the audit names it (I8). */
class TamperingTest {
  private static final Subject LOT = new Subject("lot3");

  @TempDir Path folder;

  /**
   * A way to change a ledger.
   *
   * @param name what is done
   * @param object what the audit must name
   * @param index the entry that it must name; -1 where it need not
   */
  record Tampering(
      String name,
      BiConsumer<AuditedLedger, TamperingTest> act,
      Function<AuditedLedger, String> object,
      long index) {
    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @MethodSource("tamperings")
  void isFoundAndNamed(Tampering tampering) {
    AuditedLedger ledger = AuditedLedger.make(folder);
    String object = tampering.object().apply(ledger);
    tampering.act().accept(ledger, this);
    AuditReport report = ledger.audit();
    assertThat(report.verdict()).isEqualTo(AuditReport.Verdict.FINDINGS);
    assertThat(report.unfinished()).isEmpty();
    assertThat(report.findings())
        .as("%s", report.findings())
        .anySatisfy(
            finding -> {
              assertThat(finding.object()).isEqualTo(object);
              if (tampering.index() >= 0) {
                assertThat(finding.index()).isEqualTo(tampering.index());
              }
            });
    assertThat(report.findings().stream().map(Finding::object).distinct())
        .as("%s", report.findings())
        .hasSizeLessThanOrEqualTo(2);
  }

  static Stream<Tampering> tamperings() {
    List<Tampering> all = new ArrayList<>();
    statements(all);
    entries(all);
    wholeBlocks(all);
    files(all);
    checkpoints(all);
    rows(all);
    salts(all);
    return all.stream();
  }

  private static void add(
      List<Tampering> all, String name, String object, long index, Consumer<AuditedLedger> act) {
    all.add(new Tampering(name, (ledger, test) -> act.accept(ledger), ledger -> object, index));
  }

  private static Digest statement(AuditedLedger ledger, long entry) {
    return ledger.note(entry).statement();
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] copy = bytes.clone();
    copy[at] ^= 1;
    return copy;
  }

  private static void statements(List<Tampering> all) {
    Map<String, BiConsumer<AuditedLedger, Digest>> ways = new TreeMap<>();
    ways.put("flip a byte of", (l, d) -> l.statements.tamper(d, flipped(bytes(l, d), 3)));
    ways.put("remove", (l, d) -> l.statements.drop(d));
    ways.put("swap with its neighbour", (l, d) -> l.statements.tamper(d, l.note(124).bytes()));
    ways.put("truncate", (l, d) -> l.statements.tamper(d, Arrays.copyOf(bytes(l, d), 5)));
    ways.put("double the bytes of", (l, d) -> l.statements.tamper(d, twice(bytes(l, d))));
    ways.put("empty", (l, d) -> l.statements.tamper(d, new byte[0]));
    for (long entry : new long[] {0, 123, 629}) {
      ways.forEach(
          (way, act) ->
              all.add(
                  new Tampering(
                      way + " the statement of entry " + entry,
                      (ledger, test) -> act.accept(ledger, statement(ledger, entry)),
                      ledger -> "statement " + statement(ledger, entry),
                      entry)));
    }
  }

  private static byte[] bytes(AuditedLedger ledger, Digest digest) {
    return ledger.statements.get(digest).orElseThrow();
  }

  private static byte[] twice(byte[] bytes) {
    byte[] twice = Arrays.copyOf(bytes, 2 * bytes.length);
    System.arraycopy(bytes, 0, twice, bytes.length, bytes.length);
    return twice;
  }

  /** Changes to the list of a block's entries, as a table holds it. */
  private static void entries(List<Tampering> all) {
    Map<String, Consumer<List<byte[]>>> ways = new TreeMap<>();
    ways.put("flip a byte of an entry", list -> list.set(7, flipped(list.get(7), 40)));
    ways.put("remove an entry", list -> list.remove(7));
    ways.put("remove the first entry", list -> list.remove(0));
    ways.put("remove the last entry", list -> list.remove(list.size() - 1));
    ways.put("swap two entries", list -> Collections.swap(list, 7, 8));
    ways.put("truncate an entry", list -> list.set(7, Arrays.copyOf(list.get(7), 50)));
    ways.put("double an entry", list -> list.add(7, list.get(7)));
    ways.put("add a byte to an entry", list -> list.set(7, twice(list.get(7))));
    for (long number : new long[] {0, 4, 19, 20}) {
      ways.forEach(
          (way, act) ->
              add(
                  all,
                  way + " in block " + number,
                  "block " + number,
                  -1,
                  ledger -> {
                    Block block = ledger.block(number);
                    List<byte[]> list = new ArrayList<>(block.encodedEntries());
                    act.accept(list);
                    ledger.blocks.tamper(number, list, block.salts(), block.chain(), block.edge());
                  }));
    }
    add(
        all,
        "change the edge of block 5",
        "block 5",
        -1,
        ledger -> {
          Block block = ledger.block(5);
          List<Digest> hashes = new ArrayList<>(block.edge().hashes());
          hashes.set(0, Digest.of(new byte[] {1}));
          ledger.blocks.tamper(
              5,
              block.encodedEntries(),
              block.salts(),
              block.chain(),
              new RightEdge(block.edge().size(), hashes));
        });
    add(
        all,
        "change the statement of an entry and the hashes of its block after it",
        "block 5",
        160,
        ledger -> reworked(ledger, 5, 10));
    add(
        all,
        "change the last entry of a block and its hash",
        "block 5",
        179,
        ledger -> reworked(ledger, 5, 29));
  }

  /** Changes an entry, and everything in its block so that the block is one again. */
  private static void reworked(AuditedLedger ledger, long number, int at) {
    Block block = ledger.block(number);
    List<Entry> entries = new ArrayList<>();
    List<byte[]> encoded = new ArrayList<>();
    RightEdge edge = ledger.block(number - 1).edge();
    Digest chain = ledger.block(number - 1).chain();
    for (Entry old : block.entries()) {
      Digest statement =
          entries.size() == at ? statement(ledger, old.index() - 1) : old.statement();
      Entry entry = new Entry(old.index(), old.at(), chain, statement, old.links());
      entries.add(entry);
      byte[] bytes = entry.encode();
      encoded.add(bytes);
      chain = Digest.of(bytes);
      edge = edge.append(bytes);
    }
    ledger.blocks.tamper(number, encoded, block.salts(), chain, edge);
  }

  private static void wholeBlocks(List<Tampering> all) {
    for (long number : new long[] {0, 4, 19, 20}) {
      add(all, "remove block " + number, "block " + number, -1, l -> l.blocks.drop(number));
    }
    for (long number : new long[] {1, 4, 19}) {
      add(
          all,
          "double block " + (number - 1),
          "block " + number,
          -1,
          l -> copy(l, number - 1, number));
    }
    add(
        all,
        "swap blocks 4 and 5",
        "block 4",
        -1,
        ledger -> {
          Block five = ledger.block(5);
          copy(ledger, 4, 5);
          ledger.blocks.tamper(4, five.encodedEntries(), five.salts(), five.chain(), five.edge());
        });
    add(all, "put block 3 in the place of block 5", "block 5", -1, ledger -> copy(ledger, 3, 5));
  }

  private static void copy(AuditedLedger ledger, long from, long to) {
    Block block = ledger.block(from);
    ledger.blocks.tamper(to, block.encodedEntries(), block.salts(), block.chain(), block.edge());
  }

  private static void files(List<Tampering> all) {
    for (String path :
        List.of(
            "tile/0/000",
            "tile/0/001",
            "tile/0/002.p/88",
            "tile/1/000.p/2",
            "tile/entries/000",
            "tile/entries/001",
            "tile/entries/002.p/88")) {
      add(
          all,
          "flip the first byte of " + path,
          path,
          -1,
          l -> l.log.tamper(path, flipped(l.file(path), 0)));
      add(
          all,
          "flip a byte of " + path,
          path,
          -1,
          l -> l.log.tamper(path, flipped(l.file(path), 60)));
      add(
          all,
          "flip the last byte of " + path,
          path,
          -1,
          l -> l.log.tamper(path, flipped(l.file(path), l.file(path).length - 1)));
      add(all, "remove " + path, path, -1, l -> l.log.drop(path));
      add(
          all,
          "truncate " + path,
          path,
          -1,
          l -> l.log.tamper(path, Arrays.copyOf(l.file(path), l.file(path).length - 1)));
      add(all, "double " + path, path, -1, l -> l.log.tamper(path, twice(l.file(path))));
      add(all, "empty " + path, path, -1, l -> l.log.tamper(path, new byte[0]));
    }
    add(
        all,
        "put a tile in the place of its neighbour",
        "tile/0/001",
        256,
        l -> l.log.tamper("tile/0/001", l.file("tile/0/000")));
    add(
        all,
        "put a bundle in the place of its neighbour",
        "tile/entries/001",
        256,
        l -> l.log.tamper("tile/entries/001", l.file("tile/entries/000")));
  }

  private static void checkpoints(List<Tampering> all) {
    String object = "checkpoint";
    add(all, "remove the checkpoint", object, -1, l -> l.log.drop("checkpoint"));
    add(all, "empty the checkpoint", object, -1, l -> l.log.putCheckpoint(new byte[0]));
    add(
        all,
        "truncate the checkpoint",
        object,
        -1,
        l -> l.log.putCheckpoint(Arrays.copyOf(l.checkpoint(), 40)));
    for (int at : new int[] {0, 21, 30, 150}) {
      add(
          all,
          "flip byte " + at + " of the checkpoint",
          object,
          -1,
          l -> l.log.putCheckpoint(flipped(l.checkpoint(), at)));
    }
  }

  private static void rows(List<Tampering> all) {
    add(
        all,
        "set the mark back",
        "index row applied",
        -1,
        l -> l.index.tamper(new IndexRow.Mark(3)));
    add(all, "set the mark ahead", "block 21", -1, l -> l.index.tamper(new IndexRow.Mark(21)));

    all.add(
        new Tampering(
            "remove the row of a statement",
            (l, t) -> l.index.drop(row(l, 50)),
            l -> "index row statement#" + l.note(50).identity(),
            50));
    all.add(
        new Tampering(
            "swap the row of a statement with its neighbour's",
            (l, t) ->
                l.index.tamper(new IndexRow.Statement(l.note(50).identity(), row(l, 51).ref())),
            l -> "index row statement#" + l.note(50).identity(),
            50));
    all.add(
        new Tampering(
            "change the block in the row of a statement",
            (l, t) -> {
              Ref ref = row(l, 50).ref();
              l.index.tamper(
                  new IndexRow.Statement(
                      l.note(50).identity(),
                      new Ref(ref.index(), ref.block() + 1, ref.at(), ref.statement())));
            },
            l -> "index row statement#" + l.note(50).identity(),
            50));
    all.add(
        new Tampering(
            "add the row of a statement that nobody recorded",
            (l, t) -> l.index.tamper(new IndexRow.Statement(Digest.of(), row(l, 51).ref())),
            l -> "index row statement#" + Digest.of(),
            51));

    String hub = "index row subject#hub chunk#2";
    add(all, "remove a chunk", hub, -1, l -> l.index.drop(l.chunk(2)));
    add(all, "change a place in a chunk", hub, 128, l -> l.index.tamper(changed(l.chunk(2))));
    add(
        all,
        "swap two places in a chunk",
        hub,
        -1,
        l -> {
          List<Ref> refs = new ArrayList<>(l.chunk(2).chunk().refs());
          Collections.swap(refs, 4, 5);
          l.index.tamper(new IndexRow.Chunk(new SubjectHead.Chunk(AuditedLedger.HUB, 2, refs)));
        });
    add(
        all,
        "put a chunk in the place of its neighbour",
        hub,
        -1,
        l ->
            l.index.tamper(
                new IndexRow.Chunk(
                    new SubjectHead.Chunk(AuditedLedger.HUB, 2, l.chunk(1).chunk().refs()))));
    add(
        all,
        "add a chunk",
        "index row subject#hub chunk#9",
        -1,
        l ->
            l.index.tamper(
                new IndexRow.Chunk(
                    new SubjectHead.Chunk(AuditedLedger.HUB, 9, l.chunk(1).chunk().refs()))));

    String head = "index row subject#lot3 head";
    add(all, "remove a head", head, -1, l -> l.index.drop(new IndexRow.Head(l.head(LOT))));
    add(
        all,
        "change the count in a head",
        head,
        -1,
        l -> {
          SubjectHead h = l.head(LOT);
          l.index.tamper(
              head(
                  h,
                  h.salt(),
                  h.count() - 1,
                  h.lastIndex(),
                  h.recent().subList(1, h.recent().size()),
                  h.state()));
        });
    add(
        all,
        "change the last index in a head",
        head,
        -1,
        l -> {
          SubjectHead h = l.head(LOT);
          l.index.tamper(head(h, h.salt(), h.count(), h.lastIndex() - 1, h.recent(), h.state()));
        });
    add(
        all,
        "swap places in a head",
        head,
        -1,
        l -> {
          SubjectHead h = l.head(LOT);
          List<Ref> refs = new ArrayList<>(h.recent());
          Collections.swap(refs, 0, 1);
          l.index.tamper(head(h, h.salt(), h.count(), h.lastIndex(), refs, h.state()));
        });
    add(
        all,
        "change the state in a head",
        head,
        -1,
        l -> {
          SubjectHead h = l.head(LOT);
          byte[] state = h.state();
          l.index.tamper(
              head(
                  h,
                  h.salt(),
                  h.count(),
                  h.lastIndex(),
                  h.recent(),
                  state == null ? new byte[] {1} : flipped(state, 0)));
        });
    add(
        all,
        "remove the state from a head",
        head,
        -1,
        l -> {
          SubjectHead h = l.head(LOT);
          l.index.tamper(head(h, h.salt(), h.count(), h.lastIndex(), h.recent(), null));
        });
    add(
        all,
        "add a head of a subject that no entry touches",
        "index row subject#nobody head",
        -1,
        l -> {
          SubjectHead h = l.head(LOT);
          l.index.tamper(
              new IndexRow.Head(
                  new SubjectHead(
                      new Subject("nobody"),
                      h.salt(),
                      h.count(),
                      h.lastIndex(),
                      h.recent(),
                      h.state())));
        });
    add(
        all,
        "count in a head what is not recorded",
        head,
        -1,
        l -> {
          SubjectHead h = l.head(LOT);
          List<Ref> refs = new ArrayList<>(h.recent());
          refs.add(new Ref(700, 21, refs.get(0).at(), refs.get(0).statement()));
          l.index.tamper(head(h, h.salt(), h.count() + 1, 700, refs, h.state()));
        });
  }

  private static IndexRow.Statement row(AuditedLedger ledger, long entry) {
    Digest identity = ledger.note(entry).identity();
    Ref ref = ledger.index.statements(List.of(identity)).get(identity);
    if (ref == null) {
      throw new AssertionError("entry " + entry + " has no row");
    }
    return new IndexRow.Statement(identity, ref);
  }

  private static IndexRow.Chunk changed(IndexRow.Chunk row) {
    List<Ref> refs = new ArrayList<>(row.chunk().refs());
    Ref ref = refs.get(9);
    refs.set(9, new Ref(ref.index() + 1, ref.block(), ref.at(), ref.statement()));
    return new IndexRow.Chunk(
        new SubjectHead.Chunk(row.chunk().subject(), row.chunk().number(), refs));
  }

  private static IndexRow.Head head(
      SubjectHead head,
      Salt salt,
      long count,
      long last,
      List<Ref> recent,
      byte @Nullable [] state) {
    return new IndexRow.Head(new SubjectHead(head.subject(), salt, count, last, recent, state));
  }

  private static void salts(List<Tampering> all) {
    Salt other = new Salt("0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    add(
        all,
        "change the salt in a head",
        "index row subject#lot3 head",
        -1,
        l -> {
          SubjectHead h = l.head(LOT);
          l.index.tamper(head(h, other, h.count(), h.lastIndex(), h.recent(), h.state()));
        });
    add(
        all,
        "change a salt in a block",
        "block 4",
        -1,
        l -> {
          Map<Digest, Salt> salts = new HashMap<>(l.block(4).salts());
          salts.replace(salts.keySet().iterator().next(), other);
          salted(l, salts);
        });
    add(
        all,
        "remove a salt from a block",
        "block 4",
        -1,
        l -> {
          Map<Digest, Salt> salts = new HashMap<>(l.block(4).salts());
          salts.remove(salts.keySet().iterator().next());
          salted(l, salts);
        });
    add(
        all,
        "add a salt to a block",
        "block 4",
        -1,
        l -> {
          Map<Digest, Salt> salts = new HashMap<>(l.block(4).salts());
          salts.put(Digest.of(), other);
          salted(l, salts);
        });
    add(
        all,
        "swap two salts in a block",
        "block 4",
        -1,
        l -> {
          Map<Digest, Salt> salts = new HashMap<>(l.block(4).salts());
          List<Digest> tags = List.copyOf(salts.keySet());
          salts.put(tags.get(0), l.block(4).salts().getOrDefault(tags.get(1), other));
          salts.put(tags.get(1), l.block(4).salts().getOrDefault(tags.get(0), other));
          salted(l, salts);
        });
  }

  private static void salted(AuditedLedger ledger, Map<Digest, Salt> salts) {
    Block block = ledger.block(4);
    ledger.blocks.tamper(4, block.encodedEntries(), salts, block.chain(), block.edge());
  }
}
