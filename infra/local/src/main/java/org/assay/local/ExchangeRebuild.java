package org.assay.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.assay.functions.gateway.Deployment;
import org.assay.functions.gateway.LogKey;
import org.assay.ledger.Position;
import org.assay.ledger.Publication;
import org.assay.ledger.Rebuild;
import org.assay.ledger.tlog.NoteSigner;
import org.assay.ledger.tlog.Publisher;
import org.assay.traceability.admission.AttestationAdmission;

/**
 * Makes everything of an exchange again that follows from blocks and statements: the rows of the
 * index, then the files of the public log.
 */
public final class ExchangeRebuild {
  /**
   * What writers in other processes are waited for: about twice the time limit of the submit
   * function, which is 28 seconds.
   */
  private static final Duration GRACE = Duration.ofSeconds(60);

  private ExchangeRebuild() {}

  /**
   * What there is again.
   *
   * @param ledger where the ledger ends
   * @param published what is in the public log; empty where there is nothing to publish, or the log
   *     was left alone
   */
  public record Result(Position ledger, Optional<Publication> published) {}

  /**
   * Rebuilds an exchange whose data is in a folder.
   *
   * @throws IOException if there is no exchange in the folder, or one is running on it
   */
  public static Result embedded(Path data, boolean withLog, Consumer<Position> progress)
      throws IOException, InterruptedException {
    if (!Files.isDirectory(data.resolve("dynamodb"))) {
      throw new IOException("there is no exchange in the folder " + data);
    }
    // Holds the folder, so that nobody else writes.
    try (EmbeddedAws aws = EmbeddedAws.start(data)) {
      return run(LocalExchange.environment(aws, data), Duration.ZERO, withLog, progress);
    }
  }

  /**
   * Rebuilds an exchange on stores that are there already. Others may be writing: they are told
   * that the index is not available until it is whole again.
   *
   * @param given the environment that says where they are, see {@link LocalExchange#on}
   */
  public static Result on(Map<String, String> given, boolean withLog, Consumer<Position> progress)
      throws IOException {
    return run(LocalExchange.environment(given), GRACE, withLog, progress);
  }

  private static Result run(
      Map<String, String> environment, Duration grace, boolean withLog, Consumer<Position> progress)
      throws IOException {
    try (Deployment deployment = new Deployment(environment, Clock.systemUTC())) {
      var stores = deployment.stores();
      // Before anything is dropped: a key that is missing must not be found out half way.
      NoteSigner signer = withLog ? LogKey.open(deployment, environment) : null;
      Position ledger =
          new Rebuild<>(
                  stores.blocks(),
                  stores.index(),
                  stores.statements(),
                  new AttestationAdmission(deployment.registries()),
                  grace)
              .run(progress);
      if (signer == null) {
        return new Result(ledger, Optional.empty());
      }
      Publisher publisher =
          new Publisher(stores.blocks(), stores.publications(), stores.log(), signer);
      return new Result(ledger, publisher.rebuild());
    }
  }
}
