package org.assay.functions.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assay.functions.gateway.Problem;
import org.assay.functions.gateway.ProxyRequest;
import org.assay.traceability.origin.Origin;
import org.assay.traceability.policy.Case;
import org.assay.traceability.policy.Policies;
import org.assay.traceability.policy.PolicyName;
import org.assay.traceability.policy.PolicyVerdict;
import org.assay.traceability.registry.RegisteredPolicy;
import org.assay.traceability.trace.Trace;

/**
 * Under which policies a reader wants a lot judged, and for which day.
 *
 * @param names which; none where all are asked for
 * @param on the day
 */
record PolicyQuestion(List<PolicyName> names, LocalDate on) {
  /** The most policies of one answer: each may ask for many things. */
  static final int MAX_POLICIES = 50;

  private static final String ALL = "all";

  /**
   * Reads the parameters {@code policy} and {@code on} of a request.
   *
   * @param clock tells the day where the request does not
   * @return empty if no policy is asked for
   * @throws Refusal if they are not what they should be
   */
  static Optional<PolicyQuestion> of(ProxyRequest request, Clock clock) throws Refusal {
    Optional<String> asked = request.query("policy");
    Optional<String> on = request.query("on");
    if (asked.isEmpty()) {
      if (on.isPresent()) {
        throw refused("on is the day for which policies answer, and no policy is asked for.");
      }
      return Optional.empty();
    }
    LocalDate day = LocalDate.now(clock);
    if (on.isPresent()) {
      try {
        day = LocalDate.parse(on.get());
      } catch (DateTimeException e) {
        throw refused("on is a day as YYYY-MM-DD.");
      }
      if (day.getYear() < 1 || day.getYear() > 9999) {
        throw refused("on is a day of the years 1 to 9999.");
      }
    }
    return Optional.of(new PolicyQuestion(names(asked.get()), day));
  }

  private static List<PolicyName> names(String asked) throws Refusal {
    if (asked.equals(ALL)) {
      return List.of();
    }
    Set<PolicyName> names = new LinkedHashSet<>();
    for (String each : asked.split(",", MAX_POLICIES + 1)) {
      names.add(
          PolicyName.parse(each)
              .orElseThrow(
                  () ->
                      refused(
                          "policy is all, or at most "
                              + MAX_POLICIES
                              + " policies as id or id@version, with commas between them.")));
    }
    return List.copyOf(names);
  }

  private static Refusal refused(String detail) {
    return new Refusal(Problem.of("parameter-invalid", "A parameter is out of range", 400, detail));
  }

  /** The answers for a lot, in the order in which they were asked for. */
  List<PolicyVerdict> answer(Trace trace, Origin origin) throws Refusal {
    Policies policies = new Policies(trace.evidence().registry());
    Case subject = new Case(trace, origin, on);
    return asked(policies).stream().map(each -> PolicyVerdict.of(each, subject)).toList();
  }

  private List<RegisteredPolicy> asked(Policies policies) throws Refusal {
    if (names.isEmpty()) {
      List<RegisteredPolicy> all = policies.all(on);
      if (all.size() > MAX_POLICIES) {
        throw refused(
            all.size() + " policies are recorded, and an answer has at most " + MAX_POLICIES + ".");
      }
      return all;
    }
    List<RegisteredPolicy> asked = new ArrayList<>();
    for (PolicyName name : names) {
      asked.add(policies.find(name, on).orElseThrow(() -> unknown(name, policies)));
    }
    return asked;
  }

  private static Refusal unknown(PolicyName name, Policies policies) {
    String version = name.version().isPresent() ? "@" + name.version().getAsInt() : "";
    ArrayNode known = JsonNodeFactory.instance.arrayNode();
    policies.ids().forEach(known::add);
    return new Refusal(
        Problem.of(
                "policy-unknown",
                "There is no such policy",
                400,
                "No policy " + name.id() + version + " is recorded.")
            .remedy(
                policies.ids().isEmpty()
                    ? "No policy is recorded at all; a member records one."
                    : "The policies are " + String.join(", ", policies.ids()) + ".")
            .with("known", known));
  }
}
