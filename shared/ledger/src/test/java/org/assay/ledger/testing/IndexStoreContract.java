package org.assay.ledger.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import org.assay.ledger.Digest;
import org.assay.ledger.IndexRow;
import org.assay.ledger.IndexStore;
import org.assay.ledger.IndexUpdate;
import org.assay.ledger.Ref;
import org.assay.ledger.Salt;
import org.assay.ledger.StoreUnavailable;
import org.assay.ledger.Subject;
import org.assay.ledger.SubjectHead;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link IndexStore} must do. */
public abstract class IndexStoreContract {
  private static final Subject LOT = new Subject("urn:lot:1");
  private static final Subject OTHER = new Subject("urn:lot:2");

  /** An empty store. */
  protected abstract IndexStore freshStore();

  @Test
  public void anEmptyIndexHasNothingApplied() {
    IndexStore store = freshStore();

    assertThat(store.applied()).isEqualTo(-1);
    assertThat(store.heads(List.of(LOT))).isEmpty();
    assertThat(store.heads(List.of())).isEmpty();
    assertThat(store.statements(List.of(identity(1)))).isEmpty();
    assertThat(store.statements(List.of())).isEmpty();
    assertThat(store.chunks(LOT, 0)).isEmpty();
  }

  @Test
  public void appliedRowsAreReadBackEqual() {
    IndexStore store = freshStore();
    SubjectHead head = head(LOT, 67, new byte[] {0, -1, 7});
    SubjectHead.Chunk chunk = chunk(LOT, 0);

    store.apply(new IndexUpdate(0, Map.of(identity(1), ref(1)), List.of(chunk), List.of(head)));

    assertThat(store.applied()).isZero();
    assertThat(store.statements(List.of(identity(1), identity(2))))
        .containsOnly(Map.entry(identity(1), ref(1)));
    assertThat(store.heads(List.of(LOT, OTHER))).containsOnly(Map.entry(LOT, head));
    assertThat(store.heads(List.of(LOT, LOT))).containsOnly(Map.entry(LOT, head));
    assertThat(store.chunks(LOT, 0)).containsExactly(chunk);
  }

  @Test
  public void aHeadMayHaveNoStateAnEmptyOneAndNoRecentEntries() {
    IndexStore store = freshStore();
    SubjectHead stateless = head(LOT, 64, null);
    SubjectHead empty = head(OTHER, 1, new byte[0]);

    store.apply(new IndexUpdate(0, Map.of(), List.of(), List.of(stateless, empty)));

    assertThat(store.heads(List.of(LOT, OTHER)))
        .containsOnly(Map.entry(LOT, stateless), Map.entry(OTHER, empty));
  }

  @Test
  public void aBlockMayHaveNoRowsButTheMark() {
    IndexStore store = freshStore();

    store.apply(new IndexUpdate(4, Map.of(), List.of(), List.of()));

    assertThat(store.applied()).isEqualTo(4);
  }

  @Test
  public void theMarkOnlyRises() {
    IndexStore store = freshStore();
    for (long block : new long[] {0, 2, 1, 9, 10, 3, 100, 99}) {
      long before = store.applied();
      store.apply(new IndexUpdate(block, Map.of(), List.of(), List.of()));
      assertThat(store.applied()).isEqualTo(Math.max(before, block));
    }
  }

  @Test
  public void aHeadIsReplacedOnlyByOneThatCountsMore() {
    IndexStore store = freshStore();
    for (int count : new int[] {1, 3, 2, 9, 10, 5, 100, 99, 63}) {
      SubjectHead before = store.heads(List.of(LOT)).get(LOT);
      SubjectHead head = head(LOT, count, new byte[] {(byte) count});
      store.apply(new IndexUpdate(count, Map.of(), List.of(), List.of(head)));
      assertThat(store.heads(List.of(LOT)))
          .containsOnly(Map.entry(LOT, before != null && before.count() > count ? before : head));
    }
  }

  @Test
  public void applyingABlockAgainChangesNothing() {
    IndexStore store = freshStore();
    IndexUpdate update = block(0, 5);

    store.apply(update);
    store.apply(update);

    assertHolds(store, update);
    assertThat(store.applied()).isZero();
  }

  @Test
  public void aBlockAppliedLateChangesNothing() {
    IndexStore store = freshStore();
    IndexUpdate old =
        new IndexUpdate(
            3, Map.of(identity(3), ref(3)), List.of(), List.of(head(LOT, 3, new byte[] {3})));
    IndexUpdate recent =
        new IndexUpdate(
            7, Map.of(identity(7), ref(7)), List.of(), List.of(head(LOT, 7, new byte[] {7})));
    store.apply(old);
    store.apply(recent);

    store.apply(old);

    assertThat(store.applied()).isEqualTo(7);
    assertThat(store.heads(List.of(LOT)))
        .containsOnly(Map.entry(LOT, head(LOT, 7, new byte[] {7})));
    assertThat(store.statements(List.of(identity(3), identity(7))))
        .containsOnly(Map.entry(identity(3), ref(3)), Map.entry(identity(7), ref(7)));
  }

  @Test
  public void oneHeadThatIsNewerAlreadyDoesNotKeepTheOtherRowsOut() {
    IndexStore store = freshStore();
    store.apply(new IndexUpdate(0, Map.of(), List.of(), List.of(head(LOT, 70, null))));

    IndexUpdate update =
        new IndexUpdate(
            1,
            Map.of(identity(1), ref(1), identity(2), ref(2)),
            List.of(chunk(LOT, 0)),
            List.of(head(LOT, 65, null), head(OTHER, 2, null)));
    store.apply(update);

    assertThat(store.applied()).isEqualTo(1);
    assertThat(store.heads(List.of(LOT, OTHER)))
        .containsOnly(Map.entry(LOT, head(LOT, 70, null)), Map.entry(OTHER, head(OTHER, 2, null)));
    assertThat(store.statements(update.statements().keySet())).isEqualTo(update.statements());
    assertThat(store.chunks(LOT, 0)).containsExactly(chunk(LOT, 0));
  }

  @Test
  public void aMarkThatIsHigherAlreadyDoesNotKeepRowsOut() {
    IndexStore store = freshStore();
    store.apply(new IndexUpdate(9, Map.of(), List.of(), List.of()));

    store.apply(block(4, 3));

    assertHolds(store, block(4, 3));
    assertThat(store.applied()).isEqualTo(9);
  }

  @Test
  public void aBlockOfMoreThanAHundredRowsIsApplied() {
    for (int rows : new int[] {49, 50, 51, 60}) {
      IndexStore store = freshStore();
      IndexUpdate update = block(0, rows);

      store.apply(update);

      assertHolds(store, update);
      assertThat(store.applied()).isZero();
    }
  }

  @Test
  public void aBlockOfMoreThanThreeHundredRowsIsAppliedOverNewerOnes() {
    IndexStore store = freshStore();
    SubjectHead newer = head(subject(170), 500, null);
    store.apply(new IndexUpdate(0, Map.of(), List.of(), List.of(newer)));
    IndexUpdate update = block(1, 175);

    store.apply(update);
    store.apply(update);

    assertThat(store.statements(update.statements().keySet())).isEqualTo(update.statements());
    Map<Subject, SubjectHead> expected = heads(update);
    expected.put(newer.subject(), newer);
    assertThat(store.heads(expected.keySet())).isEqualTo(expected);
    assertThat(store.applied()).isEqualTo(1);
  }

  @Test
  public void blocksAppliedByManyAtOnceEndAsIfAppliedInOrder() {
    IndexStore store = freshStore();
    int blocks = 6;
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (int copy = 0; copy < 2; copy++) {
      for (int block = 0; block < blocks; block++) {
        IndexUpdate update = growth(block);
        tasks.add(
            () -> {
              store.apply(update);
              return true;
            });
      }
    }
    Collections.shuffle(tasks, new Random(1));

    assertThat(TestLedger.together(tasks)).doesNotContain(false);

    assertHolds(store, growth(blocks - 1));
    for (int block = 0; block < blocks; block++) {
      assertThat(store.statements(List.of(identity(block))))
          .containsOnly(Map.entry(identity(block), ref(block)));
    }
    assertThat(store.applied()).isEqualTo(blocks - 1);
  }

  /** Block n leaves the same ten subjects with n + 1 entries each. */
  private static IndexUpdate growth(int block) {
    List<SubjectHead> heads = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      heads.add(head(subject(i), block + 1, new byte[] {(byte) block}));
    }
    return new IndexUpdate(block, Map.of(identity(block), ref(block)), List.of(), heads);
  }

  @Test
  public void chunksComeInOrderFromANumberOn() {
    IndexStore store = freshStore();
    List<SubjectHead.Chunk> chunks = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      chunks.add(chunk(LOT, i));
    }
    List<SubjectHead.Chunk> shuffled = new ArrayList<>(chunks);
    Collections.shuffle(shuffled, new Random(1));
    List<SubjectHead.Chunk> half = List.of(chunk(OTHER, 0));

    store.apply(new IndexUpdate(0, Map.of(), shuffled.subList(0, 6), List.of()));
    store.apply(new IndexUpdate(1, Map.of(), shuffled.subList(6, 12), List.of()));
    store.apply(new IndexUpdate(2, Map.of(), half, List.of(head(LOT, 768, null))));

    assertThat(store.chunks(LOT, 0)).isEqualTo(chunks);
    assertThat(store.chunks(LOT, 1)).isEqualTo(chunks.subList(1, 12));
    assertThat(store.chunks(LOT, 9)).isEqualTo(chunks.subList(9, 12));
    assertThat(store.chunks(LOT, 12)).isEmpty();
    assertThat(store.chunks(OTHER, 0)).isEqualTo(half);
  }

  @Test
  public void moreChunksThanOneAnswerHoldsAreReadWhole() {
    IndexStore store = freshStore();
    List<SubjectHead.Chunk> chunks = new ArrayList<>();
    for (int i = 0; i < 320; i++) {
      chunks.add(chunk(LOT, i));
    }

    store.apply(new IndexUpdate(0, Map.of(), chunks, List.of()));

    assertThat(store.chunks(LOT, 0)).isEqualTo(chunks);
    assertThat(store.chunks(LOT, 300)).isEqualTo(chunks.subList(300, 320));
  }

  @Test
  public void hundredsOfStatementsAndHeadsAreFoundInOneLookUp() {
    IndexStore store = freshStore();
    IndexUpdate update = block(0, 250);
    store.apply(update);
    List<Digest> identities = new ArrayList<>(update.statements().keySet());
    List<Subject> subjects = new ArrayList<>(heads(update).keySet());
    for (int i = 0; i < 50; i++) {
      identities.add(identity(10_000 + i));
      subjects.add(subject(10_000 + i));
    }

    assertThat(store.statements(identities)).hasSize(250).isEqualTo(update.statements());
    assertThat(store.heads(subjects)).hasSize(250).isEqualTo(heads(update));
  }

  @Test
  public void subjectsWithAnyCharactersAreKeptApart() {
    IndexStore store = freshStore();
    List<Subject> subjects = new ArrayList<>();
    for (String name :
        List.of(
            "did:web:mines.gov.cd",
            "did:web:mines.gov.cd#key-1",
            "did:web:mines.gov.cd#head",
            "https://lots.example/a/b+c~d",
            "https://lots.example/a/b+c~d/",
            "https://LOTS.example/a/b+c~d",
            "a",
            "a#",
            "a#chunk#",
            "a#chunk#000000000000",
            "%2F",
            "/",
            "x".repeat(512),
            "x".repeat(511),
            "!\"$&'()*,;<=>?@[\\]^_`{|}~")) {
      subjects.add(new Subject(name));
    }
    List<SubjectHead> heads = new ArrayList<>();
    List<SubjectHead.Chunk> chunks = new ArrayList<>();
    for (int i = 0; i < subjects.size(); i++) {
      heads.add(head(subjects.get(i), 64 + i, new byte[] {(byte) i}));
      chunks.add(chunk(subjects.get(i), 0));
    }

    IndexUpdate update = new IndexUpdate(0, Map.of(), chunks, heads);
    store.apply(update);

    assertThat(store.heads(subjects)).isEqualTo(heads(update));
    for (int i = 0; i < subjects.size(); i++) {
      assertThat(store.heads(List.of(subjects.get(i))))
          .containsOnly(Map.entry(subjects.get(i), heads.get(i)));
      assertThat(store.chunks(subjects.get(i), 0)).containsExactly(chunks.get(i));
    }
  }

  @Test
  public void aScanOfAnEmptyIndexMeetsNothing() {
    assertThat(scan(freshStore(), 1)).isEmpty();
  }

  @Test
  public void aScanMeetsEveryRowOnceInHoweverManySegments() {
    IndexStore store = freshStore();
    IndexUpdate update = block(3, 300);
    store.apply(update);
    List<IndexRow> expected = new ArrayList<>(rows(update));
    expected.add(new IndexRow.Mark(3));

    for (int segments : new int[] {1, 2, 7, 64}) {
      assertThat(scan(store, segments)).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  public void aScanGoesOnWhereOneAnswerEnds() {
    IndexStore store = freshStore();
    List<SubjectHead.Chunk> chunks = new ArrayList<>();
    for (int i = 0; i < 320; i++) {
      chunks.add(chunk(subject(i), i));
    }
    IndexUpdate update = new IndexUpdate(0, Map.of(), chunks, List.of());
    store.apply(update);
    List<IndexRow> expected = new ArrayList<>(rows(update));
    expected.add(new IndexRow.Mark(0));

    assertThat(scan(store, 1)).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  public void aSegmentThatThereIsNotIsRefused() {
    IndexStore store = freshStore();

    for (int[] wrong : new int[][] {{0, 0}, {-1, 1}, {1, 1}, {0, -1}}) {
      assertThatThrownBy(() -> store.scan(wrong[0], wrong[1], row -> {}))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  public void aClearedIndexIsAsAnEmptyOne() {
    IndexStore store = freshStore();
    IndexUpdate update = block(8, 130);
    store.apply(update);

    store.clear();

    assertThat(scan(store, 2)).isEmpty();
    assertThat(store.applied()).isEqualTo(-1);
    assertThat(store.heads(heads(update).keySet())).isEmpty();
    assertThat(store.statements(update.statements().keySet())).isEmpty();
    IndexUpdate smaller =
        new IndexUpdate(0, Map.of(), List.of(), List.of(head(subject(1), 1, null)));
    store.apply(smaller);
    assertHolds(store, smaller);
    assertThat(store.applied()).isZero();
  }

  @Test
  public void clearingAnEmptyIndexChangesNothing() {
    IndexStore store = freshStore();

    store.clear();

    assertThat(store.applied()).isEqualTo(-1);
  }

  @Test
  public void aShutIndexAnswersNobodyButWhoeverShutIt() {
    IndexStore store = freshStore();
    IndexUpdate update = block(2, 5);
    store.apply(update);

    IndexStore behind = store.shut();

    assertIsShut(store, update);
    assertHolds(behind, update);
    assertThat(scan(store, 1)).hasSize(rows(update).size() + 1).containsAll(rows(update));
    assertThat(scan(store, 1)).filteredOn(IndexRow.Unreadable.class::isInstance).hasSize(1);
  }

  @Test
  public void aShutIndexStaysShutWhateverIsAppliedOrCleared() {
    IndexStore store = freshStore();
    IndexUpdate before = block(2, 5);
    store.apply(before);
    IndexStore behind = store.shut();

    store.apply(growth(3));
    assertIsShut(store, before);
    behind.clear();
    assertIsShut(store, before);
    assertThat(behind.heads(heads(before).keySet())).isEmpty();
    assertThat(behind.statements(before.statements().keySet())).isEmpty();
    behind.apply(block(0, 120));
    assertIsShut(store, before);
    store.shut();
    assertIsShut(store, before);
    assertHolds(behind, block(0, 120));
  }

  @Test
  public void anOpenedIndexAnswersAndIsMarkedAsItsOpenerSays() {
    IndexStore store = freshStore();
    store.apply(block(7, 5));
    IndexStore behind = store.shut();
    behind.clear();
    behind.apply(block(4, 3));

    behind.open(4);

    assertThat(store.applied()).isEqualTo(4);
    assertHolds(store, block(4, 3));
    assertThat(scan(store, 1))
        .hasSize(rows(block(4, 3)).size() + 1)
        .contains(new IndexRow.Mark(4))
        .containsAll(rows(block(4, 3)));
    store.apply(growth(5));
    assertThat(store.applied()).isEqualTo(5);
  }

  @Test
  public void whoIsTakenOverByAnotherCanNeitherWriteNorClearNorOpen() {
    IndexStore store = freshStore();
    IndexStore first = store.shut();
    IndexStore second = store.shut();
    second.apply(block(4, 3));

    assertThatThrownBy(() -> first.apply(block(5, 3))).isInstanceOf(StoreUnavailable.class);
    assertThatThrownBy(first::clear).isInstanceOf(StoreUnavailable.class);
    assertThatThrownBy(() -> first.open(5)).isInstanceOf(StoreUnavailable.class);

    assertThatThrownBy(store::applied).isInstanceOf(StoreUnavailable.class);
    second.open(4);
    assertThat(store.applied()).isEqualTo(4);
    assertHolds(store, block(4, 3));
    assertThatThrownBy(second::clear).as("open").isInstanceOf(StoreUnavailable.class);
  }

  @Test
  public void anIndexOpenedWithoutABlockIsEmpty() {
    IndexStore store = freshStore();

    store.shut().open(-1);

    assertThat(store.applied()).isEqualTo(-1);
    assertThat(scan(store, 1)).isEmpty();
  }

  private static void assertIsShut(IndexStore store, IndexUpdate update) {
    assertThatThrownBy(store::applied).isInstanceOf(StoreUnavailable.class);
    assertThatThrownBy(() -> store.heads(List.of(LOT))).isInstanceOf(StoreUnavailable.class);
    assertThatThrownBy(() -> store.statements(update.statements().keySet()))
        .isInstanceOf(StoreUnavailable.class);
  }

  private static List<IndexRow> scan(IndexStore store, int segments) {
    List<IndexRow> rows = new ArrayList<>();
    for (int segment = 0; segment < segments; segment++) {
      store.scan(segment, segments, rows::add);
    }
    return rows;
  }

  private static List<IndexRow> rows(IndexUpdate update) {
    List<IndexRow> rows = new ArrayList<>();
    update.statements().forEach((identity, ref) -> rows.add(new IndexRow.Statement(identity, ref)));
    update.chunks().forEach(chunk -> rows.add(new IndexRow.Chunk(chunk)));
    update.heads().forEach(head -> rows.add(new IndexRow.Head(head)));
    return rows;
  }

  private static void assertHolds(IndexStore store, IndexUpdate update) {
    assertThat(store.statements(update.statements().keySet())).isEqualTo(update.statements());
    assertThat(store.heads(heads(update).keySet())).isEqualTo(heads(update));
    for (SubjectHead.Chunk chunk : update.chunks()) {
      assertThat(store.chunks(chunk.subject(), chunk.number())).contains(chunk);
    }
  }

  private static Map<Subject, SubjectHead> heads(IndexUpdate update) {
    Map<Subject, SubjectHead> heads = new HashMap<>();
    update.heads().forEach(head -> heads.put(head.subject(), head));
    return heads;
  }

  /** A block of so many statements and as many subjects, some of which filled a chunk. */
  private static IndexUpdate block(long number, int count) {
    Map<Digest, Ref> statements = new HashMap<>();
    List<SubjectHead> heads = new ArrayList<>();
    List<SubjectHead.Chunk> chunks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      statements.put(identity(i), ref(i));
      heads.add(head(subject(i), 60 + i % 10, new byte[] {(byte) i}));
      if (60 + i % 10 == SubjectHead.CHUNK) {
        chunks.add(chunk(subject(i), 0));
      }
    }
    return new IndexUpdate(number, statements, chunks, heads);
  }

  private static Subject subject(int number) {
    return new Subject("urn:lot:number-" + number);
  }

  private static SubjectHead head(Subject subject, int count, byte @Nullable [] state) {
    List<Ref> recent = new ArrayList<>();
    for (int i = count / SubjectHead.CHUNK * SubjectHead.CHUNK; i < count; i++) {
      recent.add(ref(i));
    }
    return new SubjectHead(
        subject, new Salt(new byte[Salt.LENGTH]), count, count - 1, recent, state);
  }

  private static SubjectHead.Chunk chunk(Subject subject, int number) {
    List<Ref> refs = new ArrayList<>();
    for (int i = number * SubjectHead.CHUNK; i < (number + 1) * SubjectHead.CHUNK; i++) {
      refs.add(ref(i));
    }
    return new SubjectHead.Chunk(subject, number, refs);
  }

  private static Ref ref(int index) {
    return new Ref(
        index, index / 2, Instant.ofEpochMilli(1_795_507_200_123L + index), identity(-index));
  }

  private static Digest identity(int number) {
    return Digest.of(Integer.toString(number).getBytes(StandardCharsets.US_ASCII));
  }
}
