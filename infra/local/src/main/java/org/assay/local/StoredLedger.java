package org.assay.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
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
  private static final String KEY_FILE = "log-key.txt";

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
  public static StoredLedger inFolder(Path data, Map<String, String> given)
      throws IOException, InterruptedException {
    if (!Files.exists(data.resolve(KEY_FILE))) {
      throw new IOException(
          "there is no exchange in the folder " + data + ": it has no " + KEY_FILE);
    }
    EmbeddedAws aws = EmbeddedAws.start(data);
    try {
      Map<String, String> environment = new HashMap<>(given);
      environment.keySet().removeIf(name -> name.startsWith("AWS_"));
      environment.putAll(aws.environment());
      environment.put("ASSAY_LOG_KEY", "file:" + data.resolve(KEY_FILE));
      return open(aws, environment);
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
    return open(null, environment);
  }

  private static StoredLedger open(@Nullable EmbeddedAws aws, Map<String, String> given)
      throws IOException {
    Map<String, String> environment = new HashMap<>();
    if (given.keySet().stream().anyMatch(name -> name.startsWith("AWS_ENDPOINT_URL"))) {
      environment.putAll(LocalExchange.NAMES);
    }
    environment.putAll(given);
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
    String origin = environment.getOrDefault("ASSAY_LOG_ORIGIN", LocalExchange.LOG_ORIGIN);
    if (name.startsWith("kms:")) {
      return Optional.of(stores.kmsSigner(settings, name.substring(4), origin).key());
    }
    Path file = Path.of(name.startsWith("file:") ? name.substring(5) : KEY_FILE);
    return name.startsWith("file:") && Files.exists(file)
        ? Optional.of(FileNoteSigner.open(file, origin).key())
        : Optional.empty();
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
