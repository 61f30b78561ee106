package org.assay.cli;

/** Thrown where an exchange answered, and the answer is a refusal. */
public final class ProblemException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient ReceivedProblem problem;

  public ProblemException(ReceivedProblem problem) {
    super(problem.sentence());
    this.problem = problem;
  }

  /** What the exchange said. */
  public ReceivedProblem problem() {
    return problem;
  }
}
