package org.assay.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.assay.aws.AwsSettings;
import org.assay.aws.AwsStores;
import org.assay.ledger.audit.AuditStores;
import org.assay.ledger.tlog.FileNoteSigner;
import org.assay.ledger.tlog.NoteKey;
import org.jspecify.annotations.Nullable;

/** The stores of an exchange without the exchange, for whoever only reads. */
public final class StoredLedger implements AutoCloseable {
  private final @Nullable EmbeddedAws aws;
  private final AwsStores stores;
  private final Optional<NoteKey> key;

  private StoredLedger(@Nullable EmbeddedAws aws, AwsStores stores, Optional<NoteKey> key) {
    this.aws = aws;
    this.stores = stores;
    this.key = key;
  }

  /**
   * What an embedded exchange keeps in a folder. Nobody else can use the folder meanwhile.
   *
   * @throws IOException if it is no such folder, is in use, or its stores do not start
   */
  public static StoredLedger inFolder(Path data) throws IOException, InterruptedException {
    if (!Files.exists(data.resolve(LocalExchange.KEY_FILE))) {
      throw new IOException(
          "there is no exchange in the folder " + data + ": it has no " + LocalExchange.KEY_FILE);
    }
    EmbeddedAws aws = EmbeddedAws.start(data);
    try {
      return open(aws, LocalExchange.environment(aws, data));
    } catch (IOException | RuntimeException e) {
      aws.close();
      throw e;
    }
  }

  /**
   * What the environment names: AWS, or an endpoint that stands in for it.
   *
   * @throws IllegalArgumentException if a variable is missing, naming it
   */
  public static StoredLedger of(Map<String, String> environment) throws IOException {
    return open(null, LocalExchange.environment(environment));
  }

  private static StoredLedger open(@Nullable EmbeddedAws aws, Map<String, String> environment)
      throws IOException {
    AwsSettings settings = AwsSettings.from(environment);
    AwsStores stores = new AwsStores(settings);
    try {
      return new StoredLedger(aws, stores, key(environment, settings, stores));
    } catch (IOException | RuntimeException e) {
      stores.close();
      throw e;
    }
  }

  /** The public half of the key that the environment names, if it names one that is there. */
  private static Optional<NoteKey> key(
      Map<String, String> environment, AwsSettings settings, AwsStores stores) throws IOException {
    String name = environment.getOrDefault("ASSAY_LOG_KEY", "");
    boolean isInKms = name.startsWith("kms:");
    boolean isInFile = name.startsWith("file:") && Files.exists(Path.of(name.substring(5)));
    if (!isInKms && !isInFile) {
      return Optional.empty();
    }
    String origin = environment.getOrDefault("ASSAY_LOG_ORIGIN", "");
    if (origin.isEmpty()) {
      throw new IllegalArgumentException("the environment variable ASSAY_LOG_ORIGIN is not set");
    }
    return Optional.of(
        isInKms
            ? stores.kmsSigner(settings, name.substring(4), origin).key()
            : FileNoteSigner.open(Path.of(name.substring(5)), origin).key());
  }

  /** All that an auditor reads. */
  public AuditStores stores() {
    return new AuditStores(
        stores.blocks(), stores.statements(), stores.index(), stores.log(), stores.publications());
  }

  /** The public key that signs the log's checkpoints; empty where it is not known. */
  public Optional<NoteKey> key() {
    return key;
  }

  @Override
  public void close() throws IOException {
    stores.close();
    if (aws != null) {
      aws.close();
    }
  }
}
