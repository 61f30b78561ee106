package org.assay.traceability.trace;

import org.assay.attestation.Attestation;
import org.assay.attestation.Credential;
import org.assay.attestation.Did;
import org.assay.ledger.Ref;
import org.assay.traceability.statement.AttestationStatement;

/** An attestation and where it is recorded. */
public record Recorded(AttestationStatement statement, Ref ref) {
  public Credential credential() {
    return statement.credential();
  }

  public Did issuer() {
    return statement.credential().issuer();
  }

  public Attestation said() {
    return statement.credential().subject();
  }
}
