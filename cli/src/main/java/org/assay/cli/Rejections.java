package org.assay.cli;

import org.assay.attestation.Rejection;
import org.assay.functions.gateway.Problem;

/** Refusals that this machine comes to, told like those of an exchange. */
final class Rejections {
  private Rejections() {}

  static ReceivedProblem problem(Rejection rejection) {
    Problem problem = Problem.of(rejection);
    return ReceivedProblem.of(problem.toJson(), problem.status());
  }

  /** For a person, every place that is wrong on a line of its own. */
  static String text(Rejection rejection) {
    StringBuilder text = new StringBuilder(VisibleText.of(problem(rejection).sentence()));
    for (Rejection.Violation violation : rejection.violations()) {
      if (rejection.violations().size() > 1) {
        text.append("\n    ")
            .append(VisibleText.of(violation.pointer()))
            .append(' ')
            .append(VisibleText.of(violation.message()));
      }
    }
    return text.toString();
  }
}
