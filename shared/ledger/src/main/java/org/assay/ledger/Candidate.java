package org.assay.ledger;

import java.util.List;
import java.util.Set;

/** A statement on its way into the ledger, as far as the ledger has to know it. */
public interface Candidate {
  /** The digest of the statement's bytes. */
  Digest statement();

  /**
   * What makes the statement the same one in all eyes: two statements of one identity are the same
   * statement, or one of them is refused.
   */
  Digest identity();

  /**
   * What the statement is about, without repeats, in an order that follows from its bytes; at least
   * its issuer.
   */
  List<Subject> subjects();

  /** The identities of other statements that it refers to, whose places are needed to judge it. */
  Set<Digest> references();
}
