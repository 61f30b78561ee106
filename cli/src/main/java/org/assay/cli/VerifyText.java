package org.assay.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import org.assay.traceability.bundle.BundleFinding;
import org.assay.traceability.bundle.Verification;
import org.assay.traceability.policy.PolicyVerdict;
import org.jspecify.annotations.Nullable;

/** What came of verifying a bundle, for people and for programs. */
public final class VerifyText {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private VerifyText() {}

  /**
   * For people.
   *
   * @param on the day for which policies answer; null where none is asked
   */
  public static String of(Verification found, List<PolicyVerdict> answers, @Nullable LocalDate on) {
    StringBuilder text = new StringBuilder();
    line(text, headline(found));
    found.finding().ifPresent(finding -> line(text, "  " + finding));
    found
        .trace()
        .ifPresent(trace -> trace.reasons().forEach(reason -> line(text, "  - " + reason)));
    for (PolicyVerdict answer : answers) {
      line(
          text,
          answer.verdict().map(Enum::name).orElse("DOES NOT APPLY")
              + "  under "
              + answer.policyId()
              + "@"
              + answer.version()
              + (on == null ? "" : ", on " + on));
      answer.reasons().forEach(reason -> line(text, "  - " + reason));
    }
    line(text, "Checked:");
    found.checked().forEach(each -> line(text, "  " + each));
    line(text, "NOT CHECKED:");
    found.notChecked().forEach(each -> line(text, "  " + each));
    return text.toString();
  }

  private static String headline(Verification found) {
    String verdict = found.verdict().map(Enum::name).orElse("");
    return switch (found.status()) {
      case VERIFIED -> "VERIFIED  the evidence holds, and the verdict is PASS.";
      case NOT_PASS -> verdict + "  the evidence holds, and this is the verdict that follows.";
      case EVIDENCE_FAILS -> "NOT VERIFIED  something does not hold; rely on nothing in this file.";
      case CANNOT_SAY ->
          "CANNOT SAY"
              + (verdict.isEmpty()
                  ? "  this verifier does not know such a file."
                  : "  the evidence holds, and by it the verdict is " + verdict + ", but:");
    };
  }

  /** For programs. */
  static String json(Verification found, List<PolicyVerdict> answers, int exit) {
    ObjectNode json = JSON.createObjectNode();
    json.put("status", found.status().name());
    json.put("exit", exit);
    found.verdict().ifPresent(verdict -> json.put("verdict", verdict.name()));
    found
        .trace()
        .ifPresent(
            trace -> {
              json.put("lot", trace.evidence().lot().value());
              json.put("asOf", trace.evidence().size());
              trace.reasons().forEach(json.putArray("reasons")::add);
            });
    found.day().ifPresent(day -> json.put("on", day.toString()));
    if (found.finding().isPresent()) {
      BundleFinding finding = found.finding().get();
      json.putObject("finding")
          .put("code", finding.code().text())
          .put("place", finding.place())
          .put("sentence", finding.sentence());
    }
    if (!answers.isEmpty()) {
      ArrayNode all = json.putArray("policies");
      for (PolicyVerdict answer : answers) {
        ObjectNode out = all.addObject();
        out.put("policy", answer.policyId());
        out.put("version", answer.version());
        out.put("applies", answer.applies());
        answer.verdict().ifPresent(verdict -> out.put("verdict", verdict.name()));
        answer.reasons().forEach(out.putArray("reasons")::add);
      }
    }
    found.checked().forEach(json.putArray("checked")::add);
    found.notChecked().forEach(json.putArray("notChecked")::add);
    return json.toPrettyString();
  }

  private static void line(StringBuilder text, String line) {
    text.append(VisibleText.of(line)).append('\n');
  }
}
