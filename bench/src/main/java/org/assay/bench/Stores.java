package org.assay.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.assay.aws.AwsSettings;
import org.assay.aws.AwsStores;
import org.assay.local.EmbeddedAws;

/** The embedded stores, on disk, with as many empty ledgers as are asked for. */
final class Stores implements AutoCloseable {
  private final Path folder;
  private final EmbeddedAws aws;

  private Stores(Path folder, EmbeddedAws aws) {
    this.folder = folder;
    this.aws = aws;
  }

  static Stores start() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("assay-bench");
    return new Stores(folder, EmbeddedAws.start(folder));
  }

  /** Settings under which there is nothing yet. */
  AwsSettings settings() {
    String run = UUID.randomUUID().toString().substring(0, 13);
    Map<String, String> environment = new HashMap<>(aws.environment());
    environment.put("ASSAY_LEDGER_TABLE", "ledger-" + run);
    environment.put("ASSAY_INDEX_TABLE", "index-" + run);
    environment.put("ASSAY_PENDING_TABLE", "pending-" + run);
    environment.put("ASSAY_STATEMENTS_BUCKET", "statements-" + run);
    environment.put("ASSAY_LOG_BUCKET", "log-" + run);
    return AwsSettings.from(environment);
  }

  /** Stores with nothing in them. */
  AwsStores fresh(AwsSettings settings) {
    AwsStores stores = new AwsStores(settings);
    stores.createIfMissing(settings);
    return stores;
  }

  @Override
  public void close() throws IOException {
    aws.close();
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
