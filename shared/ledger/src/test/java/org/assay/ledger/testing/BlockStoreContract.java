package org.assay.ledger.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.assay.ledger.Block;
import org.assay.ledger.BlockStore;
import org.assay.ledger.Digest;
import org.assay.ledger.Entry;
import org.assay.ledger.Position;
import org.assay.ledger.RightEdge;
import org.assay.ledger.Salt;
import org.assay.ledger.SequencerSettings;
import org.assay.ledger.Subject;
import org.junit.jupiter.api.Test;

/** What every {@link BlockStore} must do. */
public abstract class BlockStoreContract {
  private static final int WRITERS = 16;

  /** An empty store. */
  protected abstract BlockStore freshStore();

  @Test
  public void aStoredBlockIsReadBackEqual() {
    BlockStore store = freshStore();
    Block block = Chain.block(Position.START, 3, "a");

    assertThat(store.append(block)).isEqualTo(BlockStore.Appended.STORED);

    Block read = store.read(0).orElseThrow();
    assertThat(read).isEqualTo(block);
    assertThat(read.salts()).hasSize(3).isEqualTo(block.salts());
    assertThat(read.edge()).isEqualTo(block.edge());
    assertThat(read.chain()).isEqualTo(block.chain());
    assertThat(read.entries()).isEqualTo(block.entries());
    assertThat(read.position()).isEqualTo(block.position());
  }

  @Test
  public void aBlockWithoutNewSubjectsIsReadBackEqual() {
    BlockStore store = freshStore();
    Block block = Chain.block(Position.START, 1, "a");
    Block withoutSalts =
        Block.stored(0, block.encodedEntries(), Map.of(), block.chain(), block.edge());

    store.append(withoutSalts);

    assertThat(store.read(0)).contains(withoutSalts);
  }

  @Test
  public void aNumberThatIsTakenStaysAsItIs() {
    BlockStore store = freshStore();
    Block first = Chain.block(Position.START, 1, "first");
    store.append(first);

    assertThat(store.append(Chain.block(Position.START, 2, "second")))
        .isEqualTo(BlockStore.Appended.TAKEN);
    assertThat(store.append(first)).as("the same again").isEqualTo(BlockStore.Appended.TAKEN);
    assertThat(store.read(0)).contains(first);
  }

  @Test
  public void thereIsNothingUnderAMissingNumber() {
    BlockStore store = freshStore();
    store.append(Chain.block(Position.START, 1, "a"));

    assertThat(store.read(1)).isEmpty();
    assertThat(store.read(Long.MAX_VALUE)).isEmpty();
  }

  @Test
  public void severalBlocksAreReadByNumberAndMissingOnesLeftOut() {
    BlockStore store = freshStore();
    Map<Long, Block> all = append(store, 70);

    List<Long> asked = new ArrayList<>(all.keySet());
    asked.addAll(List.of(3L, 3L, 70L, 1_000_000L));

    assertThat(store.readAll(asked)).isEqualTo(all);
    assertThat(store.readAll(List.of())).isEmpty();
    assertThat(store.readAll(List.of(9_999L))).isEmpty();
  }

  private static Map<Long, Block> append(BlockStore store, int blocks) {
    Map<Long, Block> all = new TreeMap<>();
    Position position = Position.START;
    for (int i = 0; i < blocks; i++) {
      Block block = Chain.block(position, 1 + i % 3, "block" + i);
      assertThat(store.append(block)).isEqualTo(BlockStore.Appended.STORED);
      all.put(block.number(), block);
      position = block.position();
    }
    return all;
  }

  @Test
  public void ofManyWritersOfOneNumberExactlyOneStores() {
    BlockStore store = freshStore();
    Position position = Position.START;
    for (int number = 0; number < 8; number++) {
      List<Block> rivals = new ArrayList<>();
      for (int writer = 0; writer < WRITERS; writer++) {
        rivals.add(Chain.block(position, 1 + writer % 3, number + "/" + writer));
      }
      List<Callable<BlockStore.Appended>> tasks = new ArrayList<>();
      rivals.forEach(rival -> tasks.add(() -> store.append(rival)));

      List<BlockStore.Appended> answers = TestLedger.together(tasks);

      assertThat(answers).as("number %s", number).containsOnlyOnce(BlockStore.Appended.STORED);
      Block winner = rivals.get(answers.indexOf(BlockStore.Appended.STORED));
      assertThat(store.read(number)).contains(winner);
      position = winner.position();
    }
  }

  @Test
  public void aBlockIsSeenByWhoeverReadsAfterItWasStored() {
    BlockStore store = freshStore();
    Position position = Position.START;
    for (int i = 0; i < 20; i++) {
      Block block = Chain.block(position, 1, "block" + i);
      store.append(block);
      assertThat(TestLedger.result(TestLedger.aside(() -> store.read(block.number()))))
          .contains(block);
      position = block.position();
    }
  }

  @Test
  public void theBlockWithTheMostEntriesIsReadBackEqual() {
    BlockStore store = freshStore();
    Block block = Chain.block(Position.START, SequencerSettings.DEFAULT.maxBlockEntries(), "lot");
    assertThat(bytes(block)).isBetween(340_000, SequencerSettings.DEFAULT.maxBlockBytes());

    store.append(block);

    assertThat(store.read(0)).contains(block);
    assertThat(store.readAll(List.of(0L))).containsOnly(Map.entry(0L, block));
  }

  @Test
  public void theBlockWithTheMostBytesIsReadBackEqual() {
    BlockStore store = freshStore();
    List<List<Subject>> subjects = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      subjects.add(subjects("entry" + i, 700));
    }
    subjects.add(subjects("rest", 588));
    Block block = Chain.block(Position.START, subjects, "largest");
    assertThat(block.encodedEntries().get(0).length).isBetween(65_000, Entry.MAX_BYTES);
    assertThat(bytes(block)).isBetween(379_000, SequencerSettings.DEFAULT.maxBlockBytes());

    store.append(block);

    assertThat(store.read(0)).contains(block);
  }

  @Test
  public void aBlockFarOnIsReadBackEqual() {
    BlockStore store = freshStore();
    long size = (1L << 40) - 2;
    List<Digest> hashes = new ArrayList<>();
    for (int i = 0; i < Long.bitCount(size); i++) {
      hashes.add(Digest.of(new byte[] {(byte) i}));
    }
    Position far =
        new Position(
            (1L << 33) - 1,
            Digest.of(new byte[] {1}),
            new RightEdge(size, hashes),
            Instant.parse("2026-11-24T08:00:00Z"));
    Block block = Chain.block(far, 1, "far");
    assertThat(block.edge().hashes()).hasSize(40);

    store.append(block);

    Optional<Block> read = store.read(block.number());
    assertThat(read).contains(block);
    read.orElseThrow().checkFollows(far);
  }

  private static List<Subject> subjects(String name, int count) {
    List<Subject> subjects = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      subjects.add(new Subject(name + "/" + i));
    }
    return subjects;
  }

  private static int bytes(Block block) {
    return block.encodedEntries().stream().mapToInt(entry -> entry.length).sum()
        + block.salts().size() * (Digest.LENGTH + Salt.LENGTH);
  }
}
