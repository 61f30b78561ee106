package org.assay.aws;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.assay.ledger.BlockStore;
import org.assay.ledger.IndexStore;
import org.assay.ledger.LogStore;
import org.assay.ledger.PendingStore;
import org.assay.ledger.PublicationStore;
import org.assay.ledger.StatementStore;
import org.assay.ledger.tlog.NoteSigner;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The ledger's stores of one deployment, and the threads that their calls share. Made once in a
 * process, outside the handling of requests; thread-safe.
 */
public final class AwsStores implements AutoCloseable {
  private static final Duration ATTEMPT = Duration.ofSeconds(5);
  private static final int MAX_CONNECTIONS = 100;
  private static final Duration CALL = Duration.ofSeconds(12);

  private final SdkHttpClient http =
      ApacheHttpClient.builder()
          .socketTimeout(ATTEMPT)
          .maxConnections(MAX_CONNECTIONS)
          // Statements and tiles are small: asking first whether a body is welcome would cost more
          // than sending it.
          .expectContinueEnabled(false)
          .build();
  private final DynamoDbClient dynamoDb;
  private final DynamoDbClient dynamoDbOnce;
  private final S3Client s3;
  private final ExecutorService executor;
  private final BlockStore blocks;
  private final IndexStore index;
  private final StatementStore statements;
  private final LogStore log;
  private final PublicationStore publications;
  private final PendingStore pending;

  public AwsStores(AwsSettings settings) {
    this.dynamoDb = dynamoDb(settings, overrides().build());
    this.dynamoDbOnce =
        dynamoDb(settings, overrides().retryStrategy(AwsRetryStrategy.doNotRetry()).build());
    this.s3 = s3(settings);
    this.executor =
        // Grows with the calls under way: a call may wait for others of the same pool, so a fixed
        // one could lock up.
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "assay-stores");
              thread.setDaemon(true);
              return thread;
            });
    this.blocks = new DynamoDbBlockStore(dynamoDb, dynamoDbOnce, settings.ledgerTable(), executor);
    this.index = new DynamoDbIndexStore(dynamoDb, settings.indexTable(), executor);
    this.statements = new S3StatementStore(s3, settings.statementsBucket(), executor);
    this.log = new S3LogStore(s3, settings.logBucket(), executor);
    this.publications = new DynamoDbPublicationStore(dynamoDb, settings.indexTable());
    this.pending = new DynamoDbPendingStore(dynamoDb, settings.pendingTable(), executor);
  }

  public BlockStore blocks() {
    return blocks;
  }

  public IndexStore index() {
    return index;
  }

  public StatementStore statements() {
    return statements;
  }

  public LogStore log() {
    return log;
  }

  public PublicationStore publications() {
    return publications;
  }

  public PendingStore pending() {
    return pending;
  }

  /**
   * The log's signing key in AWS KMS.
   *
   * @param keyId the key's id, ARN or alias
   * @param name the log's origin
   */
  public NoteSigner kmsSigner(AwsSettings settings, String keyId, String name) {
    var builder =
        KmsClient.builder()
            .httpClient(http)
            .region(Region.of(settings.region()))
            .credentialsProvider(credentials(settings))
            .overrideConfiguration(overrides().build());
    settings.kmsEndpoint().ifPresent(builder::endpointOverride);
    return new KmsNoteSigner(builder.build(), keyId, name);
  }

  /** The threads on which calls to the stores may go on at the same time. */
  public ExecutorService executor() {
    return executor;
  }

  /**
   * Makes the tables and the bucket where they are missing: for the embedded stores and LocalStack.
   * In AWS the template makes them, and the functions' roles may not.
   */
  public void createIfMissing(AwsSettings settings) {
    new Provisioning(dynamoDb, s3, settings).createIfMissing();
  }

  @Override
  public void close() {
    executor.shutdown();
    s3.close();
    dynamoDb.close();
    dynamoDbOnce.close();
    http.close();
  }

  private static ClientOverrideConfiguration.Builder overrides() {
    return ClientOverrideConfiguration.builder()
        .apiCallAttemptTimeout(ATTEMPT)
        .apiCallTimeout(CALL);
  }

  private DynamoDbClient dynamoDb(AwsSettings settings, ClientOverrideConfiguration overrides) {
    var builder =
        DynamoDbClient.builder()
            .httpClient(http)
            .region(Region.of(settings.region()))
            .credentialsProvider(credentials(settings))
            .overrideConfiguration(overrides);
    settings.dynamoDbEndpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  private S3Client s3(AwsSettings settings) {
    var builder =
        S3Client.builder()
            .httpClient(http)
            .region(Region.of(settings.region()))
            .credentialsProvider(credentials(settings))
            .overrideConfiguration(overrides().build())
            // Another endpoint than AWS's own has no name for each bucket.
            .forcePathStyle(settings.s3Endpoint().isPresent());
    settings.s3Endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  private static AwsCredentialsProvider credentials(AwsSettings settings) {
    return settings
        .credentials()
        .<AwsCredentialsProvider>map(given -> StaticCredentialsProvider.create(fixed(given)))
        .orElseGet(() -> DefaultCredentialsProvider.builder().build());
  }

  private static AwsCredentials fixed(AwsSettings.StaticCredentials given) {
    return given
        .sessionToken()
        .<AwsCredentials>map(
            token ->
                AwsSessionCredentials.create(given.accessKeyId(), given.secretAccessKey(), token))
        .orElseGet(() -> AwsBasicCredentials.create(given.accessKeyId(), given.secretAccessKey()));
  }
}
