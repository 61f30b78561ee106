package org.assay.ledger.testing;

import org.assay.ledger.BlockStore;

class InMemoryBlockStoreTest extends BlockStoreContract {
  @Override
  protected BlockStore freshStore() {
    return new InMemoryBlockStore();
  }
}
