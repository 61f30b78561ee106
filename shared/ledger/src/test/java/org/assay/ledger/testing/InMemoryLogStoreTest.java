package org.assay.ledger.testing;

import org.assay.ledger.LogStore;

class InMemoryLogStoreTest extends LogStoreContract {
  @Override
  protected LogStore freshStore() {
    return new InMemoryLogStore();
  }
}
