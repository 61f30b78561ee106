package org.assay.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import org.assay.attestation.jws.CompactJws;
import org.assay.attestation.jws.VerificationKey;
import org.assay.attestation.jws.VerificationMethod;
import org.assay.attestation.jws.Verifying;
import org.assay.ledger.Block;
import org.assay.ledger.BlockStore;
import org.assay.ledger.Digest;
import org.assay.ledger.Entry;
import org.assay.ledger.Ref;
import org.assay.ledger.StatementStore;
import org.assay.ledger.audit.AuditReport;
import org.assay.ledger.audit.AuditSettings;
import org.assay.ledger.audit.AuditStores;
import org.assay.ledger.audit.Auditor;
import org.assay.ledger.tlog.NoteKey;
import org.assay.traceability.admission.RecordedJudge;
import org.assay.traceability.registry.Registry;
import org.assay.traceability.registry.Signatures;
import org.assay.traceability.statement.Statement;

/** Entries a second of a whole audit, against signatures a second on the same cores. */
final class AuditBench {
  private static final int SAMPLE = 8_000;
  private static final int BARE_SECONDS = 10;

  private AuditBench() {}

  static void run(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    int cores = Runtime.getRuntime().availableProcessors();
    AuditStores stores = new DiskLedger(folder).stores();
    NoteKey key = NoteKey.parse(Files.readString(folder.resolve("log-key.pub")).strip());
    ExecutorService executor = Executors.newFixedThreadPool(cores);
    System.out.println("verifying with " + Verifying.load());

    double before = bare(stores, cores);
    AtomicLong peak = watchHeap();
    long began = System.nanoTime();
    AuditReport report =
        new Auditor<>(
                stores,
                new RecordedJudge(stores.statements()),
                key,
                executor,
                AuditSettings.onAllCores(),
                folder)
            .audit();
    double seconds = (System.nanoTime() - began) / 1e9;
    long most = peak.get();
    double after = bare(stores, cores);
    double signatures = (before + after) / 2;
    double entries = report.size() / seconds;
    System.out.printf(
        "%s: %s; %d findings; unchecked: %s%n",
        report.verdict(), report.counts(), report.findingsTotal(), report.unchecked());
    if (report.verdict() != AuditReport.Verdict.CLEAN) {
      report.findings().forEach(System.out::println);
      throw new IllegalStateException("what was measured is no clean audit");
    }
    System.out.printf("audit              %,9.0f entries/s, in %.1f s%n", entries, seconds);
    System.out.printf(
        "bare verification  %,9.0f signatures/s (%,.0f before, %,.0f after)%n",
        signatures, before, after);
    System.out.printf("RATIO              %9.2f%n", entries / signatures);
    System.out.printf(
        "heap in use after a collection, at most: %d MiB of %d%n",
        most >> 20, Runtime.getRuntime().maxMemory() >> 20);
    executor.shutdown();
  }

  /** Signatures a second, of statements and with keys at hand, on all cores. */
  private static double bare(AuditStores stores, int cores) throws Exception {
    List<Check> checks = sample(stores);
    ExecutorService executor = Executors.newFixedThreadPool(cores);
    AtomicLong done = new AtomicLong();
    long began = System.nanoTime();
    long end = began + BARE_SECONDS * 1_000_000_000L;
    List<Callable<Boolean>> tasks = new ArrayList<>();
    for (int i = 0; i < cores; i++) {
      int first = i;
      tasks.add(
          () -> {
            for (int n = first; System.nanoTime() < end; n += cores) {
              Check check = checks.get(n % checks.size());
              // Not by the JWS, which remembers under which key it holds.
              if (!check.key().verify(check.jws().signingInput(), check.jws().signature())) {
                throw new IllegalStateException("a signature does not hold");
              }
              done.incrementAndGet();
            }
            return true;
          });
    }
    for (Future<Boolean> task : executor.invokeAll(tasks)) {
      task.get();
    }
    executor.shutdown();
    return done.get() / ((System.nanoTime() - began) / 1e9);
  }

  private record Check(CompactJws jws, VerificationKey key) {}

  private static List<Check> sample(AuditStores stores) throws Exception {
    BlockStore blocks = stores.blocks();
    StatementStore statements = stores.statements();
    if (blocks == null || statements == null) {
      throw new IllegalStateException("a ledger on disk has both");
    }
    List<Check> checks = new ArrayList<>();
    Registry registry = new Registry();
    for (long number = 0; checks.size() < SAMPLE; number++) {
      Block block = blocks.read(number).orElse(null);
      if (block == null) {
        break;
      }
      Map<Digest, byte[]> found =
          statements.getAll(block.entries().stream().map(Entry::statement).toList());
      for (Entry entry : block.entries()) {
        byte[] bytes = found.getOrDefault(entry.statement(), new byte[0]);
        if (entry.index() < 7) {
          registry.record(
              Statement.read(bytes), new Ref(entry.index(), number, entry.at(), entry.statement()));
          continue;
        }
        CompactJws jws = CompactJws.parse(bytes);
        VerificationMethod method = Signatures.verify(registry, jws, entry.index(), entry.at());
        checks.add(new Check(jws, ((VerificationMethod.PublicJwk) method.material()).key()));
      }
    }
    return checks;
  }

  /** The most that was in use after any collection from now on. */
  private static AtomicLong watchHeap() {
    AtomicLong peak = new AtomicLong();
    System.gc();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) collector)
          .addNotificationListener(
              (notification, handback) -> {
                var collected =
                    GarbageCollectionNotificationInfo.from(
                            (CompositeData) notification.getUserData())
                        .getGcInfo();
                long used =
                    Stream.of("G1 Eden Space", "G1 Survivor Space", "G1 Old Gen")
                        .map(collected.getMemoryUsageAfterGc()::get)
                        .filter(Objects::nonNull)
                        .mapToLong(MemoryUsage::getUsed)
                        .sum();
                peak.accumulateAndGet(used, Math::max);
              },
              null,
              null);
    }
    return peak;
  }
}
