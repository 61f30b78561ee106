package org.assay.ledger.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/** A clock of whole milliseconds that goes where a test wants it to, backwards too. Thread-safe. */
public final class SettableClock extends Clock {
  private final AtomicLong now;

  public SettableClock(Instant start) {
    this.now = new AtomicLong(start.toEpochMilli());
  }

  /** Moves the clock, backwards by a negative duration. */
  public void move(Duration by) {
    now.addAndGet(by.toMillis());
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(now.get());
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    throw new UnsupportedOperationException("the ledger's clock is UTC");
  }
}
