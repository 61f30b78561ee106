package org.assay.traceability.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.assay.attestation.AssessmentLevel;
import org.assay.attestation.AssessorLevel;
import org.assay.attestation.CustodyModel;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Severity;
import org.assay.attestation.quantity.Rational;
import org.assay.traceability.assurance.EsgConformance;
import org.assay.traceability.assurance.EsgRequirement;
import org.assay.traceability.assurance.EvidenceAge;
import org.assay.traceability.assurance.OpenIssues;
import org.assay.traceability.assurance.VerifiedShare;
import org.assay.traceability.assurance.WeakestAssessor;
import org.assay.traceability.assurance.WeakestCustody;
import org.assay.traceability.trace.Check;

/**
 * F1 to F5 and ESG: what a trace shows of a lot's assurance, as something that a policy asks for.
 * What is less than it asks for fails then, instead of being worth a look.
 */
final class AssuranceRules {
  /** More days than anybody needs, and few enough to count with. */
  private static final BigDecimal MOST_DAYS = BigDecimal.valueOf(36_500);

  private static final String ASSESSORS =
      "one of Self, Commercial, Buyer, Membership, Unspecified, 3rdParty";
  private static final String ASSESSMENTS =
      "one of GovtApproval, GlobalMRA, Accredited, Verified, Validated, Unspecified";

  private AssuranceRules() {}

  /** F1: on every way from a mine, no assessor is weaker than {@code assessor}. */
  static PolicyRule assessor(Parameters in) throws RejectedException {
    AssessorLevel minimum = in.coded("assessor", ASSESSORS, AssessorLevel::fromCode);
    return subject ->
        WeakestAssessor.judge(subject.trace(), subject.facilities(), minimum, Check.Result.FAIL);
  }

  /** F2: no step's custody model is weaker than {@code model}, and every step states one. */
  static PolicyRule custody(Parameters in) throws RejectedException {
    CustodyModel minimum = in.coded("model", "a model of ISO 22095", CustodyModel::fromCode);
    return subject ->
        WeakestCustody.judge(subject.trace(), subject.origin(), minimum, Check.Result.FAIL);
  }

  /** F3: at least {@code share} of the metal is third-party verified by mass at every step. */
  static PolicyRule verified(Parameters in) throws RejectedException {
    BigDecimal share = in.decimal("share");
    if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
      throw in.refused("share", "a share of " + share, "give a share from 0 to 1");
    }
    Rational minimum = Rational.of(share);
    return subject -> VerifiedShare.judge(subject.trace(), minimum, Check.Result.FAIL);
  }

  /** F4: no incident of {@code severity} or worse is open, and nothing is disputed. */
  static PolicyRule issues(Parameters in) throws RejectedException {
    Severity least = in.coded("severity", "low, medium, high or critical", Severity::fromCode);
    return subject -> OpenIssues.judge(subject.trace(), least, Check.Result.FAIL);
  }

  /** F5: the newest evidence is at most {@code days} old on the day of the answer. */
  static PolicyRule age(Parameters in) throws RejectedException {
    BigDecimal days = in.decimal("days");
    if (days.signum() < 0
        || days.compareTo(MOST_DAYS) > 0
        || days.stripTrailingZeros().scale() > 0) {
      throw in.refused(
          "days", days + " days", "give a whole number of days from 0 to " + MOST_DAYS);
    }
    return subject ->
        EvidenceAge.judge(
            subject.trace(),
            subject.facilities(),
            subject.on(),
            days.longValueExact(),
            Check.Result.FAIL);
  }

  /** ESG: the facilities of {@code stages} have certificates that reach what is asked. */
  static PolicyRule esg(Parameters in) throws RejectedException {
    List<EsgRequirement.Scheme> schemes = new ArrayList<>();
    for (Parameters each : in.objects("schemes")) {
      String name = each.text("scheme");
      List<String> levels = List.copyOf(each.texts("levels"));
      String minimum = each.text("minimum");
      if (!levels.contains(minimum)) {
        throw each.refused(
            "minimum",
            "the levels of " + name + " have no " + minimum,
            "name one of its levels, which are listed from the lowest on");
      }
      if (schemes.stream().anyMatch(before -> before.name().equals(name))) {
        throw each.refused("scheme", name + " is there twice", "name each scheme once");
      }
      schemes.add(new EsgRequirement.Scheme(name, levels, minimum));
    }
    EsgRequirement requirement =
        new EsgRequirement(
            schemes,
            in.coded("assessor", ASSESSORS, AssessorLevel::fromCode),
            in.coded("assessment", ASSESSMENTS, AssessmentLevel::fromCode),
            in.stages("stages"));
    return subject -> EsgConformance.judge(subject.trace(), subject.facilities(), requirement);
  }
}
