package org.assay.traceability.assurance;

import java.util.Comparator;
import org.assay.attestation.AssessmentLevel;
import org.assay.attestation.AssessorLevel;

/**
 * Which of two levels is the weaker. UNTP lists the levels and does not order them: the order is
 * this project's. An assessor of whom nothing is said may be the facility itself, and so is the
 * weakest.
 */
final class Independence {
  /** The weakest assessor first. */
  static final Comparator<AssessorLevel> OF_ASSESSORS = Comparator.comparing(Independence::rank);

  /** The weakest assessment first: the enum has the strongest first. */
  static final Comparator<AssessmentLevel> OF_ASSESSMENTS = Comparator.reverseOrder();

  private Independence() {}

  private static int rank(AssessorLevel level) {
    return switch (level) {
      case UNSPECIFIED -> 0;
      case SELF -> 1;
      case COMMERCIAL -> 2;
      case BUYER -> 3;
      case MEMBERSHIP -> 4;
      case THIRD_PARTY -> 5;
    };
  }
}
