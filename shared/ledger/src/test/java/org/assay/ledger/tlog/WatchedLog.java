package org.assay.ledger.tlog;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.assay.ledger.LogStore;
import org.assay.ledger.Publication;
import org.assay.ledger.PublicationStore;
import org.assay.ledger.StoreUnavailable;
import org.assay.ledger.testing.InMemoryLogStore;
import org.assay.ledger.testing.InMemoryPublicationStore;

/**
 * A public log whose writes are counted, one of which can fail, and before whose checkpoint
 * something else can happen. A file that is written again counts too. Thread-safe.
 */
final class WatchedLog {
  final InMemoryLogStore files = new InMemoryLogStore();
  private final InMemoryPublicationStore notes = new InMemoryPublicationStore();
  private int writes;
  private int failing;
  private boolean isReplyLost;
  private Runnable beforeCheckpoint = () -> {};
  private boolean isQuiet;

  /** How many files, publications and checkpoints were written. */
  synchronized int writes() {
    return writes;
  }

  /** Lets one write fail, counted from the first: before it happens, or after. */
  synchronized void failAt(int write, boolean replyLost) {
    failing = write;
    isReplyLost = replyLost;
  }

  /** Does something before each checkpoint. */
  synchronized void beforeCheckpoint(Runnable action) {
    beforeCheckpoint = action;
  }

  /** Does something inside of what happens before a checkpoint. */
  synchronized void quietly(Runnable action) {
    isQuiet = true;
    try {
      action.run();
    } finally {
      isQuiet = false;
    }
  }

  private void write(Runnable action) {
    boolean isFailing;
    synchronized (this) {
      isFailing = ++writes == failing;
    }
    if (!isFailing || isReplyLost) {
      action.run();
    }
    if (isFailing) {
      throw new StoreUnavailable("write " + failing + " was told to fail");
    }
  }

  Optional<Publication> newest() {
    return notes.newest();
  }

  PublicationStore publications() {
    return new PublicationStore() {
      @Override
      public Optional<Publication> newest() {
        return notes.newest();
      }

      @Override
      public void publish(Publication publication) {
        write(() -> notes.publish(publication));
      }
    };
  }

  LogStore log() {
    return new LogStore() {
      @Override
      public void put(String path, byte[] content) {
        write(() -> files.put(path, content));
      }

      @Override
      public void putAll(Map<String, byte[]> contents) {
        contents.forEach(this::put);
      }

      @Override
      public void putCheckpoint(byte[] note) {
        if (!isQuiet) {
          beforeCheckpoint.run();
        }
        write(() -> files.putCheckpoint(note));
      }

      @Override
      public Optional<byte[]> get(String path) {
        return files.get(path);
      }

      @Override
      public Map<String, byte[]> getAll(Collection<String> paths) {
        return files.getAll(paths);
      }
    };
  }
}
