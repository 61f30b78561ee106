package org.assay.ledger.testing;

import org.assay.ledger.IndexStore;

class InMemoryIndexStoreTest extends IndexStoreContract {
  @Override
  protected IndexStore freshStore() {
    return new InMemoryIndexStore();
  }
}
