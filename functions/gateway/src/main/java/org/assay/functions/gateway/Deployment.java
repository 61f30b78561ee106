package org.assay.functions.gateway;

import java.time.Clock;
import java.util.Map;
import org.assay.attestation.jws.Verifying;
import org.assay.aws.AwsSettings;
import org.assay.aws.AwsStores;
import org.assay.traceability.registry.RegistryReader;

/**
 * What every function of one deployment works with: its stores, its registry and its name. Made
 * once in a process, from the environment; thread-safe.
 */
public final class Deployment implements AutoCloseable {
  private final String logOrigin;
  private final AwsStores stores;
  private final RegistryReader registries;
  private final Receipts receipts;
  private final Clock clock;

  /**
   * @param environment the variables of the process, see {@link AwsSettings#from}, and {@code
   *     ASSAY_LOG_ORIGIN}
   * @throws IllegalArgumentException if one is missing, naming it
   */
  public Deployment(Map<String, String> environment, Clock clock) {
    String origin = environment.get("ASSAY_LOG_ORIGIN");
    if (origin == null || origin.isEmpty()) {
      throw new IllegalArgumentException("the environment variable ASSAY_LOG_ORIGIN is not set");
    }
    Verifying.load(); // Now, while the process starts, and not at the first signature.
    this.logOrigin = origin;
    this.stores = new AwsStores(AwsSettings.from(environment));
    this.registries = new RegistryReader(stores.index(), stores.statements());
    this.receipts = new Receipts(stores.blocks(), stores.log(), stores.publications());
    this.clock = clock;
  }

  /** The name of the log, to which its charter and every reader's token are bound. */
  public String logOrigin() {
    return logOrigin;
  }

  public AwsStores stores() {
    return stores;
  }

  public RegistryReader registries() {
    return registries;
  }

  public Receipts receipts() {
    return receipts;
  }

  public Clock clock() {
    return clock;
  }

  @Override
  public void close() {
    stores.close();
  }
}
