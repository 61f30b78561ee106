package org.assay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Tells where the metals of a lot come from, a line for each share of each stage. */
final class OriginText {
  private OriginText() {}

  /**
   * @param origin as an exchange answers; nothing is said where it has none
   */
  static List<String> lines(JsonNode origin) {
    List<String> lines = new ArrayList<>();
    for (JsonNode metal : origin.path("metals")) {
      lines.add(heading(metal));
      for (JsonNode stage : metal.path("stages")) {
        // A stage that was not done to any of it, as separation of what is no alloy, is no news.
        boolean isNews = false;
        for (JsonNode share : stage.path("shares")) {
          isNews |= !share.path("kind").asText().equals("NOT_DONE");
        }
        if (isNews) {
          stage(stage, lines);
        }
      }
    }
    return lines;
  }

  private static String heading(JsonNode metal) {
    StringBuilder line = new StringBuilder(VisibleText.of(metal.path("metal").asText()));
    if (metal.path("kilograms").isTextual()) {
      line.append(", ").append(VisibleText.of(metal.path("kilograms").textValue())).append(" kg");
    }
    String weighedBy =
        switch (metal.path("weighedBy").asText()) {
          case "METAL" -> "by contained metal";
          case "MASS" -> "by mass, where grades lack";
          default -> "not weighed at some step, where grades and moistures lack";
        };
    line.append("; ").append(weighedBy);
    JsonNode model = metal.path("weakestCustodyModel");
    line.append("; custody: ")
        .append(model.isTextual() ? "at best " + VisibleText.of(model.textValue()) : "not stated");
    if (model.isTextual() && !metal.path("custodyModelStatedThroughout").asBoolean()) {
      line.append(", and not stated at some step");
    }
    return line.toString();
  }

  private static void stage(JsonNode stage, List<String> lines) {
    String name = VisibleText.of(stage.path("stage").asText());
    for (JsonNode share : stage.path("shares")) {
      String where =
          switch (share.path("kind").asText()) {
            case "PLACE" ->
                VisibleText.of(share.path("country").asText())
                    + ", "
                    + VisibleText.of(share.path("name").asText(share.path("facility").asText()));
            case "NOT_DONE" -> "not done";
            default -> "UNKNOWN: " + VisibleText.of(share.path("because").asText());
          };
      lines.add(
          "  " + name + ": " + VisibleText.of(share.path("percent").asText()) + " % " + where);
    }
  }
}
