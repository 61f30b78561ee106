package org.assay.traceability.policy;

import java.util.ArrayList;
import java.util.List;
import org.assay.traceability.trace.Recorded;

/**
 * What was come upon when something was looked for.
 *
 * @param used the statements that tell of it
 * @param missing what is not there, each in words
 * @param faults what speaks against it, each in words
 * @param doubts what is worth a look, each in words
 */
record Found(List<Recorded> used, List<String> missing, List<String> faults, List<String> doubts) {
  Found {
    used = List.copyOf(used);
    missing = List.copyOf(missing);
    faults = List.copyOf(faults);
    doubts = List.copyOf(doubts);
  }

  /** Whether it is there, whatever is to be said of it. */
  boolean isThere() {
    return missing.isEmpty();
  }

  /** Collects a {@link Found}. */
  static final class Builder {
    private final List<Recorded> used = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private final List<String> doubts = new ArrayList<>();

    Builder uses(Recorded recorded) {
      used.add(recorded);
      return this;
    }

    Builder lacks(String what) {
      missing.add(what);
      return this;
    }

    Builder fails(String why) {
      faults.add(why);
      return this;
    }

    Builder warns(String why) {
      doubts.add(why);
      return this;
    }

    Found build() {
      return new Found(used, missing, faults, doubts);
    }
  }
}
