package org.assay.local;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assay.aws.AwsSettings;
import org.assay.functions.gateway.Deployment;
import org.assay.functions.query.QueryHandler;
import org.assay.functions.submit.SubmitHandler;
import org.jspecify.annotations.Nullable;

/**
 * A whole exchange on this machine: the functions as they are deployed, behind a front door that
 * stands in for API Gateway, on stores that speak the protocols of S3 and DynamoDB.
 */
public final class LocalExchange implements AutoCloseable {
  /** The name of a local exchange's log, unless {@code ASSAY_LOG_ORIGIN} gives another. */
  public static final String LOG_ORIGIN = "localhost/assay";

  private static final Map<String, String> NAMES =
      Map.of(
          "ASSAY_LEDGER_TABLE", "assay-ledger",
          "ASSAY_INDEX_TABLE", "assay-index",
          "ASSAY_STATEMENTS_BUCKET", "assay-statements",
          "ASSAY_LOG_ORIGIN", LOG_ORIGIN,
          "AWS_REGION", EmbeddedAws.REGION);

  private final @Nullable EmbeddedAws aws;
  private final Map<String, String> environment;
  private final Deployment deployment;
  private final FrontDoor door;

  private LocalExchange(
      @Nullable EmbeddedAws aws,
      Map<String, String> environment,
      Deployment deployment,
      FrontDoor door) {
    this.aws = aws;
    this.environment = environment;
    this.deployment = deployment;
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
      return open(aws, aws.environment(), port, log);
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
    return open(null, given, port, log);
  }

  private static LocalExchange open(
      @Nullable EmbeddedAws aws, Map<String, String> given, int port, PrintStream log)
      throws IOException {
    Map<String, String> environment = new HashMap<>(NAMES);
    environment.putAll(given);
    Deployment deployment = new Deployment(environment, Clock.systemUTC());
    try {
      deployment.stores().createIfMissing(AwsSettings.from(environment));
      SubmitHandler submit = new SubmitHandler(deployment);
      QueryHandler query = new QueryHandler(deployment);
      FrontDoor door =
          FrontDoor.open(
              port,
              List.of(
                  new FrontDoor.Route("POST", "/v1/attestations", "submit", submit),
                  new FrontDoor.Route("GET", "/v1/attestations/{digest}", "query", query),
                  new FrontDoor.Route("GET", "/v1/lots/{id}", "query", query),
                  new FrontDoor.Route("GET", "/v1/members", "query", query),
                  new FrontDoor.Route("GET", "/healthz", "query", query)),
              FrontDoor.ALL_BINARY,
              log);
      return new LocalExchange(aws, Map.copyOf(environment), deployment, door);
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

  /** The variables with which another process finds the same stores. */
  public Map<String, String> environment() {
    return environment;
  }

  @Override
  public void close() throws IOException {
    door.close();
    deployment.close();
    if (aws != null) {
      aws.close();
    }
  }
}
