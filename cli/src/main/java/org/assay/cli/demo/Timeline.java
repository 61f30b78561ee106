package org.assay.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Counts back from now, so that the story always ends today.
 *
 * @param now the end of the story
 */
record Timeline(Instant now) {
  /** So many days ago, at the full hour. */
  Instant at(long daysAgo) {
    return now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(daysAgo));
  }

  /** The day, in UTC, of so many days ago. */
  LocalDate day(long daysAgo) {
    return LocalDate.ofInstant(at(daysAgo), ZoneOffset.UTC);
  }
}
