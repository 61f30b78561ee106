package org.assay.traceability.trace;

import java.util.List;
import org.assay.ledger.Ref;
import org.assay.ledger.Salt;
import org.assay.ledger.Subject;

/**
 * All entries of one subject, up to a size of the ledger.
 *
 * @param subject the subject
 * @param salt its salt, with which the entries' links show that these are all
 * @param statements what was recorded of it, in order
 */
public record SubjectEvidence(Subject subject, Salt salt, List<Recorded> statements) {
  public SubjectEvidence {
    statements = List.copyOf(statements);
  }

  List<Ref> refs() {
    return statements.stream().map(Recorded::ref).toList();
  }
}
