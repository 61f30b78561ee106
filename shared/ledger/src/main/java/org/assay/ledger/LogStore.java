package org.assay.ledger;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Holds the public log: static files that anybody may read. Not trusted, neither here nor by
 * readers: what comes from it is checked against a signed checkpoint. Implementations are
 * thread-safe.
 */
public interface LogStore {
  /** Where the newest checkpoint is. */
  String CHECKPOINT = "checkpoint";

  /**
   * Stores a tile or bundle, which is never replaced.
   *
   * @throws IntegrityFault if something else is stored there: two histories of one log
   * @throws StoreUnavailable if it is not known whether it was stored; to store it again is safe
   */
  void put(String path, byte[] content);

  /** As {@link #put} for several, at once where the store allows it. */
  void putAll(Map<String, byte[]> contents);

  /** Replaces the checkpoint. */
  void putCheckpoint(byte[] note);

  /** What is stored at a path; empty if nothing is. */
  Optional<byte[]> get(String path);

  /**
   * What is stored at several paths, those where something is; at once where the store allows it.
   */
  Map<String, byte[]> getAll(Collection<String> paths);
}
