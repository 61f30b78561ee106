package org.assay.attestation.jws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.assay.attestation.Reason;
import org.assay.attestation.RejectedException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What tests of refusals have in common. */
final class Rejections {
  private Rejections() {}

  /** Checks that the call is refused for this reason, and gives the detail for more checks. */
  static String assertRejected(Reason reason, ThrowingCallable call) {
    RejectedException e = catchThrowableOfType(RejectedException.class, call);
    assertThat(e).as("a rejection").isNotNull();
    assertThat(e.rejection().reason()).as(e.rejection().detail()).isEqualTo(reason);
    return e.rejection().detail();
  }
}
