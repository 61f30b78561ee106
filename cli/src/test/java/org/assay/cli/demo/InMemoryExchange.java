package org.assay.cli.demo;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.assay.attestation.LotId;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Rejection;
import org.assay.attestation.jws.CompactJws;
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
import org.assay.traceability.trace.EvidenceReader;
import org.assay.traceability.trace.Trace;
import org.assay.traceability.trace.TraceLimits;
import org.assay.traceability.trace.Tracer;

/** What an exchange does with statements and questions, without HTTP and AWS. */
final class InMemoryExchange {
  private final InMemoryBlockStore blocks = new InMemoryBlockStore();
  private final InMemoryIndexStore index = new InMemoryIndexStore();
  private final InMemoryStatementStore statements = new InMemoryStatementStore();
  private final RegistryReader registries = new RegistryReader(index, statements);
  private final AtomicLong nextSalt = new AtomicLong();
  private final Instant now;
  private final Sequencer<Submission, Rejection> sequencer;

  InMemoryExchange(Instant now) {
    this.now = now;
    this.sequencer =
        new Sequencer<>(
            blocks,
            index,
            statements,
            new InMemoryPendingStore(),
            new AttestationAdmission(registries),
            () ->
                new Salt(
                    ByteBuffer.allocate(Salt.LENGTH)
                        .putLong(nextSalt.getAndIncrement())
                        .putLong(1)
                        .array()),
            Clock.fixed(now, ZoneOffset.UTC),
            Runnable::run,
            SequencerSettings.DEFAULT);
  }

  /** Checks the signature, then has the statement recorded, or says why not. */
  Outcome<Rejection> submit(byte[] bytes) throws RejectedException {
    statements.putAll(List.of(bytes));
    return sequencer.submit(List.of(checked(bytes))).get(0);
  }

  private Submission checked(byte[] bytes) throws RejectedException {
    if (bytes[0] == '{') {
      return new Submission(Statement.read(bytes), null);
    }
    CompactJws jws = CompactJws.parse(bytes);
    VerificationMethod method = Signatures.verify(registries.current(), jws, Long.MAX_VALUE, now);
    return new Submission(AttestationStatement.of(jws, bytes), method);
  }

  Trace trace(LotId lot) {
    EvidenceReader reader = new EvidenceReader(blocks, index, statements, registries);
    return Tracer.trace(reader.read(lot, reader.size(), TraceLimits.DEFAULT));
  }
}
