package org.assay.cli;

import java.util.Locale;
import org.assay.ledger.audit.AuditReport;
import org.assay.ledger.audit.Finding;
import org.assay.ledger.audit.Unchecked;

/** An audit's result for people. */
final class AuditText {
  private AuditText() {}

  static String of(AuditReport report) {
    StringBuilder text = new StringBuilder();
    AuditReport.Counts counts = report.counts();
    line(text, "Checked:");
    if (counts.blocks() > 0) {
      line(text, "  %,d blocks", counts.blocks());
    }
    line(
        text,
        "  %,d entries%s",
        counts.entries(),
        report.published() < 0
            ? ", none of them published"
            : String.format(Locale.ROOT, ", the checkpoint covers %,d", report.published()));
    line(text, "  %,d statements with signature and authority", counts.statements());
    line(text, "  %,d tiles and entry bundles", counts.files());
    line(text, "  %,d index rows", counts.rows());
    if (!report.unchecked().isEmpty()) {
      line(text, "NOT CHECKED:");
      for (Unchecked each : report.unchecked()) {
        line(text, "  %s: %s", each.what(), each.why());
      }
    }
    if (report.findingsTotal() > 0) {
      line(text, "Found:");
      for (Finding finding : report.findings()) {
        line(text, "  %s", finding);
      }
      long more = report.findingsTotal() - report.findings().size();
      if (more > 0) {
        line(text, "  and %,d more", more);
      }
    }
    report.unfinished().ifPresent(why -> line(text, "The audit did not come to its end: %s", why));
    line(text, "%s", verdict(report));
    return text.toString();
  }

  private static String verdict(AuditReport report) {
    return switch (report.verdict()) {
      case CLEAN ->
          report.unchecked().isEmpty()
              ? "CLEAN  everything is what follows from the entries and the checkpoint."
              : "CLEAN  what was checked is what follows from the entries and the checkpoint.";
      case FINDINGS ->
          report.findingsTotal() == 1
              ? "FOUND  one thing is not what it must be."
              : String.format(
                  Locale.ROOT,
                  "FOUND  %,d things are not what they must be.",
                  report.findingsTotal());
      case UNFINISHED -> "UNFINISHED  nothing was found as far as the audit went.";
    };
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(VisibleText.of(String.format(Locale.ROOT, format, values))).append('\n');
  }
}
