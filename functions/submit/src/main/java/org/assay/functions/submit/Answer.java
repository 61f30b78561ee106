package org.assay.functions.submit;

import org.assay.attestation.Rejection;
import org.assay.ledger.Ref;

/** What a submitter is told of one statement. */
sealed interface Answer {
  /** It has a new entry. */
  record Recorded(Ref ref) implements Answer {}

  /** The very same statement was recorded before. */
  record Repeated(Ref ref) implements Answer {}

  /** It is refused, and nothing is recorded. */
  record Refused(Rejection rejection) implements Answer {}
}
