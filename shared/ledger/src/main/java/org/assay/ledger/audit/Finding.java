package org.assay.ledger.audit;

import java.util.Comparator;

/**
 * One thing that is not what it must be.
 *
 * @param object what it is: {@code block 12}, {@code tile/0/000}, {@code statement <hex>}, {@code
 *     index row subject#<name>}, {@code checkpoint}
 * @param index the index of the entry that it is about; -1 where it is about none
 * @param invariant the promise that is broken
 * @param sentence what was found, in one plain sentence
 */
public record Finding(String object, long index, Invariant invariant, String sentence) {
  /** By the entry that they are about, those about none last. */
  static final Comparator<Finding> ORDER =
      Comparator.comparing((Finding finding) -> finding.index() < 0)
          .thenComparingLong(Finding::index)
          .thenComparing(Finding::object)
          .thenComparing(Finding::sentence);

  @Override
  public String toString() {
    return object
        + (index < 0 ? "" : " (entry " + index + ")")
        + " ["
        + invariant
        + "]: "
        + sentence;
  }
}
