package org.assay.traceability.policy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assay.attestation.Policy;
import org.assay.attestation.Reason;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Rejection;

/**
 * The rules that policies can ask for, each with what reads its parameters. The table is closed: a
 * policy is data, and says which of these rules it wants and with what parameters.
 */
public final class PolicyRules {
  private static final Map<String, Reader> RULES = new TreeMap<>();

  static {
    RULES.put("E1", StageCountries::read);
    RULES.put("C6", PeriodVariance::read);
    RULES.put("E2", OwnershipLimits::read);
    RULES.put("E3", ConflictAreas::read);
    RULES.put("E4", Purity::read);
    RULES.put("E5", DueDiligenceFields::read);
    RULES.put("E6", ImportThresholds::read);
    RULES.put("E7", CoalitionOrigin::read);
    RULES.put("ESG", AssuranceRules::esg);
    RULES.put("F1", AssuranceRules::assessor);
    RULES.put("F2", AssuranceRules::custody);
    RULES.put("F3", AssuranceRules::verified);
    RULES.put("F4", AssuranceRules::issues);
    RULES.put("F5", AssuranceRules::age);
  }

  /** Makes a rule of its parameters. */
  @FunctionalInterface
  interface Reader {
    PolicyRule read(Parameters parameters) throws RejectedException;
  }

  private PolicyRules() {}

  /** What speaks against a policy: a rule that there is not, or its parameters. */
  public static Optional<Rejection> objection(Policy policy) {
    List<Policy.Requirement> requirements = policy.requirements();
    for (int i = 0; i < requirements.size(); i++) {
      try {
        Object unused = rule(requirements.get(i), "/credentialSubject/requirements/" + i);
      } catch (RejectedException e) {
        return Optional.of(e.rejection());
      }
    }
    return Optional.empty();
  }

  /**
   * The rule that judges a requirement.
   *
   * @param pointer where the requirement is, as a JSON Pointer
   * @throws RejectedException if there is no such rule, or it does not take these parameters
   */
  static PolicyRule rule(Policy.Requirement requirement, String pointer) throws RejectedException {
    Reader reader = RULES.get(requirement.rule());
    if (reader == null) {
      throw Rejection.of(
              Reason.POLICY_RULE_UNKNOWN, "there is no policy rule " + requirement.rule())
          .at(pointer + "/rule")
          .remedy("the rules are " + String.join(", ", RULES.keySet()))
          .toException();
    }
    Parameters parameters = new Parameters(requirement.parameters(), pointer + "/parameters");
    PolicyRule rule = reader.read(parameters);
    parameters.requireNothingElse();
    return rule;
  }
}
