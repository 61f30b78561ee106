package org.assay.functions.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.assay.ledger.audit.AuditReport;
import org.assay.ledger.audit.Finding;
import org.assay.ledger.audit.Unchecked;

/** An audit's result as JSON. */
public final class ReportJson {
  private ReportJson() {}

  /** The whole report. */
  public static ObjectNode of(AuditReport report) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("verdict", report.verdict().name().toLowerCase(Locale.ROOT));
    json.put("size", report.size());
    if (report.published() >= 0) {
      json.put("published", report.published());
    }
    ObjectNode checked = json.putObject("checked");
    checked.put("blocks", report.counts().blocks());
    checked.put("entries", report.counts().entries());
    checked.put("statements", report.counts().statements());
    checked.put("files", report.counts().files());
    checked.put("rows", report.counts().rows());
    ArrayNode unchecked = json.putArray("unchecked");
    for (Unchecked each : report.unchecked()) {
      unchecked.addObject().put("what", each.what()).put("why", each.why());
    }
    json.put("findingsTotal", report.findingsTotal());
    ArrayNode findings = json.putArray("findings");
    for (Finding finding : report.findings()) {
      ObjectNode one = findings.addObject();
      one.put("object", finding.object());
      if (finding.index() >= 0) {
        one.put("index", finding.index());
      }
      one.put("invariant", finding.invariant().name());
      one.put("says", finding.sentence());
    }
    report.unfinished().ifPresent(why -> json.put("unfinished", why));
    return json;
  }
}
