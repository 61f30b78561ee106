package org.assay.local;

import java.io.PrintStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.assay.ledger.StoreUnavailable;
import org.assay.ledger.tlog.Publisher;

/**
 * Stands in for the stream and the schedule that call the publish function in AWS: publishes after
 * each commit, commits that come meanwhile together, and once a second as a sweep.
 */
final class PublishLoop implements AutoCloseable {
  private static final long SWEEP_MILLIS = 1_000;

  private final Publisher publisher;
  private final PrintStream log;
  private final Semaphore commits = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "assay-publish");
  private volatile boolean isOpen = true;

  PublishLoop(Publisher publisher, PrintStream log) {
    this.publisher = publisher;
    this.log = log;
    thread.setDaemon(true);
    thread.start();
  }

  /** Tells that there is something to publish. */
  void committed() {
    commits.release();
  }

  private void run() {
    while (isOpen) {
      try {
        publisher.publish();
        if (commits.tryAcquire(SWEEP_MILLIS, TimeUnit.MILLISECONDS)) {
          commits.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      } catch (StoreUnavailable e) {
        if (isOpen) { // else closing has interrupted the call
          log.println("not published now, the sweep will: " + e.getMessage() + ", " + e.getCause());
        }
      } catch (RuntimeException e) {
        log.println("publishing found the log damaged: " + e);
        pause();
      }
    }
  }

  private void pause() {
    try {
      Thread.sleep(SWEEP_MILLIS);
    } catch (InterruptedException e) {
      isOpen = false;
    }
  }

  @Override
  public void close() {
    isOpen = false;
    thread.interrupt();
    try {
      thread.join(SWEEP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
