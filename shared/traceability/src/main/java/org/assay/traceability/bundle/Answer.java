package org.assay.traceability.bundle;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.assay.ledger.Digest;
import org.assay.traceability.origin.Origin;
import org.assay.traceability.origin.OriginJson;
import org.assay.traceability.trace.Check;
import org.assay.traceability.trace.Evidence;
import org.assay.traceability.trace.Trace;

/** The answer as a bundle has it. */
final class Answer {
  /**
   * The version of the rules. It must be raised whenever the same evidence may give another answer
   * than before, be it in one word: a verifier can only compare answers of its own version.
   */
  static final int RULES = 1;

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

  static ObjectNode of(Trace trace, LocalDate on) {
    Map<Digest, Long> indexes = new HashMap<>();
    trace
        .evidence()
        .statements()
        .forEach(each -> indexes.put(each.ref().statement(), each.ref().index()));
    ObjectNode json = JSON.createObjectNode();
    json.put("rules", RULES);
    json.put("on", on.toString());
    json.put("verdict", trace.verdict().name());
    trace.reasons().forEach(json.putArray("reasons")::add);
    ArrayNode checks = json.putArray("checks");
    for (Check check : trace.checks()) {
      ObjectNode out = checks.addObject();
      out.put("rule", check.rule().name());
      out.put("id", check.id());
      out.put("result", check.result().name());
      out.put("about", check.about());
      out.put("sentence", check.sentence());
      ArrayNode statements = out.putArray("statements");
      check.statements().forEach(digest -> statements.add(indexes.get(digest)));
    }
    json.set("origin", OriginJson.write(Origin.of(trace)));
    json.putArray("policies");
    return json;
  }
}
