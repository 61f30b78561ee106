package org.assay.ledger;

import java.util.Optional;

/**
 * Notes how far the public log goes, so that it never seems to shrink although several may publish
 * at once. Derived: from the blocks it can be made again. Implementations are thread-safe.
 */
public interface PublicationStore {
  /**
   * What was published last; empty before the first time. Sees every {@link #publish} that ended
   * before.
   */
  Optional<Publication> newest();

  /**
   * Notes what was published, unless something larger is noted already.
   *
   * @throws StoreUnavailable if it is not known whether it was noted
   */
  void publish(Publication publication);
}
