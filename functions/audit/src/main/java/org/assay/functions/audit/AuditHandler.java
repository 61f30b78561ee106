package org.assay.functions.audit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import org.assay.aws.AwsStores;
import org.assay.functions.gateway.Deployment;
import org.assay.functions.gateway.LogKey;
import org.assay.functions.gateway.LogLine;
import org.assay.ledger.audit.AuditReport;
import org.assay.ledger.audit.AuditSettings;
import org.assay.ledger.audit.AuditStores;
import org.assay.ledger.tlog.NoteKey;
import org.jspecify.annotations.Nullable;

/**
 * The Lambda function that audits. A schedule calls it; an event {@code {"since": "<checkpoint>"}}
 * names a checkpoint that the ledger must continue.
 *
 * <p>It logs its result as one line of JSON that is at once metrics for CloudWatch (embedded metric
 * format). An audit that would not end within Lambda's time stops a little before, and says that it
 * did not finish: half an audit is no audit, and to go on in another call it would have to believe
 * what the first one left. Ledgers of that size are audited by {@code assay audit}, which has no
 * such limit.
 */
public final class AuditHandler implements RequestStreamHandler {
  /** What is left of the call's time when an audit stops, to report; reads take seconds. */
  private static final int RESERVE_MILLIS = 20_000;

  private static final String NAMESPACE = "Assay";
  private static final int MAX_EVENT_BYTES = 128 * 1024;

  /** A line of the log has at most 256 KB, so not every finding can be in it. */
  private static final int MAX_FINDINGS = 100;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Deployment deployment;
  private final NoteKey key;

  /** As Lambda makes it: from the environment of the process. */
  public AuditHandler() throws IOException {
    this(new Deployment(System.getenv(), Clock.systemUTC()), System.getenv());
  }

  private AuditHandler(Deployment deployment, Map<String, String> environment) throws IOException {
    this(deployment, LogKey.open(deployment, environment).key());
  }

  /** In a deployment that is there already. */
  public AuditHandler(Deployment deployment, NoteKey key) {
    this.deployment = deployment;
    this.key = key;
  }

  /** Audits, and answers with the result, whatever it is. */
  @Override
  public void handleRequest(InputStream event, OutputStream out, Context context)
      throws IOException {
    AwsStores stores = deployment.stores();
    AuditSettings settings =
        new AuditSettings(
            Runtime.getRuntime().availableProcessors(),
            AuditSettings.BATCH,
            MAX_FINDINGS,
            () -> context.getRemainingTimeInMillis() < RESERVE_MILLIS,
            size -> {});
    AuditReport report =
        LedgerAudit.run(
            new AuditStores(
                stores.blocks(),
                stores.statements(),
                stores.index(),
                stores.log(),
                stores.publications()),
            key,
            settings,
            since(event));
    byte[] result = JSON.writeValueAsBytes(ReportJson.of(report));
    out.write(result);
    LogLine.write(context, line(report));
  }

  private static byte @Nullable [] since(InputStream event) throws IOException {
    JsonNode json = JSON.readTree(event.readNBytes(MAX_EVENT_BYTES));
    JsonNode since = json == null ? null : json.get("since");
    return since == null ? null : since.asText().getBytes(StandardCharsets.UTF_8);
  }

  /** The report with what CloudWatch makes metrics of. */
  private ObjectNode line(AuditReport report) {
    ObjectNode line = ReportJson.of(report);
    line.put("log", deployment.logOrigin());
    line.put("Findings", report.findingsTotal());
    line.put("Finished", report.unfinished().isEmpty() ? 1 : 0);
    line.put("Entries", report.size());
    ObjectNode aws = line.putObject("_aws");
    aws.put("Timestamp", deployment.clock().millis());
    ObjectNode metrics = aws.putArray("CloudWatchMetrics").addObject();
    metrics.put("Namespace", NAMESPACE);
    metrics.putArray("Dimensions").addArray().add("log");
    for (String name : new String[] {"Findings", "Finished", "Entries"}) {
      metrics.withArray("/Metrics").addObject().put("Name", name).put("Unit", "Count");
    }
    return line;
  }
}
