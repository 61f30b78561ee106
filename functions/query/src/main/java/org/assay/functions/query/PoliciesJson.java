package org.assay.functions.query;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.assay.traceability.policy.PolicyVerdict;
import org.assay.traceability.registry.RegisteredPolicy;
import org.assay.traceability.registry.Registry;

/** Writes policies, and the answers under them, as JSON. */
final class PoliciesJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private PoliciesJson() {}

  /** Every version of every policy that was ever recorded. */
  static ObjectNode write(Registry registry) {
    ObjectNode json = JSON.createObjectNode();
    ArrayNode policies = json.putArray("policies");
    registry.policies().forEach(each -> policies.add(policy(registry, each)));
    return json;
  }

  private static ObjectNode policy(Registry registry, RegisteredPolicy registered) {
    ObjectNode json = JSON.createObjectNode();
    json.put("policy", registered.policy().policyId());
    json.put("version", registered.policy().version());
    json.put("title", registered.policy().title());
    json.put("issuer", registered.issuer().value());
    json.put("statement", registered.ref().statement().hex());
    json.put("index", registered.ref().index());
    json.put("at", registered.ref().at().toString());
    json.put("stands", registry.stands(registered));
    registry
        .withdrawal(registered.ref().statement())
        .ifPresent(
            withdrawal ->
                json.putObject("takenBack")
                    .put("by", withdrawal.by().value())
                    .put("index", withdrawal.index())
                    .put("at", withdrawal.at().toString()));
    json.set("says", registered.policy().toJson());
    return json;
  }

  /** The answers about a lot. */
  static ArrayNode verdicts(List<PolicyVerdict> verdicts) {
    ArrayNode json = JSON.createArrayNode();
    verdicts.forEach(each -> json.add(verdict(each)));
    return json;
  }

  private static ObjectNode verdict(PolicyVerdict verdict) {
    ObjectNode json = JSON.createObjectNode();
    json.put("policy", verdict.policyId());
    json.put("version", verdict.version());
    json.put("statement", verdict.statement().hex());
    json.put("title", verdict.title());
    json.put("applies", verdict.applies());
    verdict.verdict().ifPresent(answer -> json.put("verdict", answer.name()));
    verdict.reasons().forEach(json.putArray("reasons")::add);
    ArrayNode checks = json.putArray("checks");
    verdict.checks().forEach(check -> checks.add(TraceJson.check(check)));
    return json;
  }
}
