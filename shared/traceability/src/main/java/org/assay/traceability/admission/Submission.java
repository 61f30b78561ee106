package org.assay.traceability.admission;

import java.util.List;
import java.util.Set;
import org.assay.attestation.jws.VerificationMethod;
import org.assay.ledger.Candidate;
import org.assay.ledger.Digest;
import org.assay.ledger.Subject;
import org.assay.traceability.statement.Statement;
import org.jspecify.annotations.Nullable;

/**
 * A statement on its way into the ledger.
 *
 * @param content what was submitted
 * @param verifiedWith the registered key with which its signature was checked; null for a charter,
 *     whose signatures are checked when its turn comes, and for a statement that is read again from
 *     the ledger
 */
public record Submission(Statement content, @Nullable VerificationMethod verifiedWith)
    implements Candidate {
  @Override
  public Digest identity() {
    return content.identity();
  }

  @Override
  public Digest statement() {
    return content.statement();
  }

  @Override
  public List<Subject> subjects() {
    return content.subjects();
  }

  @Override
  public Set<Digest> references() {
    return content.references();
  }
}
