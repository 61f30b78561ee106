package org.assay.ledger.testing;

import org.assay.ledger.PublicationStore;

class InMemoryPublicationStoreTest extends PublicationStoreContract {
  @Override
  protected PublicationStore freshStore() {
    return new InMemoryPublicationStore();
  }
}
