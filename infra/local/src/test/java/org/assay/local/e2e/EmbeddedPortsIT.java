package org.assay.local.e2e;

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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The ports on AWS keep their contracts on the embedded stores. */
class EmbeddedPortsIT {
  private static FreshStores stores;

  @BeforeAll
  static void start() throws Exception {
    stores = new FreshStores(SharedAws.environment());
  }

  @AfterAll
  static void stop() throws Exception {
    stores.close();
  }

  @Nested
  class Blocks extends BlockStoreContract {
    @Override
    protected BlockStore freshStore() {
      return stores.fresh().blocks();
    }
  }

  @Nested
  class Index extends IndexStoreContract {
    @Override
    protected IndexStore freshStore() {
      return stores.fresh().index();
    }
  }

  @Nested
  class Statements extends StatementStoreContract {
    @Override
    protected StatementStore freshStore() {
      return stores.fresh().statements();
    }
  }

  @Nested
  class Log extends LogStoreContract {
    @Override
    protected LogStore freshStore() {
      return stores.fresh().log();
    }
  }

  @Nested
  class Publications extends PublicationStoreContract {
    @Override
    protected PublicationStore freshStore() {
      return stores.fresh().publications();
    }
  }

  @Nested
  class Pending extends PendingStoreContract {
    @Override
    protected PendingStore freshStore() {
      return stores.fresh().pending();
    }
  }
}
