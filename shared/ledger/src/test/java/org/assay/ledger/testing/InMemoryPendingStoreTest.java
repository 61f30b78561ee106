package org.assay.ledger.testing;

import org.assay.ledger.PendingStore;

class InMemoryPendingStoreTest extends PendingStoreContract {
  @Override
  protected PendingStore freshStore() {
    return new InMemoryPendingStore();
  }
}
