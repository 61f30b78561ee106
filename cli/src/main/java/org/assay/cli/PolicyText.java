package org.assay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Tells what a policy answers about a lot: a block of lines for each. */
public final class PolicyText {
  private PolicyText() {}

  /**
   * @param policies as an exchange answers; nothing is said where it has none
   * @param on the day for which they answer
   */
  public static List<String> lines(JsonNode policies, String on) {
    List<String> lines = new ArrayList<>();
    for (JsonNode policy : policies) {
      boolean applies = policy.path("applies").asBoolean();
      lines.add(
          (applies ? VisibleText.of(policy.path("verdict").asText()) : "DOES NOT APPLY")
              + "  "
              + VisibleText.of(policy.path("title").asText())
              + " ("
              + VisibleText.of(policy.path("policy").asText())
              + "@"
              + policy.path("version").asLong()
              + "), on "
              + VisibleText.of(on));
      for (JsonNode reason : policy.path("reasons")) {
        lines.add("  - " + Words.sentence(VisibleText.of(reason.asText())));
      }
      for (JsonNode check : policy.path("checks")) {
        check(check, lines);
      }
    }
    return lines;
  }

  private static void check(JsonNode check, List<String> lines) {
    String result = check.path("result").asText();
    String heading =
        "  " + VisibleText.of(check.path("id").asText()) + " " + VisibleText.of(result);
    // What fails or is open is a reason already, unless it was only wished for.
    lines.add(
        result.equals("PASS") || result.equals("WARN")
            ? heading + ": " + Words.sentence(VisibleText.of(check.path("sentence").asText()))
            : heading);
    for (JsonNode number : check.path("numbers")) {
      String unit = number.path("unit").asText();
      lines.add(
          "    "
              + VisibleText.of(number.path("name").asText())
              + ": "
              + VisibleText.of(number.path("value").asText())
              + (unit.isEmpty() ? "" : " " + VisibleText.of(unit)));
    }
  }
}
