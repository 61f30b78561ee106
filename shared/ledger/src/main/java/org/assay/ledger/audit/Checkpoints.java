package org.assay.ledger.audit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.assay.ledger.Digest;
import org.assay.ledger.tlog.Checkpoint;

/**
 * The checkpoints that the ledger is held against, each as soon as the replay is as large as it is.
 * Not thread-safe.
 */
final class Checkpoints {
  /**
   * A checkpoint.
   *
   * @param object where it comes from, as a finding names it
   */
  private record Claim(
      String object, Checkpoint checkpoint, Invariant invariant, String sentence) {}

  private final Findings findings;
  private final List<Claim> open = new ArrayList<>();
  private boolean hasFailed;

  Checkpoints(Findings findings) {
    this.findings = findings;
  }

  /**
   * Adds a checkpoint.
   *
   * @param sentence what it means if its root is another
   */
  void add(String object, Checkpoint checkpoint, Invariant invariant, String sentence) {
    if (checkpoint.size() == 0 && !checkpoint.root().equals(Digest.of())) {
      findings.add(object, -1, invariant, sentence);
    }
    open.add(new Claim(object, checkpoint, invariant, sentence));
    open.sort(Comparator.comparingLong(claim -> claim.checkpoint().size()));
    open.removeIf(claim -> claim.checkpoint().size() == 0);
  }

  /** Compares the checkpoints of the size that the tree has reached. */
  void reached(TreeGrowth tree) {
    while (!open.isEmpty() && open.get(0).checkpoint().size() <= tree.size()) {
      Claim claim = open.remove(0);
      if (claim.checkpoint().size() == tree.size()
          && !tree.edge().root().equals(claim.checkpoint().root())) {
        hasFailed = true;
        findings.add(claim.object(), -1, claim.invariant(), claim.sentence());
      }
    }
  }

  /** Complains about checkpoints that say more than there is. */
  void end(long size) {
    for (Claim claim : open) {
      findings.add(
          claim.object(),
          -1,
          claim.invariant(),
          "it is over "
              + claim.checkpoint().size()
              + " entries, but only "
              + size
              + " can be read");
    }
  }

  /** Whether a root was not the one of a checkpoint. */
  boolean hasFailed() {
    return hasFailed;
  }
}
