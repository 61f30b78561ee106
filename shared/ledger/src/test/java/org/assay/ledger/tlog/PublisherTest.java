package org.assay.ledger.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.assay.ledger.Block;
import org.assay.ledger.Digest;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.LogStore;
import org.assay.ledger.Position;
import org.assay.ledger.Publication;
import org.assay.ledger.StoreUnavailable;
import org.assay.ledger.testing.Chain;
import org.assay.ledger.testing.InMemoryBlockStore;
import org.assay.ledger.testing.TestLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublisherTest {
  private static final FileNoteSigner SIGNER =
      FileNoteSigner.of(TesseraLog.SECRET, NoteKey.parse(TesseraLog.KEY));

  private final InMemoryBlockStore blocks = new InMemoryBlockStore();
  private final WatchedLog stores = new WatchedLog();
  private final List<byte[]> entries = new ArrayList<>();
  private final Naive naive = new Naive(entries);
  private Position position = Position.START;

  private Publisher publisher() {
    return new Publisher(blocks, stores.publications(), stores.log(), SIGNER);
  }

  private void append(int count) {
    Block block = Chain.block(position, count, "block" + position.block());
    blocks.append(block);
    entries.addAll(block.encodedEntries());
    position = block.position();
  }

  private int size() {
    return entries.size();
  }

  /** What the log must consist of when it was published at these sizes. */
  private Map<String, byte[]> files(Iterable<Integer> sizes) {
    Map<String, byte[]> files = new TreeMap<>();
    int last = 0;
    for (int size : sizes) {
      naive.files(size).forEach((path, content) -> putPartial(files, path, content));
      last = size;
    }
    files.putAll(naive.files(last));
    return files;
  }

  private static void putPartial(Map<String, byte[]> files, String path, byte[] content) {
    files.putIfAbsent(path, content);
  }

  private void assertFiles(Iterable<Integer> sizes) {
    Map<String, byte[]> found = stores.files.all();
    found.remove(LogStore.CHECKPOINT);
    Map<String, byte[]> expected = files(sizes);
    assertThat(found).containsOnlyKeys(expected.keySet());
    expected.forEach((path, content) -> assertThat(found.get(path)).as(path).isEqualTo(content));
  }

  /** What a reader finds: a checkpoint that is signed, and everything under it. */
  private Optional<Checkpoint> read() {
    Optional<Checkpoint> checkpoint =
        stores
            .files
            .get(LogStore.CHECKPOINT)
            .map(note -> Checkpoint.parse(SignedNote.parse(note).verified(SIGNER.key())));
    checkpoint.ifPresent(
        read -> {
          int size = (int) read.size();
          assertThat(read)
              .isEqualTo(new Checkpoint(SIGNER.key().name(), size, naive.root(0, size)));
          naive
              .files(size)
              .forEach(
                  (path, content) ->
                      assertThat(stores.files.get(path))
                          .as(path)
                          .hasValueSatisfying(there -> assertThat(there).isEqualTo(content)));
        });
    return checkpoint;
  }

  private void assertCheckpoint(int size) {
    Publication newest = stores.newest().orElseThrow();
    assertThat(newest.size()).isEqualTo(size);
    assertThat(newest.checkpoint().getBytes(StandardCharsets.UTF_8))
        .isEqualTo(stores.files.get(LogStore.CHECKPOINT).orElseThrow());
    assertThat(read()).hasValueSatisfying(read -> assertThat(read.size()).isEqualTo(size));
  }

  @Test
  void whereThereIsNoBlockNothingIsPublished() {
    assertThat(publisher().publish()).isEmpty();
    assertThat(publisher().rebuild()).isEmpty();
    assertThat(stores.writes()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "1,true",
    "2,true",
    "2,false",
    "255,true",
    "256,true",
    "256,false",
    "257,true",
    "257,false",
    "513,true",
    "513,false",
    "1200,true",
    "1200,false",
  })
  void everyFileIsTheNaiveOneAtEveryPublishedSize(int total, boolean isWarm) {
    Random random = new Random(total);
    Publisher publisher = publisher();
    List<Integer> published = new ArrayList<>();
    while (size() < total) {
      append(1 + random.nextInt(Math.min(total - size(), 100)));
      if (random.nextInt(3) == 0 || size() == total) {
        Publisher now = isWarm ? publisher : publisher();
        Publication publication = now.publish().orElseThrow();
        assertThat(publication.size()).isEqualTo(size());
        assertThat(publication.block()).isEqualTo(position.block());
        published.add(size());
        assertCheckpoint(size());
      }
    }

    assertFiles(published);
  }

  @Test
  void aLogOfThreeLevelsIsTheNaiveOne() {
    Publisher warm = publisher();
    List<Integer> published = new ArrayList<>();
    for (int size : List.of(256, 65_280, 65_536, 70_000)) {
      while (size() < size) {
        append(Math.min(size - size(), 999));
      }
      (size == 65_536 ? publisher() : warm).publish();
      published.add(size);
    }

    assertFiles(published);
    assertCheckpoint(70_000);
    assertThat(stores.files.all())
        .containsKeys(
            "tile/0/272",
            "tile/0/273.p/112",
            "tile/1/000",
            "tile/1/000.p/255",
            "tile/1/001.p/17",
            "tile/2/000.p/1",
            "tile/entries/273.p/112");
    TileHashes tiles = new TileHashes(stores.log(), 70_000);
    for (long index : new long[] {0, 255, 256, 65_535, 65_536, 69_887, 69_888, 69_999}) {
      InclusionProof proof = tiles.read(tree -> tree.inclusion(index, 70_000));
      assertThat(proof.holds(MerkleTree.leafHash(entries.get((int) index)), naive.root(0, 70_000)))
          .isTrue();
    }
    assertThat(
            tiles
                .read(tree -> tree.consistency(65_280, 70_000))
                .holds(naive.root(0, 65_280), naive.root(0, 70_000)))
        .isTrue();
  }

  @Test
  void proofsFromTilesAreThoseOfTheTree() {
    append(600);
    publisher().publish();
    TileHashes tiles = new TileHashes(stores.log(), 600);

    for (int index = 0; index < 600; index++) {
      int at = index;
      assertThat(tiles.read(tree -> tree.inclusion(at, 600)).path())
          .isEqualTo(naive.path(index, 0, 600));
      assertThat(tiles.read(tree -> tree.consistency(at + 1, 600)).path())
          .isEqualTo(naive.proof(index + 1, 0, 600, true));
    }
    Digest root = tiles.read(tree -> tree.root(600));
    assertThat(root).isEqualTo(naive.root(0, 600));
  }

  @Test
  void aTileThatIsMissingOrTornIsNamed() {
    append(600);
    publisher().publish();
    stores.files.tamper("tile/0/001", new byte[8_191]);

    assertThatThrownBy(
            () -> new TileHashes(stores.log(), 600).read(tree -> tree.inclusion(300, 600)))
        .isInstanceOf(IntegrityFault.class)
        .hasMessageContaining("tile/0/001");
    stores.files.drop("tile/0/001");
    assertThatThrownBy(
            () -> new TileHashes(stores.log(), 600).read(tree -> tree.inclusion(300, 600)))
        .isInstanceOf(IntegrityFault.class)
        .hasMessageContaining("tile/0/001");
  }

  @Test
  void publishingAgainWritesNothing() {
    append(300);
    Publisher warm = publisher();
    Optional<Publication> first = warm.publish();
    int writes = stores.writes();

    assertThat(warm.publish()).isEqualTo(first);
    assertThat(publisher().publish()).isEqualTo(first);

    assertThat(stores.writes()).isEqualTo(writes);
  }

  @Test
  void aPublisherThatOthersOvertookGoesOnFromThere() {
    append(200);
    Publisher slow = publisher();
    slow.publish();
    append(200);
    publisher().publish();
    append(200);
    slow.publish();

    assertFiles(List.of(200, 400, 600));
    assertCheckpoint(600);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whereverAPublisherStopsTheNextOneFinishes(boolean isReplyLost) {
    int steps = 0;
    for (int step = 1; step == 1 || steps == step - 1; step++) {
      for (boolean isSame : List.of(true, false)) {
        PublisherTest test = new PublisherTest();
        if (test.stopAt(step, isReplyLost, isSame)) {
          steps = step;
        }
      }
    }
    // bundles 1 and 2 full, tiles 0/0 and 0/1 full, the partial bundle, two partial tiles,
    // the publication and the checkpoint
    assertThat(steps).isEqualTo(9);
  }

  private boolean stopAt(int step, boolean isReplyLost, boolean isSame) {
    append(250);
    Publisher publisher = publisher();
    publisher.publish();
    append(200);
    append(150);
    int before = stores.writes();
    stores.failAt(before + step, isReplyLost);
    boolean hasFailed = false;
    try {
      publisher.publish();
    } catch (StoreUnavailable e) {
      hasFailed = true;
    }
    stores.failAt(0, false);
    assertThat(read()).as("what is seen when step %s failed", step).isPresent();

    (isSame ? publisher : publisher()).publish();

    assertFiles(List.of(250, 600));
    assertCheckpoint(600);
    append(7);
    (isSame ? publisher : publisher()).publish();
    assertFiles(List.of(250, 600, 607));
    assertCheckpoint(607);
    return hasFailed;
  }

  @Test
  void anyNumberMayPublishAtOnce() {
    List<Callable<Optional<Publication>>> tasks = new ArrayList<>();
    for (int round = 0; round < 30; round++) {
      tasks.clear();
      for (int i = 0; i < 4; i++) {
        Publisher publisher = publisher();
        tasks.add(publisher::publish);
      }
      append(37);
      TestLedger.together(tasks);
      assertCheckpoint(size());
    }
  }

  @Test
  void theCheckpointNeverStaysOlderThanWhatAnotherHasPublished() {
    append(10);
    Publisher slow = publisher();
    Publisher fast = publisher();
    // Right before the slow one puts its checkpoint, and again before it puts that right.
    for (int nested = 1; nested <= 3; nested++) {
      int rounds = nested;
      int[] left = {rounds};
      stores.beforeCheckpoint(
          () -> {
            if (left[0]-- > 0) {
              append(10);
              stores.quietly(fast::publish);
            }
          });
      append(1);

      slow.publish();

      assertCheckpoint(size());
    }
  }

  @Test
  void aCheckpointThatWasLostIsPutBackAndNotOverANewerOne() {
    append(10);
    Publisher slow = publisher();
    Optional<Publication> first = slow.publish();
    stores.files.drop(LogStore.CHECKPOINT);
    assertThat(publisher().publish()).isEqualTo(first);
    assertCheckpoint(10);

    stores.files.drop(LogStore.CHECKPOINT);
    int[] left = {1};
    stores.beforeCheckpoint(
        () -> {
          if (left[0]-- > 0) {
            append(10);
            stores.quietly(publisher()::publish);
          }
        });
    slow.publish();

    assertCheckpoint(20);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aLostFileOfTheEdgeIsMadeAgainFromTheBlocks(boolean hasGrown) {
    append(300);
    publisher().publish();
    append(300);
    publisher().publish();
    for (String lost : List.of("tile/entries/002.p/", "tile/0/002.p/", "tile/1/000.p/")) {
      String path = lost + (lost.contains("/1/") ? 2 : size() - 512);
      stores.files.drop(path);
      if (hasGrown) {
        append(1);
      }

      publisher().publish();

      assertCheckpoint(size());
      assertThat(stores.files.all()).containsKeys(path);
    }
    assertFiles(hasGrown ? List.of(300, 600, 601, 602, 603) : List.of(300, 600));
  }

  @Test
  void aChangedFileOfTheEdgeIsFoundBeforeAnythingIsWrittenOverIt() {
    append(600);
    publisher().publish();
    append(10);
    for (String path : List.of("tile/entries/002.p/88", "tile/0/002.p/88", "tile/1/000.p/2")) {
      byte[] whole = stores.files.get(path).orElseThrow();
      byte[] flipped = whole.clone();
      flipped[flipped.length - 1] ^= 1;
      for (byte[] bad :
          List.of(
              flipped,
              new byte[0],
              Arrays.copyOf(whole, whole.length - 1),
              Arrays.copyOf(whole, whole.length - Digest.LENGTH),
              Arrays.copyOf(whole, whole.length + Digest.LENGTH))) {
        stores.files.tamper(path, bad);
        int writes = stores.writes();

        assertThatThrownBy(() -> publisher().publish())
            .as("%s with %s bytes", path, bad.length)
            .isInstanceOf(IntegrityFault.class)
            .hasMessageContaining("edge at size 600");
        assertThat(stores.writes()).isEqualTo(writes);
      }
      stores.files.tamper(path, whole);
    }
    publisher().publish();
    assertCheckpoint(610);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void rebuildingBringsBackWhatIsMissing(boolean isWarm) {
    append(300);
    Publisher warm = publisher();
    warm.publish();
    append(300);
    Publication published = warm.publish().orElseThrow();
    Map<String, byte[]> before = stores.files.all();
    for (String path :
        List.of(
            "tile/entries/000", "tile/0/001", "tile/0/002.p/88", "tile/1/000.p/2", "checkpoint")) {
      stores.files.drop(path);
    }

    assertThat((isWarm ? warm : publisher()).rebuild()).contains(published);

    assertThat(stores.files.all()).containsOnlyKeys(before.keySet());
    assertFiles(List.of(300, 600));
    assertCheckpoint(600);
    append(1);
    warm.publish();
    assertFiles(List.of(300, 600, 601));
    assertCheckpoint(601);
  }

  @Test
  void rebuildingPublishesWhatIsNew() {
    append(300);
    publisher().publish();
    append(300);

    publisher().rebuild();

    assertFiles(List.of(300, 600));
    assertCheckpoint(600);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tile/entries/000",
        "tile/entries/001",
        "tile/entries/002.p/88",
        "tile/0/000",
        "tile/0/001",
        "tile/0/002.p/88",
        "tile/1/000.p/2",
      })
  void rebuildingFindsAChangedFileAndNamesIt(String path) {
    append(600);
    Publisher publisher = publisher();
    publisher.publish();
    byte[] content = stores.files.get(path).orElseThrow();
    content[content.length - 1] ^= 1;
    stores.files.tamper(path, content);

    assertThatThrownBy(publisher::rebuild)
        .isInstanceOf(IntegrityFault.class)
        .hasMessageContaining(path);
    assertThatThrownBy(() -> publisher().rebuild())
        .isInstanceOf(IntegrityFault.class)
        .hasMessageContaining(path);
    assertThat(stores.files.get(path))
        .hasValueSatisfying(there -> assertThat(there).isEqualTo(content));
  }

  @Test
  void blocksThatDoNotFollowAreNotPublished() {
    append(10);
    publisher().publish();
    Position after = position;
    append(10);
    Block forged = Chain.block(Position.START, 11, "forged");
    blocks.tamper(
        Block.stored(
            after.block() + 1,
            forged.encodedEntries().subList(10, 11),
            Map.of(),
            forged.chain(),
            forged.edge()));

    assertThatThrownBy(() -> publisher().publish()).isInstanceOf(IntegrityFault.class);
    assertThat(stores.newest().orElseThrow().size()).isEqualTo(10);
  }

  @Test
  void aPublishedBlockThatIsMissingIsAnIntegrityFault() {
    append(10);
    publisher().publish();

    assertThatThrownBy(
            () ->
                new Publisher(new InMemoryBlockStore(), stores.publications(), stores.log(), SIGNER)
                    .publish())
        .isInstanceOf(IntegrityFault.class)
        .hasMessageContaining("block 0");
  }
}
