package org.assay.local;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assay.aws.AwsSettings;
import org.assay.functions.gateway.Deployment;
import org.assay.functions.gateway.LogKey;
import org.assay.functions.query.QueryHandler;
import org.assay.functions.submit.SubmitHandler;
import org.assay.ledger.tlog.NoteKey;
import org.assay.ledger.tlog.NoteSigner;
import org.assay.ledger.tlog.Publisher;
import org.jspecify.annotations.Nullable;

/**
 * A whole exchange on this machine: the functions as they are deployed, behind a front door that
 * stands in for API Gateway, on stores that speak the protocols of S3 and DynamoDB.
 */
public final class LocalExchange implements AutoCloseable {
  /** The name of a local exchange's log, unless {@code ASSAY_LOG_ORIGIN} gives another. */
  public static final String LOG_ORIGIN = "localhost/assay";

  /** Where an embedded exchange keeps its signing key, in its folder. */
  static final String KEY_FILE = "log-key.txt";

  private static final Map<String, String> NAMES =
      Map.of(
          "ASSAY_LEDGER_TABLE", "assay-ledger",
          "ASSAY_INDEX_TABLE", "assay-index",
          "ASSAY_PENDING_TABLE", "assay-pending",
          "ASSAY_STATEMENTS_BUCKET", "assay-statements",
          "ASSAY_LOG_BUCKET", "assay-log",
          "ASSAY_LOG_ORIGIN", LOG_ORIGIN,
          "AWS_REGION", EmbeddedAws.REGION);

  private final @Nullable EmbeddedAws aws;
  private final Map<String, String> environment;
  private final Deployment deployment;
  private final PublishLoop publishing;
  private final NoteKey logKey;
  private final FrontDoor door;

  private LocalExchange(
      @Nullable EmbeddedAws aws,
      Map<String, String> environment,
      Deployment deployment,
      PublishLoop publishing,
      NoteKey logKey,
      FrontDoor door) {
    this.aws = aws;
    this.environment = environment;
    this.deployment = deployment;
    this.publishing = publishing;
    this.logKey = logKey;
    this.door = door;
  }

  /**
   * Starts an exchange on the embedded stores.
   *
   * @param data the folder that holds everything, made if it is missing
   * @param port where the front door listens on the loopback interface; 0 for any that is free
   * @param log where the functions log
   */
  public static LocalExchange embedded(Path data, int port, PrintStream log)
      throws IOException, InterruptedException {
    EmbeddedAws aws = EmbeddedAws.start(data);
    try {
      return open(aws, environment(aws, data), port, log);
    } catch (IOException | RuntimeException e) {
      aws.close();
      throw e;
    }
  }

  /**
   * Starts an exchange on stores that are there already, such as LocalStack's.
   *
   * @param given the environment that says where they are, see {@link AwsSettings#from}; names that
   *     it does not give are those of a local exchange
   */
  public static LocalExchange on(Map<String, String> given, int port, PrintStream log)
      throws IOException {
    return open(null, environment(given), port, log);
  }

  /** All variables of an exchange whose data is in a folder. */
  static Map<String, String> environment(EmbeddedAws aws, Path data) {
    Map<String, String> environment = new HashMap<>(aws.environment());
    environment.put("ASSAY_LOG_KEY", "file:" + data.resolve(KEY_FILE));
    return environment(environment);
  }

  /**
   * All variables of an exchange, of which some may be given. Where they name AWS itself nothing is
   * added: what is forgotten there must be missed, and not be taken for a local exchange's.
   */
  static Map<String, String> environment(Map<String, String> given) {
    if (!isElsewhere(given)) {
      return given;
    }
    Map<String, String> environment = new HashMap<>(NAMES);
    environment.put("ASSAY_LOG_KEY", "file:" + Path.of(".assay", KEY_FILE).toAbsolutePath());
    environment.putAll(given);
    return environment;
  }

  /** Whether an environment points the AWS SDK at an endpoint that stands in for AWS. */
  public static boolean isElsewhere(Map<String, String> environment) {
    return Stream.of("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL_DYNAMODB")
        .anyMatch(name -> !environment.getOrDefault(name, "").isEmpty());
  }

  private static LocalExchange open(
      @Nullable EmbeddedAws aws, Map<String, String> environment, int port, PrintStream log)
      throws IOException {
    Deployment deployment = new Deployment(environment, Clock.systemUTC());
    try {
      deployment.stores().createIfMissing(AwsSettings.from(environment));
      NoteSigner signer = LogKey.open(deployment, environment);
      PublishLoop publishing =
          new PublishLoop(
              new Publisher(
                  deployment.stores().blocks(),
                  deployment.stores().publications(),
                  deployment.stores().log(),
                  signer),
              log);
      SubmitHandler submit = new SubmitHandler(deployment, publishing::committed);
      QueryHandler query = new QueryHandler(deployment);
      FrontDoor door =
          FrontDoor.open(
              port,
              List.of(
                  new FrontDoor.Route("POST", "/v1/attestations", "submit", submit),
                  new FrontDoor.Route("GET", "/", "query", query),
                  new FrontDoor.Route("GET", "/v1/attestations/{digest}", "query", query),
                  new FrontDoor.Route("GET", "/v1/attestations/{digest}/receipt", "query", query),
                  new FrontDoor.Route("GET", "/v1/lots/{id}", "query", query),
                  new FrontDoor.Route("GET", "/v1/lots/{id}/bundle", "query", query),
                  new FrontDoor.Route("POST", "/v1/portfolio", "query", query),
                  new FrontDoor.Route("GET", "/checkpoint", "query", query),
                  new FrontDoor.Route("GET", "/tile/{path+}", "query", query),
                  new FrontDoor.Route("GET", "/v1/members", "query", query),
                  new FrontDoor.Route("GET", "/v1/policies", "query", query),
                  new FrontDoor.Route("GET", "/healthz", "query", query)),
              FrontDoor.ALL_BINARY,
              log);
      return new LocalExchange(
          aws, Map.copyOf(environment), deployment, publishing, signer.key(), door);
    } catch (IOException | RuntimeException e) {
      deployment.close();
      throw e;
    }
  }

  /** Where clients find it. */
  public URI uri() {
    return door.uri();
  }

  /** The name of its log. */
  public String logOrigin() {
    return deployment.logOrigin();
  }

  /** The public key that signs its checkpoints. */
  public NoteKey logKey() {
    return logKey;
  }

  /** The variables with which another process finds the same stores. */
  public Map<String, String> environment() {
    return environment;
  }

  @Override
  public void close() throws IOException {
    door.close();
    publishing.close();
    deployment.close();
    if (aws != null) {
      aws.close();
    }
  }
}
