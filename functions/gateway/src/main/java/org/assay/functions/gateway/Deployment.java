package org.assay.functions.gateway;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.assay.attestation.jws.Verifying;
import org.assay.aws.AwsSettings;
import org.assay.aws.AwsStores;
import org.assay.ledger.SequencerSettings;
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
  private final SequencerSettings sequencing;
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
    this.sequencing = sequencing(environment);
    Verifying.load(); // Now, while the process starts, and not at the first signature.
    this.logOrigin = origin;
    this.stores = new AwsStores(AwsSettings.from(environment));
    this.registries = new RegistryReader(stores.index(), stores.statements());
    this.receipts = new Receipts(stores.blocks(), stores.log(), stores.publications());
    this.clock = clock;
  }

  private static SequencerSettings sequencing(Map<String, String> environment) {
    SequencerSettings standard = SequencerSettings.DEFAULT;
    return standard
        .withMaxBlock(
            standard.maxBlockBytes(),
            number(environment, "ASSAY_BLOCK_ENTRIES", standard.maxBlockEntries(), 1, 1_000))
        .withPatience(
            Duration.ofSeconds(
                number(
                    environment,
                    "ASSAY_PATIENCE_SECONDS",
                    (int) standard.patience().toSeconds(),
                    1,
                    600)))
        .withMaxPending(
            number(environment, "ASSAY_MAX_PENDING", standard.maxPending(), 0, 100_000));
  }

  private static int number(
      Map<String, String> environment, String name, int standard, int least, int most) {
    String value = environment.getOrDefault(name, "");
    if (value.isEmpty()) {
      return standard;
    }
    if (!value.matches("[0-9]{1,6}")
        || Integer.parseInt(value) < least
        || Integer.parseInt(value) > most) {
      throw new IllegalArgumentException(
          "the environment variable " + name + " is no number from " + least + " to " + most);
    }
    return Integer.parseInt(value);
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

  /**
   * How commits go: {@code ASSAY_BLOCK_ENTRIES}, {@code ASSAY_PATIENCE_SECONDS} and {@code
   * ASSAY_MAX_PENDING}, each with a default.
   */
  public SequencerSettings sequencing() {
    return sequencing;
  }

  public Clock clock() {
    return clock;
  }

  @Override
  public void close() {
    stores.close();
  }
}
