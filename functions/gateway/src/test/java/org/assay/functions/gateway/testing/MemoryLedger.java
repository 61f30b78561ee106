package org.assay.functions.gateway.testing;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Rejection;
import org.assay.attestation.jws.VerificationMethod;
import org.assay.ledger.Outcome;
import org.assay.ledger.Salt;
import org.assay.ledger.Sequencer;
import org.assay.ledger.SequencerSettings;
import org.assay.ledger.testing.InMemoryBlockStore;
import org.assay.ledger.testing.InMemoryIndexStore;
import org.assay.ledger.testing.InMemoryPendingStore;
import org.assay.ledger.testing.InMemoryStatementStore;
import org.assay.traceability.admission.AttestationAdmission;
import org.assay.traceability.admission.Submission;
import org.assay.traceability.registry.RegistryReader;
import org.assay.traceability.registry.Signatures;
import org.assay.traceability.statement.AttestationStatement;
import org.assay.traceability.statement.Statement;

/** A ledger of attestations in memory. */
public final class MemoryLedger {
  public final InMemoryBlockStore blocks = new InMemoryBlockStore();
  public final InMemoryIndexStore index = new InMemoryIndexStore();
  public final InMemoryStatementStore statements = new InMemoryStatementStore();
  public final RegistryReader registries = new RegistryReader(index, statements);
  public final Sequencer<Submission, Rejection> sequencer;
  private final Clock clock;

  public MemoryLedger(Clock clock) {
    this.clock = clock;
    SecureRandom random = new SecureRandom();
    this.sequencer =
        new Sequencer<>(
            blocks,
            index,
            statements,
            new InMemoryPendingStore(),
            new AttestationAdmission(registries),
            () -> {
              byte[] salt = new byte[Salt.LENGTH];
              random.nextBytes(salt);
              return new Salt(salt);
            },
            clock,
            ForkJoinPool.commonPool(),
            SequencerSettings.DEFAULT);
  }

  /** Records statements one after the other; each must be admitted. */
  public void record(List<byte[]> all) {
    for (byte[] bytes : all) {
      statements.put(bytes);
      Outcome<Rejection> outcome = sequencer.submit(List.of(submission(bytes))).get(0);
      if (!(outcome instanceof Outcome.Sequenced<Rejection>)) {
        throw new AssertionError("not recorded: " + outcome);
      }
    }
  }

  /** How many entries there are. */
  public long size() {
    long last = index.applied();
    return last < 0 ? 0 : blocks.read(last).orElseThrow().edge().size();
  }

  private Submission submission(byte[] bytes) {
    try {
      Statement statement = Statement.read(bytes);
      VerificationMethod method =
          statement instanceof AttestationStatement attestation
              ? Signatures.verify(
                  registries.current(), attestation.jws(), Long.MAX_VALUE, clock.instant())
              : null;
      return new Submission(statement, method);
    } catch (RejectedException e) {
      throw new AssertionError("a statement of a test is refused: " + e.rejection(), e);
    }
  }
}
