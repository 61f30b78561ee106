package org.assay.traceability.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * From which entry of the ledger to which something holds. Entries, not clock times, bound it: two
 * entries may have one time, but never one index.
 *
 * @param from the index of the entry that began it; it holds for the entries after
 * @param until the index of the entry that ended it, for which it holds still: a key signs its own
 *     end; null while it holds
 * @param compromisedSince a time from which it is not believed although it held; null where there
 *     is none
 */
public record Term(long from, @Nullable Long until, @Nullable Instant compromisedSince) {

  /** A term that nothing has ended. */
  public static Term since(long index) {
    return new Term(index, null, null);
  }

  /** Whether an entry at this index and time is covered, and not disavowed since. */
  public boolean covers(long index, Instant at) {
    return holds(index) && !isDisavowed(at);
  }

  /** Whether an entry at this index is covered. */
  boolean holds(long index) {
    return from < index && (until == null || index <= until);
  }

  /** Whether what was said at this time is no longer believed. */
  public boolean isDisavowed(Instant at) {
    return compromisedSince != null && !at.isBefore(compromisedSince);
  }

  /** This term, ended by an entry; an end that is there already stays. */
  public Term endedBy(long index) {
    return until == null ? new Term(from, index, compromisedSince) : this;
  }

  /** This term, ended by an entry that says since when it is not to be believed. */
  public Term revokedBy(long index, @Nullable Instant since) {
    Instant earliest =
        since == null || (compromisedSince != null && compromisedSince.isBefore(since))
            ? compromisedSince
            : since;
    return new Term(from, until == null ? Long.valueOf(index) : until, earliest);
  }
}
