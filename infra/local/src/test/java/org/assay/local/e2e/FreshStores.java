package org.assay.local.e2e;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assay.aws.AwsSettings;
import org.assay.aws.AwsStores;

/** Empty stores, as many as are asked for, each with tables and a bucket of its own. */
final class FreshStores implements AutoCloseable {
  private final Map<String, String> endpoints;
  private final List<AwsStores> opened = new ArrayList<>();

  /**
   * @param endpoints says where AWS is, or what stands in for it
   */
  FreshStores(Map<String, String> endpoints) {
    this.endpoints = endpoints;
  }

  /** The environment of a deployment whose names nobody else uses. */
  Map<String, String> environment() {
    String run = UUID.randomUUID().toString().substring(0, 13);
    Map<String, String> environment = new HashMap<>(endpoints);
    environment.put("ASSAY_LEDGER_TABLE", "ledger-" + run);
    environment.put("ASSAY_INDEX_TABLE", "index-" + run);
    environment.put("ASSAY_PENDING_TABLE", "pending-" + run);
    environment.put("ASSAY_STATEMENTS_BUCKET", "statements-" + run);
    environment.put("ASSAY_LOG_BUCKET", "log-" + run);
    return environment;
  }

  /** Stores with nothing in them. */
  synchronized AwsStores fresh() {
    AwsSettings settings = AwsSettings.from(environment());
    AwsStores stores = new AwsStores(settings);
    opened.add(stores);
    stores.createIfMissing(settings);
    return stores;
  }

  @Override
  public synchronized void close() {
    opened.forEach(AwsStores::close);
  }
}
