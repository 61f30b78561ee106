package org.assay.traceability.bundle;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assay.ledger.Digest;
import org.assay.traceability.origin.Origin;
import org.assay.traceability.origin.OriginJson;
import org.assay.traceability.policy.Case;
import org.assay.traceability.policy.Policies;
import org.assay.traceability.policy.PolicyVerdict;
import org.assay.traceability.trace.Check;
import org.assay.traceability.trace.Evidence;
import org.assay.traceability.trace.Trace;

/** The answer as a bundle has it. */
final class Answer {
  /**
   * The version of the rules. It must be raised whenever the same evidence may give another answer
   * than before, be it in one word: a verifier can only compare answers of its own version.
   */
  static final int RULES = 2;

  /** The most policies that are answered for; an exchange with more answers for the first by id. */
  private static final int MAX_POLICIES = 50;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Answer() {}

  /** The first day for which evidence can give an answer: that of its newest entry, UTC. */
  static LocalDate earliest(Evidence evidence) {
    return Stream.concat(
            evidence.statements().stream().map(each -> each.ref().at()),
            evidence.registered().statements().stream().map(each -> each.ref().at()))
        .max(Comparator.naturalOrder())
        .orElseThrow()
        .atOffset(ZoneOffset.UTC)
        .toLocalDate();
  }

  /**
   * @param on the day for which policies answer, UTC
   */
  static ObjectNode of(Trace trace, LocalDate on) {
    Map<Digest, Long> indexes = new HashMap<>();
    trace
        .evidence()
        .registered()
        .statements()
        .forEach(each -> indexes.put(each.ref().statement(), each.ref().index()));
    trace
        .evidence()
        .statements()
        .forEach(each -> indexes.put(each.ref().statement(), each.ref().index()));
    Origin origin = Origin.of(trace);
    ObjectNode json = JSON.createObjectNode();
    json.put("rules", RULES);
    json.put("on", on.toString());
    json.put("verdict", trace.verdict().name());
    trace.reasons().forEach(json.putArray("reasons")::add);
    checks(trace.checks(), indexes, json.putArray("checks"));
    json.set("origin", OriginJson.write(origin));
    ArrayNode policies = json.putArray("policies");
    Case subject = new Case(trace, origin, on);
    new Policies(trace.evidence().registry())
        .all(on).stream()
            .limit(MAX_POLICIES)
            .map(each -> PolicyVerdict.of(each, subject))
            .forEach(each -> policy(each, indexes, policies.addObject()));
    return json;
  }

  private static void policy(PolicyVerdict answer, Map<Digest, Long> indexes, ObjectNode out) {
    out.put("policy", answer.policyId());
    out.put("version", answer.version());
    out.put("statement", indexes.get(answer.statement()));
    out.put("title", answer.title());
    out.put("applies", answer.applies());
    answer.verdict().ifPresent(verdict -> out.put("verdict", verdict.name()));
    answer.reasons().forEach(out.putArray("reasons")::add);
    checks(answer.checks(), indexes, out.putArray("checks"));
  }

  private static void checks(List<Check> checks, Map<Digest, Long> indexes, ArrayNode into) {
    for (Check check : checks) {
      ObjectNode out = into.addObject();
      out.put("rule", check.rule().name());
      out.put("id", check.id());
      out.put("result", check.result().name());
      out.put("mandatory", check.isMandatory());
      out.put("about", check.about());
      out.put("sentence", check.sentence());
      ArrayNode statements = out.putArray("statements");
      check.statements().forEach(digest -> statements.add(indexes.get(digest)));
    }
  }
}
