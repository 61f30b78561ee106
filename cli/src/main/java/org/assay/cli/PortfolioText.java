package org.assay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells a person how concentrated a portfolio is: the decision, the tables, what would decide. */
final class PortfolioText {
  private static final int MOST_LINES = 20;

  private final JsonNode answer;
  private final StringBuilder text = new StringBuilder();

  private PortfolioText(JsonNode answer) {
    this.answer = answer;
  }

  /**
   * @param answer as an exchange answers
   * @param inColour whether the decision may be coloured
   */
  static String of(JsonNode answer, boolean inColour) {
    PortfolioText text = new PortfolioText(answer);
    text.decision(inColour);
    text.tables();
    text.missing();
    text.notCounted();
    text.basis();
    return text.text.toString();
  }

  private static String shown(JsonNode node, String name) {
    return VisibleText.of(node.path(name).asText());
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void decision(boolean inColour) {
    String decision = answer.path("decision").asText();
    String threshold = shown(answer, "threshold") + " %";
    String meaning =
        switch (decision) {
          case "BELOW" -> "no country has more than " + threshold + " of any metal at any stage.";
          case "ABOVE" -> "a country has more than " + threshold + " of a metal at some stage.";
          default ->
              "whether a country has more than " + threshold + " depends on what is not known yet.";
        };
    String colour =
        switch (decision) {
          case "BELOW" -> "32";
          case "ABOVE" -> "31";
          default -> "33";
        };
    line(
        (inColour ? "\u001b[1;" + colour + "m" + decision + "\u001b[0m" : decision)
            + "  "
            + Words.count(answer.path("lots").size(), "lot")
            + ": "
            + meaning);
    line(shown(answer, "notice"));
  }

  private void tables() {
    for (JsonNode metal : answer.path("metals")) {
      line("");
      line(
          shown(metal, "metal")
              + (metal.path("mineral").isTextual() ? " (" + shown(metal, "mineral") + ")" : "")
              + ", "
              + shown(metal, "kilograms")
              + " kg counted"
              + (metal.path("complete").asBoolean()
                  ? ""
                  : "; lots that may hold more of it are not counted"));
      for (JsonNode stage : metal.path("stages")) {
        // A stage that was not done to any of it is no news.
        if (!stage.path("countries").isEmpty() || !stage.path("unknown").isEmpty()) {
          stage(stage);
        }
      }
    }
  }

  private void stage(JsonNode stage) {
    JsonNode top = stage.path("top");
    line(
        "  "
            + shown(stage, "stage")
            + ": "
            + shown(stage, "decision")
            + ", "
            + (top.path("country").isTextual() ? shown(top, "country") : "any country")
            + " has "
            + range(top.path("least"), top.path("most"), " %")
            + "; HHI "
            + range(stage.path("hhiLeast"), stage.path("hhiMost"), ""));
    List<String[]> rows = new ArrayList<>();
    for (JsonNode country : stage.path("countries")) {
      rows.add(
          row(
              shown(country, "country"),
              range(country.path("percent"), country.path("most"), " %"),
              country));
    }
    for (JsonNode unknown : stage.path("unknown")) {
      rows.add(
          row("UNKNOWN", shown(unknown, "percent") + " %", unknown, shown(unknown, "because")));
    }
    if (stage.path("notDone").isObject()) {
      rows.add(
          row("not done", shown(stage.path("notDone"), "percent") + " %", stage.path("notDone")));
    }
    int[] widths = new int[3];
    for (String[] row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder("    ");
      for (int i = 0; i < widths.length; i++) {
        line.append(row[i]).append(" ".repeat(widths[i] - row[i].length() + 2));
      }
      line((line + row[3]).stripTrailing());
    }
  }

  private static String[] row(String name, String share, JsonNode mass, String... more) {
    return new String[] {
      name, share, shown(mass, "kilograms") + " kg", more.length == 0 ? "" : more[0]
    };
  }

  private static String range(JsonNode least, JsonNode most, String unit) {
    String low = VisibleText.of(least.asText());
    String high = VisibleText.of(most.asText());
    return (low.equals(high) ? low : low + " to " + high) + unit;
  }

  private void missing() {
    boolean isFirst = true;
    for (JsonNode metal : answer.path("metals")) {
      for (JsonNode stage : metal.path("stages")) {
        if (!stage.path("missing").isEmpty()) {
          if (isFirst) {
            line("");
            line("What would have to be known, the most first:");
            isFirst = false;
          }
          line("  " + shown(metal, "metal") + " " + shown(stage, "stage") + ":");
          missing(stage);
        }
      }
    }
  }

  private void missing(JsonNode stage) {
    int count = 0;
    for (JsonNode each : stage.path("missing")) {
      if (count++ == MOST_LINES) {
        break;
      }
      List<String> may = new ArrayList<>();
      each.path("mayDecide").forEach(decision -> may.add(VisibleText.of(decision.asText())));
      boolean isCounted = !each.path("notCounted").isTextual();
      line(
          "    - "
              + shown(each, "lot")
              + (each.path("kilograms").isTextual()
                  ? ", " + (isCounted ? "" : "at most ") + shown(each, "kilograms") + " kg"
                  : "")
              + ": "
              + shown(each, "because")
              + (may.isEmpty() ? "" : " (with it, it may be " + String.join(" or ", may) + ")"));
    }
    long more = stage.path("missing").size() - MOST_LINES + stage.path("missingMore").asLong();
    if (more > 0) {
      line("    - … and " + more + " more; --json shows what the exchange names");
    }
  }

  private void notCounted() {
    if (!answer.path("notCounted").isEmpty()) {
      line("");
      line("Not counted:");
    }
    int count = 0;
    for (JsonNode each : answer.path("notCounted")) {
      if (count++ == MOST_LINES) {
        line(
            "  - … and "
                + (answer.path("notCounted").size() - MOST_LINES)
                + " more; --json shows them all");
        return;
      }
      line(
          "  - "
              + shown(each, "lot")
              + (each.path("metal").isTextual() ? ", " + shown(each, "metal") : "")
              + ": "
              + shown(each, "because"));
    }
  }

  private void basis() {
    Map<String, Integer> verdicts = new TreeMap<>();
    answer.path("lots").forEach(lot -> verdicts.merge(shown(lot, "verdict"), 1, Integer::sum));
    List<String> counts = new ArrayList<>();
    verdicts.forEach((verdict, count) -> counts.add(count + " " + verdict));
    line("");
    line(
        "By themselves the lots are: "
            + String.join(", ", counts)
            + "; as of ledger size "
            + Words.number(answer.path("asOf").asLong())
            + ".");
  }
}
