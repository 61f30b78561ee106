package org.assay.ledger.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.assay.ledger.Publication;
import org.assay.ledger.PublicationStore;
import org.junit.jupiter.api.Test;

/** What every {@link PublicationStore} must do. */
public abstract class PublicationStoreContract {
  /** An empty store. */
  protected abstract PublicationStore freshStore();

  @Test
  public void thereIsNothingBeforeTheFirstTime() {
    assertThat(freshStore().newest()).isEmpty();
  }

  @Test
  public void whatWasPublishedIsReadBackEqual() {
    PublicationStore store = freshStore();

    store.publish(publication(7));

    assertThat(store.newest()).contains(publication(7));
  }

  @Test
  public void aLargerOneReplacesAndASmallerOneDoesNot() {
    PublicationStore store = freshStore();

    store.publish(publication(7));
    store.publish(publication(10_000_000_000L));
    store.publish(publication(9));

    assertThat(store.newest()).contains(publication(10_000_000_000L));
  }

  @Test
  public void theSameAgainChangesNothing() {
    PublicationStore store = freshStore();
    store.publish(publication(7));

    store.publish(publication(7));

    assertThat(store.newest()).contains(publication(7));
  }

  @Test
  public void ofManyAtOnceTheLargestStays() {
    PublicationStore store = freshStore();
    List<Callable<Boolean>> writers = new ArrayList<>();
    for (int size = 1; size <= 64; size++) {
      Publication publication = publication(size);
      writers.add(
          () -> {
            store.publish(publication);
            return store.newest().orElseThrow().size() >= publication.size();
          });
    }
    Collections.shuffle(writers, new Random(5));

    assertThat(TestLedger.together(writers)).as("sees its own or a larger").containsOnly(true);

    assertThat(store.newest()).contains(publication(64));
  }

  private static Publication publication(long size) {
    return new Publication(
        size / 2,
        size,
        "log.example\n" + size + "\nroot=\n\n\u2014 log.example signature" + size + "\n");
  }
}
