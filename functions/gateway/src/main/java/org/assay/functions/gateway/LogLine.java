package org.assay.functions.gateway;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** Writes a line of JSON to a function's log. */
public final class LogLine {
  private LogLine() {}

  /**
   * Writes an object as one line. It goes as bytes: where the log's format is JSON, the runtime
   * would make text a member of an object of its own, and neither a filter nor CloudWatch's metrics
   * look into that.
   */
  public static void write(Context context, ObjectNode line) {
    context.getLogger().log((line + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
