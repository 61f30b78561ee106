package org.assay.traceability.bundle;

import java.util.List;
import java.util.Optional;
import org.assay.traceability.trace.Trace;
import org.assay.traceability.trace.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What came of verifying a bundle.
 *
 * @param status the outcome in one word
 * @param found what does not hold; null where everything does
 * @param derived the answer that follows from the evidence; null where the evidence does not hold
 * @param checked what was checked and holds, for a person
 * @param notChecked what a bundle cannot show, or this verifier was not given, for a person
 */
public record Verification(
    Status status,
    @Nullable BundleFinding found,
    @Nullable Trace derived,
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

  /** The verdict that follows from the evidence; empty where that does not hold. */
  public Optional<Verdict> verdict() {
    return trace().map(Trace::verdict);
  }
}
