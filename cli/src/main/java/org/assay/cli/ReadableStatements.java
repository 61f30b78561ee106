package org.assay.cli;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.assay.ledger.Digest;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.StatementStore;
import org.assay.ledger.StoreUnavailable;

/** The statements of an exchange, as a registered reader gets them. Thread-safe. */
final class ReadableStatements implements StatementStore {
  private final ExchangeClient client;
  private final Supplier<String> token;

  ReadableStatements(ExchangeClient client, Supplier<String> token) {
    this.client = client;
    this.token = token;
  }

  @Override
  public Optional<byte[]> get(Digest digest) {
    try {
      Optional<byte[]> found = client.stored(digest.hex(), token.get());
      if (found.isPresent() && !Digest.of(found.get()).equals(digest)) {
        throw new IntegrityFault("statement " + digest + ": what is stored has another digest");
      }
      return found;
    } catch (ExchangeUnavailable e) {
      throw new StoreUnavailable(String.valueOf(e.getMessage()), e);
    } catch (ProblemException e) {
      throw new StoreUnavailable("statement " + digest + ": " + e.problem().sentence(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailable("interrupted while reading statement " + digest, e);
    }
  }

  @Override
  public Map<Digest, byte[]> getAll(Collection<Digest> digests) {
    Map<Digest, byte[]> found = new HashMap<>();
    digests.forEach(digest -> get(digest).ifPresent(bytes -> found.put(digest, bytes)));
    return found;
  }

  @Override
  public Digest put(byte[] statement) {
    throw new UnsupportedOperationException("a reader does not write");
  }

  @Override
  public void putAll(Collection<byte[]> statements) {
    throw new UnsupportedOperationException("a reader does not write");
  }
}
