package org.assay.functions.audit;

import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.assay.ledger.audit.AuditReport;
import org.assay.ledger.audit.AuditSettings;
import org.assay.ledger.audit.AuditStores;
import org.assay.ledger.audit.Auditor;
import org.assay.ledger.tlog.NoteKey;
import org.assay.traceability.admission.RecordedJudge;
import org.jspecify.annotations.Nullable;

/** An audit of an exchange's ledger, on threads of its own. */
public final class LedgerAudit {
  private LedgerAudit() {}

  /**
   * Audits everything that can be read.
   *
   * @param key the log's public key; null where it is not known
   * @param earlier a checkpoint that the auditor kept, as it was signed; null if there is none
   * @throws IllegalArgumentException if that is no checkpoint that the log's key signed
   */
  public static AuditReport run(
      AuditStores stores,
      @Nullable NoteKey key,
      AuditSettings settings,
      byte @Nullable [] earlier) {
    AtomicInteger number = new AtomicInteger();
    ExecutorService threads =
        Executors.newFixedThreadPool(
            settings.parallelism(),
            task -> {
              Thread thread = new Thread(task, "audit-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    try {
      return new Auditor<>(
              stores,
              new RecordedJudge(stores.statements()),
              key,
              threads,
              settings,
              Path.of(System.getProperty("java.io.tmpdir")))
          .audit(earlier);
    } finally {
      threads.shutdown();
    }
  }
}
