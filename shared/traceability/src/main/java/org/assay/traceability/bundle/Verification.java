package org.assay.traceability.bundle;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assay.ledger.LogStore;
import org.assay.traceability.trace.Trace;
import org.assay.traceability.trace.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What came of verifying a bundle.
 *
 * @param status the outcome in one word
 * @param found what does not hold; null where everything does
 * @param derived the answer that follows from the evidence; null where the evidence does not hold
 * @param shown which entries of the log the bundle has; null where the evidence does not hold
 * @param on the day for which the answer in the bundle is; null where the evidence does not hold
 * @param checked what was checked and holds, for a person
 * @param notChecked what a bundle cannot show, or this verifier was not given, for a person
 */
public record Verification(
    Status status,
    @Nullable BundleFinding found,
    @Nullable Trace derived,
    @Nullable Shown shown,
    @Nullable LocalDate on,
    List<String> checked,
    List<String> notChecked) {
  /** The outcomes; {@link #exit} is what a command ends with. */
  public enum Status {
    /** The evidence holds, and the verdict is PASS. */
    VERIFIED(0),
    /** Something does not hold. */
    EVIDENCE_FAILS(1),
    /** The evidence holds, and the verdict is not PASS. */
    NOT_PASS(2),
    /** It cannot be said. */
    CANNOT_SAY(3);

    private final int exit;

    Status(int exit) {
      this.exit = exit;
    }

    /** The exit status of a command with this outcome. */
    public int exit() {
      return exit;
    }
  }

  public Verification {
    checked = List.copyOf(checked);
    notChecked = List.copyOf(notChecked);
  }

  /** What does not hold, or leaves it open; empty if everything holds. */
  public Optional<BundleFinding> finding() {
    return Optional.ofNullable(found);
  }

  /** The answer that follows from the evidence; empty where that does not hold. */
  public Optional<Trace> trace() {
    return Optional.ofNullable(derived);
  }

  /** The day for which the answer in the bundle is; empty where the evidence does not hold. */
  public Optional<LocalDate> day() {
    return Optional.ofNullable(on);
  }

  /**
   * This one, after the public log was looked through for entries that the bundle leaves out.
   *
   * @param log the files of the log, which are checked against the bundle's checkpoint
   * @throws org.assay.ledger.StoreUnavailable if the log cannot be read
   */
  public Verification against(LogStore log) {
    Shown all = shown;
    if (all == null || status == Status.EVIDENCE_FAILS) {
      return this;
    }
    LogScan scan = LogScan.of(all, log);
    List<String> more = new ArrayList<>(checked);
    more.addAll(scan.checked());
    List<String> open =
        new ArrayList<>(notChecked.subList(scan.found() == null ? 2 : 0, notChecked.size()));
    open.addAll(0, scan.notChecked());
    return scan.found() == null
        ? new Verification(status, found, derived, shown, on, more, open)
        : new Verification(Status.EVIDENCE_FAILS, scan.found(), null, null, null, more, open);
  }

  /** The verdict that follows from the evidence; empty where that does not hold. */
  public Optional<Verdict> verdict() {
    return trace().map(Trace::verdict);
  }
}
