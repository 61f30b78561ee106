package org.assay.ledger.testing;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.assay.ledger.Publication;
import org.assay.ledger.PublicationStore;
import org.jspecify.annotations.Nullable;

/** The newest publication in memory. Thread-safe. */
public final class InMemoryPublicationStore implements PublicationStore {
  private final AtomicReference<@Nullable Publication> newest = new AtomicReference<>();

  @Override
  public Optional<Publication> newest() {
    return Optional.ofNullable(newest.get());
  }

  @Override
  public void publish(Publication publication) {
    newest.updateAndGet(
        there -> there != null && there.size() >= publication.size() ? there : publication);
  }
}
