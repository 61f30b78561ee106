package org.assay.cli;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.assay.ledger.LogStore;
import org.assay.ledger.StoreUnavailable;

/** The public log of an exchange, as anybody reads it. Thread-safe. */
final class PublicLog implements LogStore {
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

  @Override
  public Map<String, byte[]> getAll(Collection<String> paths) {
    Map<String, byte[]> found = new HashMap<>();
    paths.forEach(path -> get(path).ifPresent(content -> found.put(path, content)));
    return found;
  }

  @Override
  public void put(String path, byte[] content) {
    throw new UnsupportedOperationException("a reader does not write");
  }

  @Override
  public void putAll(Map<String, byte[]> contents) {
    throw new UnsupportedOperationException("a reader does not write");
  }

  @Override
  public void putCheckpoint(byte[] note) {
    throw new UnsupportedOperationException("a reader does not write");
  }
}
