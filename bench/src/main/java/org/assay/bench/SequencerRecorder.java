package org.assay.bench;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.assay.aws.AwsStores;
import org.assay.ledger.Outcome;
import org.assay.ledger.Salt;
import org.assay.ledger.Sequencer;
import org.assay.ledger.SequencerSettings;
import org.assay.ledger.testing.InMemoryStatementStore;
import org.assay.ledger.testing.Note;
import org.assay.ledger.testing.QuotaAdmission;

/** The ledger as it is: submissions that meet go into one block. */
final class SequencerRecorder implements Recorder {
  private final AwsStores stores;
  private final Sequencer<Note, String> sequencer;
  private final AtomicLong recorded = new AtomicLong();

  SequencerRecorder(AwsStores stores) {
    this.stores = stores;
    SecureRandom random = new SecureRandom();
    this.sequencer =
        new Sequencer<>(
            stores.blocks(),
            stores.index(),
            // Only read for what other processes committed, of which there are none.
            new InMemoryStatementStore(),
            stores.pending(),
            new QuotaAdmission(Long.MAX_VALUE / 2),
            () -> {
              byte[] salt = new byte[Salt.LENGTH];
              random.nextBytes(salt);
              return new Salt(salt);
            },
            Clock.systemUTC(),
            stores.executor(),
            SequencerSettings.DEFAULT);
  }

  @Override
  public void record(Note note) {
    Outcome<String> outcome = sequencer.submit(List.of(note)).get(0);
    if (!(outcome instanceof Outcome.Sequenced<String>)) {
      throw new IllegalStateException("not recorded: " + outcome);
    }
    recorded.incrementAndGet();
  }

  @Override
  public String remarks() {
    return "%d entries in %d blocks".formatted(recorded.get(), stores.index().applied() + 1);
  }

  @Override
  public void close() {
    stores.close();
  }
}
