package org.assay.functions.publish;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.assay.functions.gateway.Deployment;
import org.assay.functions.gateway.LogKey;
import org.assay.ledger.Publication;
import org.assay.ledger.tlog.NoteSigner;
import org.assay.ledger.tlog.Publisher;

/**
 * The Lambda function that publishes. The stream of the ledger table calls it when a block is
 * there, and a schedule now and then; what they send says nothing that the ledger does not, so it
 * is not read.
 */
public final class PublishHandler implements RequestStreamHandler {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Publisher publisher;

  /** As Lambda makes it: from the environment of the process. */
  public PublishHandler() throws IOException {
    this(new Deployment(System.getenv(), Clock.systemUTC()), System.getenv());
  }

  private PublishHandler(Deployment deployment, Map<String, String> environment)
      throws IOException {
    this(deployment, LogKey.open(deployment, environment));
  }

  /** In a deployment that is there already. */
  public PublishHandler(Deployment deployment, NoteSigner signer) {
    this.publisher =
        new Publisher(
            deployment.stores().blocks(),
            deployment.stores().publications(),
            deployment.stores().log(),
            signer);
  }

  /**
   * Publishes, and answers with the size that is published; a failure is thrown, so that the caller
   * tries again.
   */
  @Override
  public void handleRequest(InputStream event, OutputStream out, Context context)
      throws IOException {
    Optional<Publication> published = publisher.publish();
    ObjectNode json = JSON.createObjectNode();
    json.put("published", published.map(Publication::size).orElse(0L));
    out.write(JSON.writeValueAsBytes(json));
  }
}
