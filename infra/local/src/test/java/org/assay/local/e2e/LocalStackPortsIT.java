package org.assay.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.assay.attestation.LotId;
import org.assay.functions.gateway.testing.TestCoalition;
import org.assay.ledger.BlockStore;
import org.assay.ledger.IndexStore;
import org.assay.ledger.LogStore;
import org.assay.ledger.PendingStore;
import org.assay.ledger.PublicationStore;
import org.assay.ledger.StatementStore;
import org.assay.ledger.testing.BlockStoreContract;
import org.assay.ledger.testing.IndexStoreContract;
import org.assay.ledger.testing.LogStoreContract;
import org.assay.ledger.testing.PendingStoreContract;
import org.assay.ledger.testing.PublicationStoreContract;
import org.assay.ledger.testing.StatementStoreContract;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The ports on AWS keep their contracts on LocalStack too, or on whatever else speaks its
 * protocols; see {@link AwsEndpoint}. Skipped, saying so, where there is none.
 */
class LocalStackPortsIT {
  private static @Nullable AwsEndpoint endpoint;
  private static @Nullable FreshStores open;

  @BeforeAll
  static void start() {
    String missing = AwsEndpoint.missing();
    if (!missing.isEmpty()) {
      System.out.println("skipped: the tests of the ports on LocalStack; " + missing);
    }
    assumeTrue(missing.isEmpty(), missing);
    endpoint = AwsEndpoint.open();
    open = new FreshStores(endpoint.environment());
  }

  @AfterAll
  static void stop() {
    if (open != null) {
      open.close();
    }
    if (endpoint != null) {
      endpoint.close();
    }
  }

  private static FreshStores stores() {
    if (open == null) {
      throw new IllegalStateException("not started");
    }
    return open;
  }

  @Test
  void aLotIsTracedOnIt(@TempDir Path data) throws Exception {
    try (RunningExchange exchange = RunningExchange.on(stores().environment(), data)) {
      exchange.found();
      LotId ore = exchange.shippedLot();
      LotId salt = TestCoalition.newLot("salt");
      TestCoalition coalition = exchange.coalition;
      byte[] refined = coalition.refiner.says(coalition.refined(ore, salt));
      long index = exchange.client.record(refined).index();

      assertThat(exchange.client.submit(refined).isRepeat()).isTrue();
      assertThat(exchange.client.submit(refined).index()).isEqualTo(index);
      assertThat(exchange.client.trace(salt, exchange.token()).json().path("verdict").textValue())
          .isEqualTo("PASS");
      assertThat(ReplayedLedger.verify(exchange.exchange.environment()).entries())
          .isEqualTo(index + 1);
    }
  }

  @Nested
  class Blocks extends BlockStoreContract {
    @Override
    protected BlockStore freshStore() {
      return stores().fresh().blocks();
    }
  }

  @Nested
  class Index extends IndexStoreContract {
    @Override
    protected IndexStore freshStore() {
      return stores().fresh().index();
    }
  }

  @Nested
  class Statements extends StatementStoreContract {
    @Override
    protected StatementStore freshStore() {
      return stores().fresh().statements();
    }
  }

  @Nested
  class Log extends LogStoreContract {
    @Override
    protected LogStore freshStore() {
      return stores().fresh().log();
    }
  }

  @Nested
  class Publications extends PublicationStoreContract {
    @Override
    protected PublicationStore freshStore() {
      return stores().fresh().publications();
    }
  }

  @Nested
  class Pending extends PendingStoreContract {
    @Override
    protected PendingStore freshStore() {
      return stores().fresh().pending();
    }
  }
}
