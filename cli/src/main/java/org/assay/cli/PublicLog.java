package org.assay.cli;

import java.util.Optional;
import org.assay.ledger.StoreUnavailable;

/** The public log of an exchange, as anybody reads it. Thread-safe. */
final class PublicLog extends ReadOnlyLog {
  private final ExchangeClient client;

  PublicLog(ExchangeClient client) {
    this.client = client;
  }

  @Override
  public Optional<byte[]> get(String path) {
    try {
      return client.file(path);
    } catch (ExchangeUnavailable e) {
      throw new StoreUnavailable(String.valueOf(e.getMessage()), e);
    } catch (ProblemException e) {
      throw new StoreUnavailable(path + ": " + e.problem().sentence(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted while reading " + path, e);
    }
  }
}
