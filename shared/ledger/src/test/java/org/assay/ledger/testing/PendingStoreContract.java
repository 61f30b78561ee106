package org.assay.ledger.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.assay.ledger.Digest;
import org.assay.ledger.Pending;
import org.assay.ledger.PendingStore;
import org.assay.ledger.PendingStore.Queue;
import org.assay.ledger.PendingStore.Turn;
import org.junit.jupiter.api.Test;

/** What every {@link PendingStore} must do. */
public abstract class PendingStoreContract {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00.123Z");

  /** An empty store. */
  protected abstract PendingStore freshStore();

  @Test
  public void nobodyWaitsAtFirst() {
    assertThat(freshStore().read()).isEqualTo(Queue.EMPTY);
  }

  @Test
  public void whoEntersIsReadBackEqualOldestFirst() {
    PendingStore store = freshStore();
    Pending late = pending("a", 2, NOON.plusMillis(1));
    Pending early = pending("b", 3, NOON);

    store.enter(late);
    store.enter(early);

    assertThat(store.read()).isEqualTo(new Queue(List.of(early, late), Optional.empty()));
  }

  @Test
  public void whoEntersTwiceIsThereOnce() {
    PendingStore store = freshStore();
    store.enter(pending("a", 1, NOON));

    store.enter(pending("a", 1, NOON));

    assertThat(store.read().waiting()).containsExactly(pending("a", 1, NOON));
  }

  @Test
  public void whoLeavesIsGoneAndWhoIsNotThereMayLeave() {
    PendingStore store = freshStore();
    store.enter(pending("a", 1, NOON));
    store.enter(pending("b", 1, NOON));

    store.leave(List.of("a", "nobody"));

    assertThat(store.read().waiting()).containsExactly(pending("b", 1, NOON));
  }

  @Test
  public void aFullBlockOfStatementsMayWait() {
    PendingStore store = freshStore();

    store.enter(pending("many", 1_000, NOON));

    assertThat(store.read().waiting()).containsExactly(pending("many", 1_000, NOON));
  }

  @Test
  public void aQueueOfMoreThanOnePageIsReadWhole() {
    PendingStore store = freshStore();
    List<Pending> all =
        IntStream.range(0, 40)
            .mapToObj(i -> pending("many" + i, 1_000, NOON.plusMillis(i)))
            .toList();

    all.forEach(store::enter);

    assertThat(store.read().waiting()).isEqualTo(all);
  }

  @Test
  public void aTurnIsTakenOnceByWhoSawItFree() {
    PendingStore store = freshStore();
    Turn first = new Turn("a");

    assertThat(store.take(first, Optional.empty())).isTrue();
    assertThat(store.take(new Turn("b"), Optional.empty())).isFalse();

    assertThat(store.read().turn()).contains(first);
  }

  @Test
  public void aTurnPassesFromWhoHeldItToWhoSawThat() {
    PendingStore store = freshStore();
    Turn first = new Turn("a");
    Turn second = new Turn("b");
    store.take(first, Optional.empty());

    assertThat(store.take(second, Optional.of(first))).isTrue();
    assertThat(store.take(new Turn("c"), Optional.of(first))).isFalse();

    assertThat(store.read().turn()).contains(second);
  }

  @Test
  public void aTurnIsGivenBackByItsHolderAlone() {
    PendingStore store = freshStore();
    Turn first = new Turn("a");
    store.take(first, Optional.empty());

    store.release(new Turn("b"));
    assertThat(store.read().turn()).contains(first);
    store.release(first);

    assertThat(store.read()).isEqualTo(Queue.EMPTY);
    assertThat(store.take(new Turn("b"), Optional.empty())).isTrue();
  }

  @Test
  public void ofManyAtOnceOneGetsTheTurn() {
    PendingStore store = freshStore();
    List<Callable<Boolean>> takers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      Turn turn = new Turn("taker" + i);
      takers.add(() -> store.take(turn, Optional.empty()));
    }

    assertThat(TestLedger.together(takers).stream().filter(taken -> taken)).hasSize(1);
  }

  private static Pending pending(String id, int statements, Instant since) {
    return new Pending(
        id,
        IntStream.range(0, statements)
            .mapToObj(i -> Digest.of((id + i).getBytes(StandardCharsets.UTF_8)))
            .toList(),
        since);
  }
}
