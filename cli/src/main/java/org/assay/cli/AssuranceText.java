package org.assay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells how well an answer is assured: at each facility and stage the schemes with their levels and
 * their assurance side by side, what does not count and why, then a line for each of the rules F1
 * to F5.
 */
final class AssuranceText {
  /** The most statements of one kind that are told of one use of a facility. */
  private static final int MOST = 8;

  private AssuranceText() {}

  /**
   * @param assurance as an exchange answers; nothing is said where it has none
   */
  static List<String> lines(JsonNode assurance) {
    List<String> lines = new ArrayList<>();
    for (JsonNode facility : assurance.path("facilities")) {
      for (JsonNode use : facility.path("uses")) {
        use(facility, use, lines);
      }
    }
    for (JsonNode finding : assurance.path("findings")) {
      lines.add(
          "%-2s %-7s  %s"
              .formatted(
                  text(finding, "id"),
                  text(finding, "result"),
                  Words.sentence(text(finding, "sentence"))));
    }
    return lines;
  }

  private static void use(JsonNode facility, JsonNode use, List<String> lines) {
    String stage = use.has("stage") ? text(use, "stage") : text(use, "process");
    String heading =
        text(facility, "name")
            + " ("
            + text(facility, "country")
            + "), "
            + stage
            + " "
            + days(use.path("from"), use.path("to"));
    List<String> counting = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (JsonNode said : use.path("statements")) {
      long events = use.path("events").asLong();
      if (said.path("countsFor").asLong() > 0) {
        counting.add("  " + statement(said) + partly(said.path("countsFor").asLong(), events));
      } else {
        others.add("  does not count: " + statement(said) + ": " + because(said));
      }
    }
    lines.add(heading + (counting.isEmpty() ? ": nothing that was said of it counts" : ""));
    add(counting, lines);
    add(others, lines);
  }

  private static void add(List<String> some, List<String> lines) {
    lines.addAll(some.subList(0, Math.min(MOST, some.size())));
    if (some.size() > MOST) {
      lines.add("  … and " + (some.size() - MOST) + " more; --json shows them all");
    }
  }

  private static String partly(long countsFor, long events) {
    return countsFor < events ? "; for " + countsFor + " of " + events + " events there" : "";
  }

  private static String because(JsonNode said) {
    List<String> causes = new ArrayList<>();
    said.path("doesNotCount").forEach(each -> causes.add(text(each, "because")));
    return String.join("; ", causes);
  }

  private static String statement(JsonNode said) {
    List<String> parts = new ArrayList<>();
    parts.add(name(said));
    add(said, "level", parts);
    add(said, "result", parts);
    if (said.has("assessorLevel")) {
      parts.add("assessed by " + text(said, "assessorLevel"));
    }
    add(said, "assessmentLevel", parts);
    if (said.has("capacity")) {
      JsonNode capacity = said.path("capacity");
      parts.add(
          "capacity "
              + text(capacity, "value")
              + " "
              + text(capacity, "unit")
              + " "
              + text(capacity, "basis")
              + " a year");
    }
    parts.add("by " + text(said, "issuer"));
    parts.add(days(said.path("from"), said.path("until")));
    return String.join(", ", parts);
  }

  private static String name(JsonNode said) {
    String kind =
        switch (said.path("type").asText()) {
          case "EsgConformity" -> "certificate";
          case "MinePermit" -> "permit";
          case "SiteInspection" -> "inspection";
          case "FacilityRecord" -> "record of the facility";
          case "MassBalanceStatement" -> "mass balance";
          case "DueDiligenceReport" -> "due diligence report";
          case "CarbonFootprint" -> "carbon footprint";
          default -> text(said, "type");
        };
    StringBuilder name = new StringBuilder(kind);
    for (String each : List.of("scheme", "version")) {
      if (said.has(each)) {
        name.append(' ').append(text(said, each));
      }
    }
    return name.toString();
  }

  private static void add(JsonNode said, String member, List<String> parts) {
    if (said.has(member)) {
      parts.add(text(said, member));
    }
  }

  private static String days(JsonNode from, JsonNode until) {
    String first = VisibleText.of(from.asText());
    String last = VisibleText.of(until.asText());
    return last.isEmpty() ? "from " + first : first.equals(last) ? first : first + " to " + last;
  }

  private static String text(JsonNode object, String member) {
    return VisibleText.of(object.path(member).asText());
  }
}
