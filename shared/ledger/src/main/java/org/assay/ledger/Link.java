package org.assay.ledger;

/**
 * One subject of an entry, and where its entry before this one is.
 *
 * @param tag the subject under its salt, see {@link Salt#tag}
 * @param seq how many entries of the subject came before
 * @param prev the index of the last of them; -1 where {@code seq} is 0
 */
public record Link(Digest tag, long seq, long prev) {
  /**
   * @throws IllegalArgumentException if {@code seq} or {@code prev} is out of range or they
   *     contradict each other
   */
  public Link {
    if (seq < 0 || prev < -1 || (seq == 0) != (prev == -1)) {
      throw new IllegalArgumentException(
          "a link has seq 0 and prev -1, or both above that: " + seq + ", " + prev);
    }
  }
}
