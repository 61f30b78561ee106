package org.assay.traceability.policy;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assay.attestation.Mineral;
import org.assay.attestation.Policy;
import org.assay.attestation.RejectedException;
import org.assay.ledger.Digest;
import org.assay.traceability.registry.RegisteredPolicy;
import org.assay.traceability.registry.Registry;
import org.assay.traceability.registry.Withdrawal;
import org.assay.traceability.trace.Check;
import org.assay.traceability.trace.Finding;
import org.assay.traceability.trace.LotEvidence;
import org.assay.traceability.trace.Trace;
import org.assay.traceability.trace.Verdict;

/**
 * The answer about a lot under one version of a policy: a pure function of the entries of the
 * ledger, that version and a day (invariant I6).
 *
 * @param policyId the policy
 * @param version its version
 * @param statement the statement that has it
 * @param title what people call it
 * @param applies whether it is about the lot and answers for the day
 * @param verdict the answer; empty where it does not apply
 * @param reasons why it does not apply, or why the answer is not PASS, the most serious first
 * @param checks what each requirement found
 */
public record PolicyVerdict(
    String policyId,
    int version,
    Digest statement,
    String title,
    boolean applies,
    Optional<Verdict> verdict,
    List<String> reasons,
    List<Check> checks) {
  public PolicyVerdict {
    reasons = List.copyOf(reasons);
    checks = List.copyOf(checks);
  }

  /** The answer for a case. */
  public static PolicyVerdict of(RegisteredPolicy registered, Case subject) {
    Policy policy = registered.policy();
    Optional<String> outside =
        notStanding(registered, subject.trace().evidence().registry())
            .or(() -> notOnThatDay(policy, subject.on()))
            .or(() -> notAbout(policy, subject.trace()));
    if (outside.isPresent()) {
      return new PolicyVerdict(
          policy.policyId(),
          policy.version(),
          registered.ref().statement(),
          policy.title(),
          false,
          Optional.empty(),
          List.of(outside.get()),
          List.of());
    }
    return judged(registered, subject);
  }

  private static Optional<String> notStanding(RegisteredPolicy registered, Registry registry) {
    Optional<Withdrawal> withdrawal = registry.withdrawal(registered.ref().statement());
    if (withdrawal.isPresent()) {
      return Optional.of(
          "this version was taken back by "
              + withdrawal.get().by()
              + " with entry "
              + withdrawal.get().index());
    }
    return registry.stands(registered)
        ? Optional.empty()
        : Optional.of("the key that signed this version is no longer believed");
  }

  private static Optional<String> notOnThatDay(Policy policy, LocalDate on) {
    if (!policy.isEffectiveOn(on)) {
      LocalDate until = policy.effectiveUntil();
      return Optional.of(
          "it answers from "
              + policy.effectiveFrom()
              + (until == null ? " on" : " to " + until)
              + ", and not for "
              + on);
    }
    return policy.requirements().stream().anyMatch(each -> each.isAskedOn(on))
        ? Optional.empty()
        : Optional.of("it asks for nothing on " + on);
  }

  /** Where it is not known what the lot is, it may be one that the policy is about. */
  private static Optional<String> notAbout(Policy policy, Trace trace) {
    Policy.Scope scope = policy.scope();
    return trace
        .evidence()
        .upstream(trace.evidence().lot())
        .flatMap(LotEvidence::description)
        .filter(lot -> !scope.covers(lot.mineral(), lot.form()))
        .map(
            lot ->
                "it is about "
                    + (scope.minerals().isEmpty()
                        ? "any mineral"
                        : scope.minerals().stream()
                            .map(Mineral::code)
                            .collect(Collectors.joining(", ")))
                    + (scope.forms().isEmpty() ? "" : " as " + String.join(", ", scope.forms()))
                    + ", and the lot is "
                    + lot.mineral().code()
                    + " as "
                    + lot.form());
  }

  private static PolicyVerdict judged(RegisteredPolicy registered, Case subject) {
    Policy policy = registered.policy();
    Verdict ofTrace = subject.trace().verdict();
    List<String> failing = new ArrayList<>();
    List<String> open = new ArrayList<>();
    if (ofTrace != Verdict.PASS) {
      (ofTrace == Verdict.FAIL ? failing : open)
          .add("the trace of the lot is " + ofTrace + ", whatever is asked of it");
    }
    List<Check> checks = new ArrayList<>();
    for (int i = 0; i < policy.requirements().size(); i++) {
      Policy.Requirement requirement = policy.requirements().get(i);
      if (!requirement.isAskedOn(subject.on())) {
        continue;
      }
      Finding finding = finding(requirement, "/requirements/" + i, subject);
      if (requirement.isMandatory() && finding.result() == Check.Result.FAIL) {
        failing.add(finding.sentence());
      } else if (requirement.isMandatory() && finding.result() == Check.Result.UNKNOWN) {
        open.add(finding.sentence());
      }
      checks.add(
          (requirement.isMandatory() ? finding : finding.atMostAWarning())
              .toCheck(Check.Rule.POLICY, subject.trace().evidence().lot().value(), true));
    }
    List<String> reasons = new ArrayList<>(failing);
    reasons.addAll(open);
    return new PolicyVerdict(
        policy.policyId(),
        policy.version(),
        registered.ref().statement(),
        policy.title(),
        true,
        Optional.of(
            !failing.isEmpty() ? Verdict.FAIL : !open.isEmpty() ? Verdict.UNKNOWN : Verdict.PASS),
        reasons.stream().distinct().toList(),
        checks);
  }

  private static Finding finding(Policy.Requirement requirement, String pointer, Case subject) {
    try {
      return PolicyRules.rule(requirement, pointer).judge(subject);
    } catch (RejectedException e) {
      // It was taken when it was recorded: by software that knows rules that this one does not.
      return new Finding(
          requirement.rule(),
          Check.Result.UNKNOWN,
          List.of(),
          List.of("software that has the rule " + requirement.rule() + " with these parameters"),
          List.of(),
          "the requirement at "
              + e.rejection().pointer()
              + " cannot be judged here: "
              + e.rejection().detail());
    }
  }
}
