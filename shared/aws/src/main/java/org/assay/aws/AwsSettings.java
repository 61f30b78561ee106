package org.assay.aws;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * Where the stores of one deployment are, as the environment says it.
 *
 * @param ledgerTable the DynamoDB table of the blocks ({@code ASSAY_LEDGER_TABLE})
 * @param indexTable the DynamoDB table of the derived rows ({@code ASSAY_INDEX_TABLE})
 * @param pendingTable the DynamoDB table in which submissions wait ({@code ASSAY_PENDING_TABLE})
 * @param statementsBucket the S3 bucket of the statements ({@code ASSAY_STATEMENTS_BUCKET})
 * @param logBucket the S3 bucket of the public log ({@code ASSAY_LOG_BUCKET})
 * @param region {@code AWS_REGION}
 * @param dynamoDbEndpoint another endpoint than AWS's own ({@code AWS_ENDPOINT_URL_DYNAMODB} or
 *     {@code AWS_ENDPOINT_URL})
 * @param s3Endpoint likewise ({@code AWS_ENDPOINT_URL_S3} or {@code AWS_ENDPOINT_URL})
 * @param kmsEndpoint likewise ({@code AWS_ENDPOINT_URL_KMS} or {@code AWS_ENDPOINT_URL})
 * @param credentials fixed credentials, where the environment has both parts; else AWS's own chain
 *     is asked
 */
public record AwsSettings(
    String ledgerTable,
    String indexTable,
    String pendingTable,
    String statementsBucket,
    String logBucket,
    String region,
    Optional<URI> dynamoDbEndpoint,
    Optional<URI> s3Endpoint,
    Optional<URI> kmsEndpoint,
    Optional<StaticCredentials> credentials) {

  /** An access key; it does not print its secret. */
  public record StaticCredentials(
      String accessKeyId, String secretAccessKey, Optional<String> sessionToken) {
    @Override
    public String toString() {
      return "access key " + accessKeyId;
    }
  }

  /**
   * Reads the settings from environment variables.
   *
   * @throws IllegalArgumentException if one is missing, naming it
   */
  public static AwsSettings from(Map<String, String> environment) {
    return new AwsSettings(
        required(environment, "ASSAY_LEDGER_TABLE"),
        required(environment, "ASSAY_INDEX_TABLE"),
        required(environment, "ASSAY_PENDING_TABLE"),
        required(environment, "ASSAY_STATEMENTS_BUCKET"),
        required(environment, "ASSAY_LOG_BUCKET"),
        required(environment, "AWS_REGION"),
        endpoint(environment, "AWS_ENDPOINT_URL_DYNAMODB"),
        endpoint(environment, "AWS_ENDPOINT_URL_S3"),
        endpoint(environment, "AWS_ENDPOINT_URL_KMS"),
        credentials(environment));
  }

  private static String required(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException("the environment variable " + name + " is not set");
    }
    return value;
  }

  private static Optional<URI> endpoint(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.getOrDefault(name, environment.get("AWS_ENDPOINT_URL")))
        .map(URI::create);
  }

  private static Optional<StaticCredentials> credentials(Map<String, String> environment) {
    String id = environment.get("AWS_ACCESS_KEY_ID");
    String secret = environment.get("AWS_SECRET_ACCESS_KEY");
    if (id == null || secret == null) {
      return Optional.empty();
    }
    return Optional.of(
        new StaticCredentials(
            id, secret, Optional.ofNullable(environment.get("AWS_SESSION_TOKEN"))));
  }
}
