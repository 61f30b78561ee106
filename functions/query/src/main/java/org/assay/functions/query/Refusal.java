package org.assay.functions.query;

import org.assay.functions.gateway.Problem;
import org.assay.functions.gateway.ProxyResponse;

/** Thrown where a question is not answered; its problem is the answer. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient ProxyResponse response;

  Refusal(Problem problem) {
    this(problem.toResponse());
  }

  Refusal(ProxyResponse response) {
    super(null, null, false, false);
    this.response = response;
  }

  ProxyResponse response() {
    return response;
  }
}
