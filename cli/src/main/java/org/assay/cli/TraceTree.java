package org.assay.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Draws the lots of a trace as a tree, what each is made from below it. */
final class TraceTree {
  /** The deepest that lines are indented; a chain may be much longer than a screen is wide. */
  private static final int MOST_INDENTED = 16;

  private final JsonNode trace;
  private final Map<String, JsonNode> lots = new LinkedHashMap<>();
  private final Set<String> missing = new HashSet<>();
  private final Set<String> notFollowed = new HashSet<>();
  private final Set<String> drawn = new HashSet<>();
  private final List<String> lines = new ArrayList<>();

  private TraceTree(JsonNode trace) {
    this.trace = trace;
    trace.path("upstream").forEach(lot -> lots.put(lot.path("lot").asText(), lot));
    trace.path("missing").forEach(lot -> missing.add(lot.asText()));
    trace.path("notFollowed").forEach(lot -> notFollowed.add(lot.asText()));
  }

  /** One lot that is still to be drawn. */
  private record Open(String lot, String indent, boolean isLast, int depth) {}

  static List<String> lines(JsonNode trace) {
    TraceTree tree = new TraceTree(trace);
    tree.draw();
    return tree.lines;
  }

  /** With a stack of its own: a chain may be deeper than the thread's. */
  private void draw() {
    Deque<Open> open = new ArrayDeque<>();
    open.push(new Open(trace.path("lot").asText(), "", true, 0));
    while (!open.isEmpty()) {
      Open next = open.pop();
      boolean isNew = drawn.add(next.lot());
      List<String> inputs = isNew ? inputs(next.lot()) : List.of();
      String own = next.depth() == 0 ? "" : next.indent() + (next.isLast() ? "└─ " : "├─ ");
      String below = next.depth() == 0 ? "" : next.indent() + (next.isLast() ? "   " : "│  ");
      if (next.depth() >= MOST_INDENTED) {
        own = next.indent() + "(" + next.depth() + ") ";
        below = next.indent();
      }
      drawLot(next.lot(), own, below + (inputs.isEmpty() ? "   " : "│  "), isNew);
      for (int i = inputs.size() - 1; i >= 0; i--) {
        open.push(new Open(inputs.get(i), below, i == inputs.size() - 1, next.depth() + 1));
      }
    }
  }

  private void drawLot(String id, String indent, String below, boolean isNew) {
    JsonNode lot = lots.get(id);
    String name = indent + VisibleText.of(id);
    if (lot == null || !lot.has("mineral")) {
      lines.add(
          name
              + (notFollowed.contains(id) && !missing.contains(id)
                  ? "  not looked at: past the limit of this trace"
                  : "  MISSING: no statement says where it comes from"));
      return;
    }
    if (!isNew) {
      lines.add(name + "  (see above)");
      return;
    }
    JsonNode origin = origin(lot);
    JsonNode says = origin.path("says");
    JsonNode facility = says.path("facility");
    List<String> parts = new ArrayList<>();
    parts.add(VisibleText.of(lot.path("mineral").asText() + " " + lot.path("form").asText()));
    parts.add(quantity(lot.path("quantity")));
    parts.add(
        VisibleText.of(facility.path("name").asText())
            + " ("
            + VisibleText.of(facility.path("country").asText())
            + ")");
    lines.add(name + "  " + String.join(", ", parts));
    lines.add(below + attestations(lot, origin));
  }

  private static String quantity(JsonNode quantity) {
    String text =
        quantity.path("value").asText()
            + " "
            + unit(quantity.path("unit").asText())
            + " "
            + quantity.path("basis").asText();
    return VisibleText.of(text);
  }

  private static String unit(String code) {
    return switch (code) {
      case "KGM" -> "kg";
      case "TNE" -> "t";
      case "GRM" -> "g";
      default -> code;
    };
  }

  /**
   * Who says what of the lot, in the order of the ledger, the statement that brings it forth first.
   */
  private static String attestations(JsonNode lot, JsonNode origin) {
    Map<String, Set<String>> kinds = new LinkedHashMap<>();
    String first = origin.path("says").has("inputs") ? process(origin.path("says")) : "extraction";
    add(kinds, first, origin);
    for (JsonNode statement : lot.path("statements")) {
      String kind = kind(statement, lot.path("lot").asText());
      if (!statement.equals(origin) && !kind.isEmpty()) {
        add(kinds, kind, statement);
      }
    }
    List<String> parts = new ArrayList<>();
    kinds.forEach((kind, issuers) -> parts.add(kind + " by " + String.join(", ", issuers)));
    return String.join("; ", parts);
  }

  /** What was done; a BlendSplit has no name for it, since it can only be one of two things. */
  private static String process(JsonNode step) {
    return step.has("process")
        ? step.path("process").asText()
        : step.path("inputs").size() == 1 ? "split" : "blend";
  }

  private static void add(Map<String, Set<String>> kinds, String kind, JsonNode statement) {
    kinds
        .computeIfAbsent(VisibleText.of(kind), any -> new LinkedHashSet<>())
        .add(VisibleText.of(statement.path("issuer").asText()));
  }

  private static String kind(JsonNode statement, String lot) {
    return switch (statement.path("type").asText()) {
      case "Assay" -> "assay";
      case "ExportCertificate" -> "export certificate";
      case "CustodyTransfer" -> "custody transfer";
      case "CustodyReceipt" -> "custody receipt";
      case "ImportConfirmation" -> "import confirmation";
      case "PaymentDisclosure" -> "payment disclosure";
      case "CarbonFootprint" -> "carbon footprint";
      case "RecycledContent" -> "recycled content";
      case "Incident" -> "incident";
      case "Challenge" -> "challenge";
      case "LotOrigin" -> "another origin";
      // Where the lot only goes in, the step is told at what comes out of it.
      case "Transformation", "BlendSplit" -> bringsForth(statement, lot) ? "another origin" : "";
      default -> statement.path("type").asText();
    };
  }

  private List<String> inputs(String id) {
    JsonNode lot = lots.get(id);
    Set<String> inputs = new LinkedHashSet<>();
    if (lot != null) {
      origin(lot).path("says").path("inputs").forEach(in -> inputs.add(in.path("lot").asText()));
    }
    return List.copyOf(inputs);
  }

  /** The statement that brings the lot forth: the first of its kind, as for whoever judged it. */
  private static JsonNode origin(JsonNode lot) {
    for (JsonNode statement : lot.path("statements")) {
      if (statement.path("type").asText().equals("LotOrigin")
          || bringsForth(statement, lot.path("lot").asText())) {
        return statement;
      }
    }
    return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
  }

  private static boolean bringsForth(JsonNode statement, String lot) {
    for (JsonNode output : statement.path("says").path("outputs")) {
      if (output.path("lot").asText().equals(lot)) {
        return true;
      }
    }
    return false;
  }
}
