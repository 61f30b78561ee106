package org.assay.ledger.testing;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.assay.ledger.Digest;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.StatementStore;

/** Statements in memory; copies go in and out. Thread-safe. */
public final class InMemoryStatementStore implements StatementStore {
  private final ConcurrentMap<Digest, byte[]> statements = new ConcurrentHashMap<>();

  @Override
  public Digest put(byte[] statement) {
    Digest digest = Digest.of(statement);
    statements.putIfAbsent(digest, statement.clone());
    return digest;
  }

  @Override
  public void putAll(Collection<byte[]> all) {
    all.forEach(this::put);
  }

  @Override
  public Optional<byte[]> get(Digest digest) {
    byte[] found = statements.get(digest);
    if (found == null) {
      return Optional.empty();
    }
    if (!Digest.of(found).equals(digest)) {
      throw new IntegrityFault("statement " + digest + ": what is stored has another digest");
    }
    return Optional.of(found.clone());
  }

  @Override
  public Map<Digest, byte[]> getAll(Collection<Digest> digests) {
    Map<Digest, byte[]> found = new HashMap<>();
    digests.forEach(digest -> get(digest).ifPresent(bytes -> found.put(digest, bytes)));
    return found;
  }

  /** How many there are. */
  public int size() {
    return statements.size();
  }

  /** Puts other bytes where a statement was, or takes it away: what an attacker would do. */
  public void tamper(Digest digest, byte[] bytes) {
    statements.put(digest, bytes.clone());
  }

  /** Loses a statement. */
  public void drop(Digest digest) {
    if (statements.remove(digest) == null) {
      throw new AssertionError("statement " + digest + " is not there");
    }
  }
}
