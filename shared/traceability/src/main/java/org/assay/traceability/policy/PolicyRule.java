package org.assay.traceability.policy;

import org.assay.traceability.trace.Finding;

/**
 * One rule with its parameters: a pure function of a case. What is missing makes it UNKNOWN, never
 * PASS.
 */
@FunctionalInterface
public interface PolicyRule {
  /** What the rule finds. */
  Finding judge(Case subject);
}
