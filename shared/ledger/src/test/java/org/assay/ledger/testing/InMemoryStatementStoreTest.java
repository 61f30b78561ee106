package org.assay.ledger.testing;

import org.assay.ledger.StatementStore;

class InMemoryStatementStoreTest extends StatementStoreContract {
  @Override
  protected StatementStore freshStore() {
    return new InMemoryStatementStore();
  }
}
