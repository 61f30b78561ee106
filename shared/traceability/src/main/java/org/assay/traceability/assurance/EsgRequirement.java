package org.assay.traceability.assurance;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.AssessmentLevel;
import org.assay.attestation.AssessorLevel;
import org.assay.traceability.origin.Stage;

/**
 * What a buyer or a coalition asks of the facilities in a chain.
 *
 * @param schemes the schemes that are accepted, at least one, each once
 * @param assessor the weakest assessor that is accepted
 * @param assessment the weakest assessment that is accepted
 * @param stages the stages whose facilities must have a certificate, at least one
 */
public record EsgRequirement(
    List<Scheme> schemes, AssessorLevel assessor, AssessmentLevel assessment, Set<Stage> stages) {
  /**
   * A scheme that is accepted.
   *
   * @param name as certificates spell it
   * @param levels its levels from the lowest on, as certificates spell them
   * @param minimum the lowest of them that is accepted
   */
  public record Scheme(String name, List<String> levels, String minimum) {
    /**
     * @throws IllegalArgumentException if a level is there twice or the minimum is none of them
     */
    public Scheme {
      requireNonNull(name);
      levels = List.copyOf(levels);
      if (new HashSet<>(levels).size() != levels.size() || !levels.contains(minimum)) {
        throw new IllegalArgumentException(
            name + " needs its levels, each once, with the minimum " + minimum + " among them");
      }
    }

    /** Whether a level is the minimum or above it; one that is not listed is not. */
    boolean accepts(String level) {
      return levels.indexOf(level) >= levels.indexOf(minimum);
    }
  }

  /**
   * @throws IllegalArgumentException if no scheme or no stage is named, or a scheme is there twice
   */
  public EsgRequirement {
    schemes = List.copyOf(schemes);
    requireNonNull(assessor);
    requireNonNull(assessment);
    if (schemes.isEmpty()
        || stages.isEmpty()
        || schemes.stream().map(Scheme::name).distinct().count() != schemes.size()) {
      throw new IllegalArgumentException(
          "a requirement names schemes, each once, and stages, one of both at least");
    }
    stages = Collections.unmodifiableSet(EnumSet.copyOf(stages));
  }

  /** What is asked of a scheme's certificates; empty where it is not accepted. */
  Optional<Scheme> scheme(SiteStatement certificate) {
    return schemes.stream().filter(each -> each.name().equals(certificate.scheme())).findFirst();
  }

  /**
   * Whether a conformant certificate that counts satisfies it.
   *
   * @param scheme what is asked of its scheme
   */
  boolean isSatisfiedBy(SiteStatement certificate, Scheme scheme) {
    String level = certificate.level();
    AssessorLevel by = certificate.assessor();
    AssessmentLevel behind = certificate.assessment();
    return level != null
        && by != null
        && behind != null
        && scheme.accepts(level)
        && Independence.OF_ASSESSORS.compare(by, assessor) >= 0
        && Independence.OF_ASSESSMENTS.compare(behind, assessment) >= 0;
  }
}
