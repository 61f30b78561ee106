package org.assay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Tells a person what a trace says: the verdict, why, where the lot comes from, and how much. */
final class TraceReport {
  private static final int MOST_REASONS = 20;

  private final JsonNode trace;
  private final boolean inColour;
  private final StringBuilder text = new StringBuilder();

  private TraceReport(JsonNode trace, boolean inColour) {
    this.trace = trace;
    this.inColour = inColour;
  }

  /**
   * @param trace as an exchange answers
   * @param inColour whether the verdict may be coloured
   */
  static String of(JsonNode trace, boolean inColour) {
    TraceReport report = new TraceReport(trace, inColour);
    report.verdict();
    report.reasons();
    report.policies();
    report.tree();
    report.origin();
    report.assurance();
    report.putNames();
    report.numbers();
    report.basis();
    return report.text.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void verdict() {
    String verdict = trace.path("verdict").asText();
    String meaning =
        switch (verdict) {
          case "PASS" -> "every check holds, and nothing is missing.";
          case "FAIL" -> "something does not hold.";
          default -> "nothing is wrong so far, but something that would be needed is missing.";
        };
    String colour =
        switch (verdict) {
          case "PASS" -> "32";
          case "FAIL" -> "31";
          default -> "33";
        };
    String shown = inColour ? "\u001b[1;" + colour + "m" + verdict + "\u001b[0m" : verdict;
    line(shown + "  " + VisibleText.of(trace.path("lot").asText()) + ": " + meaning);
  }

  private void reasons() {
    JsonNode reasons = trace.path("reasons");
    if (!reasons.isEmpty()) {
      line("");
      line("Why:");
    }
    list(reasons);
    Set<String> warnings = new LinkedHashSet<>();
    for (JsonNode check : trace.path("checks")) {
      String result = check.path("result").asText();
      // What decides and fails is among the reasons already.
      boolean isAdvisory = !check.path("mandatory").asBoolean(true);
      if (result.equals("WARN") || (isAdvisory && result.equals("FAIL"))) {
        warnings.add(check.path("sentence").asText());
      }
    }
    if (!warnings.isEmpty()) {
      line("");
      line("Worth a look:");
      warnings.forEach(this::item);
    }
  }

  private void list(JsonNode sentences) {
    int count = 0;
    for (JsonNode sentence : sentences) {
      if (count++ == MOST_REASONS) {
        line("  - … and " + (sentences.size() - MOST_REASONS) + " more; --json shows them all");
        return;
      }
      item(sentence.asText());
    }
  }

  private void item(String sentence) {
    line("  - " + Words.sentence(VisibleText.of(sentence)));
  }

  private void policies() {
    JsonNode policies = trace.path("policies");
    if (!policies.isEmpty()) {
      line("");
      line("Under policies:");
    }
    PolicyText.lines(policies, trace.path("evaluatedOn").asText())
        .forEach(each -> line("  " + each));
  }

  private void tree() {
    line("");
    line("Where it comes from:");
    TraceTree.lines(trace).forEach(each -> line("  " + each));
  }

  private void origin() {
    List<String> lines = OriginText.lines(trace.path("origin"));
    if (!lines.isEmpty()) {
      line("");
      line("Shares of the metal:");
    }
    lines.forEach(each -> line("  " + each));
  }

  private void assurance() {
    JsonNode assurance = trace.path("assurance");
    List<String> lines = AssuranceText.lines(assurance);
    if (!lines.isEmpty()) {
      line("");
      line("Assurance, on " + VisibleText.of(assurance.path("on").asText()) + ":");
    }
    lines.forEach(each -> line("  " + each));
  }

  /** Puts names into all that was told so far, and tells whose they are. */
  private void putNames() {
    Names names = new Names(trace.path("parties"));
    String named = names.in(text.toString());
    text.setLength(0);
    text.append(named);
    if (!names.legend().isEmpty()) {
      line("");
      line("Who is who:");
    }
    names.legend().forEach(each -> line("  " + each));
  }

  private void numbers() {
    JsonNode steps = trace.path("steps");
    if (!steps.isEmpty()) {
      line("");
      line("How much, step by step:");
    }
    for (JsonNode step : steps) {
      JsonNode mass = step.path("kilograms");
      line(
          "  "
              + VisibleText.of(step.path("process").asText())
              + " at "
              + VisibleText.of(step.path("facility").asText())
              + " ("
              + VisibleText.of(step.path("country").asText())
              + "), entry "
              + step.path("index").asLong()
              + ": "
              + kilograms(mass.path("in"))
              + " in, "
              + kilograms(mass.path("out"))
              + " out"
              + (mass.path("basis").asText().equals("dry") ? ", dry" : ", as given"));
      for (JsonNode metal : step.path("contained")) {
        line(
            "    "
                + VisibleText.of(metal.path("analyte").asText())
                + ": "
                + kilograms(metal.path("in"))
                + " in, "
                + kilograms(metal.path("out"))
                + " out"
                + share(metal));
      }
    }
  }

  /** How much of the metal that went in is in what comes out. */
  private static String share(JsonNode metal) {
    try {
      BigDecimal in = new BigDecimal(metal.path("in").asText());
      BigDecimal out = new BigDecimal(metal.path("out").asText());
      if (in.signum() <= 0) {
        return "";
      }
      return " (" + out.movePointRight(2).divide(in, 1, RoundingMode.HALF_UP) + " %)";
    } catch (NumberFormatException e) {
      return "";
    }
  }

  private static String kilograms(JsonNode mass) {
    return mass.isTextual() ? VisibleText.of(mass.textValue()) + " kg" : "unknown";
  }

  private void basis() {
    long held = 0;
    int count = 0;
    for (JsonNode check : trace.path("checks")) {
      if (!check.path("mandatory").asBoolean(true)) {
        continue;
      }
      count++;
      held += check.path("result").asText().equals("PASS") ? 1 : 0;
    }
    line("");
    line(
        Words.number(held)
            + " of "
            + Words.count(count, "check")
            + " hold, over "
            + Words.count(trace.path("upstream").size(), "lot")
            + ", as of ledger size "
            + Words.number(trace.path("asOf").asLong())
            + ".");
  }
}
