package org.assay.local.e2e;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * An endpoint that speaks the protocols of AWS: the one that {@code AWS_ENDPOINT_URL} names, or
 * else LocalStack in a container, where Docker is there to run it.
 *
 * @param environment says where it is
 * @param container what has to be ended; null where it was there already
 */
record AwsEndpoint(Map<String, String> environment, @Nullable LocalStackContainer container)
    implements AutoCloseable {
  /** The system property that names another image. */
  private static final String IMAGE = "localstack.image";

  private static final String DEFAULT_IMAGE = "localstack/localstack:4.14.0";

  /** Why there is none; empty if there is one. */
  static String missing() {
    if (System.getenv("AWS_ENDPOINT_URL") != null) {
      return "";
    }
    return DockerClientFactory.instance().isDockerAvailable()
        ? ""
        : "there is neither AWS_ENDPOINT_URL in the environment nor a Docker to run LocalStack in;"
            + " infra/checks/localstack runs it without Docker";
  }

  static AwsEndpoint open() {
    String given = System.getenv("AWS_ENDPOINT_URL");
    Map<String, String> environment = new HashMap<>();
    if (given != null) {
      environment.put("AWS_ENDPOINT_URL", given);
      environment.put("AWS_REGION", System.getenv().getOrDefault("AWS_REGION", "us-east-1"));
      environment.put(
          "AWS_ACCESS_KEY_ID", System.getenv().getOrDefault("AWS_ACCESS_KEY_ID", "test"));
      environment.put(
          "AWS_SECRET_ACCESS_KEY", System.getenv().getOrDefault("AWS_SECRET_ACCESS_KEY", "test"));
      return new AwsEndpoint(environment, null);
    }
    String image = System.getProperty(IMAGE, DEFAULT_IMAGE);
    LocalStackContainer container =
        new LocalStackContainer(
                DockerImageName.parse(image).asCompatibleSubstituteFor("localstack/localstack"))
            .withServices("s3", "dynamodb");
    container.start();
    environment.put("AWS_ENDPOINT_URL", container.getEndpoint().toString());
    environment.put("AWS_REGION", container.getRegion());
    environment.put("AWS_ACCESS_KEY_ID", container.getAccessKey());
    environment.put("AWS_SECRET_ACCESS_KEY", container.getSecretKey());
    return new AwsEndpoint(environment, container);
  }

  @Override
  public void close() {
    if (container != null) {
      container.stop();
    }
  }
}
