package org.assay.ledger;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the statements' bytes under their digests, written once. Not trusted: whoever reads checks
 * the digest. Implementations are thread-safe.
 */
public interface StatementStore {
  /**
   * Stores bytes under their digest; nothing happens where they are stored already. Durable when it
   * returns.
   *
   * @return the digest
   * @throws StoreUnavailable if it is not known whether they are stored; to store them again is
   *     safe
   */
  Digest put(byte[] statement);

  /** As {@link #put} for several, at once where the store allows it. */
  void putAll(Collection<byte[]> statements);

  /**
   * The bytes of a digest; empty if there are none.
   *
   * @throws StoreUnavailable if the store does not answer
   * @throws IntegrityFault if what is stored has another digest
   */
  Optional<byte[]> get(Digest digest);

  /**
   * The bytes of several digests, those that there are; as {@link #get}, at once where the store
   * allows it.
   */
  Map<Digest, byte[]> getAll(Collection<Digest> digests);
}
