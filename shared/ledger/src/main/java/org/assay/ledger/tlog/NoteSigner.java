package org.assay.ledger.tlog;

/**
 * Signs the log's checkpoints, with a key in a file or in a service that never hands it out.
 * Thread-safe.
 */
public interface NoteSigner {
  /** The public key. */
  NoteKey key();

  /**
   * The Ed25519 signature (RFC 8032, pure) of a text; the same each time for the same text.
   *
   * @throws org.assay.ledger.StoreUnavailable if the service that has the key does not answer
   */
  byte[] sign(byte[] text);
}
