package org.assay.traceability.trace;

/**
 * How far a trace goes. Past it the answer is UNKNOWN, and says so.
 *
 * @param depth how many steps upstream and downstream, 1 at least
 * @param lots how many lots in all
 */
public record TraceLimits(int depth, int lots) {
  public static final TraceLimits DEFAULT = new TraceLimits(100, 5_000);

  public TraceLimits {
    if (depth < 1 || depth > 1_000 || lots < 1 || lots > 100_000) {
      throw new IllegalArgumentException("a trace goes 1 to 1000 steps, and to 1 to 100000 lots");
    }
  }
}
