package org.assay.bench;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import org.assay.attestation.LotId;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Rejection;
import org.assay.attestation.jws.CompactJws;
import org.assay.attestation.jws.VerificationMethod;
import org.assay.functions.gateway.testing.TestCoalition;
import org.assay.ledger.Digest;
import org.assay.ledger.Outcome;
import org.assay.ledger.Salt;
import org.assay.ledger.Sequencer;
import org.assay.ledger.SequencerSettings;
import org.assay.ledger.StatementStore;
import org.assay.ledger.testing.InMemoryIndexStore;
import org.assay.ledger.testing.InMemoryPendingStore;
import org.assay.ledger.tlog.FileNoteSigner;
import org.assay.ledger.tlog.Publisher;
import org.assay.traceability.admission.AttestationAdmission;
import org.assay.traceability.admission.Submission;
import org.assay.traceability.registry.RegistryReader;
import org.assay.traceability.registry.Signatures;
import org.assay.traceability.statement.AttestationStatement;
import org.assay.traceability.statement.Statement;

/**
 * Makes a ledger whose every statement is signed and may stand: a coalition, then lots that are
 * mined, shipped and refined. It is recorded by the sequencer and published by the publisher, with
 * files in the place of S3 and DynamoDB; the index is in memory while it grows.
 */
final class SyntheticLedger {
  private static final String LOG = "log.example/bench";
  private static final int AT_ONCE = 900;

  private SyntheticLedger() {}

  static void generate(String[] args) throws Exception {
    int size = Integer.parseInt(args[0]);
    Path folder = Files.createDirectories(Path.of(args[1]));
    DiskLedger disk = new DiskLedger(folder);
    InMemoryIndexStore index = new InMemoryIndexStore();
    TreeMap<Digest, long[]> places = new TreeMap<>();
    TestCoalition coalition = new TestCoalition(LOG);
    SecureRandom random = new SecureRandom();
    long began = System.nanoTime();
    try (OutputStream out = Files.newOutputStream(folder.resolve("statements"))) {
      Governance governance = new Governance();
      RegistryReader registries = new RegistryReader(index, governance);
      Sequencer<Submission, Rejection> sequencer =
          new Sequencer<>(
              disk.new Blocks(),
              index,
              governance,
              new InMemoryPendingStore(),
              new AttestationAdmission(registries),
              () -> {
                byte[] salt = new byte[Salt.LENGTH];
                random.nextBytes(salt);
                return new Salt(salt);
              },
              Clock.systemUTC(),
              ForkJoinPool.commonPool(),
              SequencerSettings.DEFAULT);
      long[] end = {0};
      for (byte[] founding : coalition.founding()) {
        governance.put(founding);
        record(sequencer, registries, List.of(founding), out, places, end);
      }
      Deque<byte[]> ready = new ArrayDeque<>();
      while (places.size() < size) {
        // Lots are independent of each other, so they are signed on all cores, in their order.
        while (ready.size() < Math.min(AT_ONCE, size - places.size())) {
          List<LotId> lots = new ArrayList<>();
          for (int i = 0; i < AT_ONCE / 3; i++) {
            lots.add(TestCoalition.newLot("ore"));
          }
          lots.parallelStream().map(lot -> story(coalition, lot)).toList().forEach(ready::addAll);
        }
        List<byte[]> batch = new ArrayList<>();
        while (batch.size() < Math.min(AT_ONCE, size - places.size())) {
          batch.add(ready.remove());
        }
        record(sequencer, registries, batch, out, places, end);
      }
    }
    DiskLedger.Statements.writePlaces(folder.resolve("places"), places);
    disk.new Rows().write(index);
    FileNoteSigner signer = FileNoteSigner.open(folder.resolve("log-key.txt"), LOG);
    new Publisher(disk.new Blocks(), disk.note(), disk.log(), signer).publish();
    Files.writeString(folder.resolve("log-key.pub"), signer.key().toString());
    System.out.printf(
        "%,d entries in %s, %.0f bytes a statement; made in %.0f s%n",
        places.size(),
        folder,
        Files.size(folder.resolve("statements")) / (double) places.size(),
        (System.nanoTime() - began) / 1e9);
  }

  private static List<byte[]> story(TestCoalition coalition, LotId ore) {
    return List.of(
        coalition.operator.says(coalition.mined(ore)),
        coalition.operator.says(coalition.shipped(ore)),
        coalition.refiner.says(coalition.refined(ore, TestCoalition.newLot("salt"))));
  }

  private static void record(
      Sequencer<Submission, Rejection> sequencer,
      RegistryReader registries,
      List<byte[]> statements,
      OutputStream out,
      Map<Digest, long[]> places,
      long[] end)
      throws Exception {
    var registry = registries.current();
    List<Submission> submissions =
        statements.parallelStream()
            .map(
                bytes -> {
                  try {
                    if (bytes[0] == '{') {
                      return new Submission(Statement.read(bytes), null);
                    }
                    CompactJws jws = CompactJws.parse(bytes);
                    VerificationMethod method =
                        Signatures.verify(
                            registry, jws, Long.MAX_VALUE, Clock.systemUTC().instant());
                    return new Submission(AttestationStatement.of(jws, bytes), method);
                  } catch (RejectedException e) {
                    throw new IllegalStateException(e);
                  }
                })
            .toList();
    for (Outcome<Rejection> outcome : sequencer.submit(submissions)) {
      if (!(outcome instanceof Outcome.Sequenced<Rejection>)) {
        throw new IllegalStateException("not recorded: " + outcome);
      }
    }
    for (byte[] statement : statements) {
      out.write(statement);
      places.put(Digest.of(statement), new long[] {end[0], statement.length});
      end[0] += statement.length;
    }
  }

  /** The statements that the registry is read from; nobody asks for others. */
  private static final class Governance implements StatementStore {
    private final Map<Digest, byte[]> statements = new ConcurrentHashMap<>();

    @Override
    public Digest put(byte[] statement) {
      Digest digest = Digest.of(statement);
      statements.put(digest, statement);
      return digest;
    }

    @Override
    public void putAll(Collection<byte[]> all) {
      all.forEach(this::put);
    }

    @Override
    public Optional<byte[]> get(Digest digest) {
      return Optional.ofNullable(statements.get(digest));
    }

    @Override
    public Map<Digest, byte[]> getAll(Collection<Digest> digests) {
      Map<Digest, byte[]> found = new TreeMap<>();
      digests.forEach(digest -> get(digest).ifPresent(there -> found.put(digest, there)));
      return found;
    }
  }
}
