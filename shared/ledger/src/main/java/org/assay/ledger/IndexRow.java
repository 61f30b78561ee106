package org.assay.ledger;

/** One row of the index, as a {@linkplain IndexStore#scan scan} meets it. */
public sealed interface IndexRow {
  /**
   * Where a statement is recorded.
   *
   * @param identity what the statement is found by
   */
  record Statement(Digest identity, Ref ref) implements IndexRow {}

  /** A full chunk of a subject's entries. */
  record Chunk(SubjectHead.Chunk chunk) implements IndexRow {}

  /** What the index holds of a subject itself. */
  record Head(SubjectHead head) implements IndexRow {}

  /**
   * The mark.
   *
   * @param block the number of the block up to which all rows are written
   */
  record Mark(long block) implements IndexRow {}

  /**
   * A row that no index store wrote as it is now.
   *
   * @param key what the store finds it under, for people
   * @param why what is wrong with it
   */
  record Unreadable(String key, String why) implements IndexRow {}
}
