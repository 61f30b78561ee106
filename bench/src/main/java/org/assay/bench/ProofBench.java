package org.assay.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.assay.ledger.Digest;
import org.assay.ledger.Entry;
import org.assay.ledger.Link;
import org.assay.ledger.tlog.Checkpoint;
import org.assay.ledger.tlog.ConsistencyProof;
import org.assay.ledger.tlog.FileNoteSigner;
import org.assay.ledger.tlog.InclusionProof;
import org.assay.ledger.tlog.MerkleTree;
import org.assay.ledger.tlog.Receipt;
import org.assay.ledger.tlog.SignedNote;
import org.assay.ledger.tlog.SubtreeHashes;

/** What a proof takes to build and to check: hashes in it, time, and memory that is allocated. */
final class ProofBench {
  private static final int WARM_UP = 20_000;
  private static final int RUNS = 20_000;
  private static final int BATCHES = 9;

  private ProofBench() {}

  static void run() throws Exception {
    Path folder = Files.createTempDirectory("assay-bench-key");
    FileNoteSigner signer = FileNoteSigner.open(folder.resolve("log-key.txt"), "log.example/bench");
    Files.delete(folder.resolve("log-key.txt"));
    Files.delete(folder);
    for (int levels : new int[] {10, 20}) {
      tree(1 << levels, signer);
      tree((1 << levels) - 1, signer);
    }
  }

  private static void tree(int size, FileNoteSigner signer) {
    System.out.printf("%nA tree of %,d entries, its subtrees' hashes at hand:%n", size);
    byte[][] entries = new byte[size][];
    for (int i = 0; i < size; i++) {
      entries[i] = entry(i);
    }
    Hashes hashes = new Hashes(entries);
    MerkleTree tree = new MerkleTree(hashes);
    Digest root = tree.root(size);
    Random random = new Random(1);
    int[] places = random.ints(1024, 0, size).toArray();
    int[] olds = random.ints(1024, 1, size + 1).toArray();

    InclusionProof[] inclusions = new InclusionProof[1024];
    ConsistencyProof[] consistencies = new ConsistencyProof[1024];
    Digest[] oldRoots = new Digest[1024];
    Digest[] leaves = new Digest[1024];
    for (int i = 0; i < 1024; i++) {
      inclusions[i] = tree.inclusion(places[i], size);
      consistencies[i] = tree.consistency(olds[i], size);
      oldRoots[i] = tree.root(olds[i]);
      leaves[i] = MerkleTree.leafHash(entries[places[i]]);
    }
    System.out.printf(
        "  hashes in a proof: inclusion %.1f, consistency %.1f on average%n",
        Arrays.stream(inclusions).mapToInt(proof -> proof.path().size()).average().orElse(0),
        Arrays.stream(consistencies).mapToInt(proof -> proof.path().size()).average().orElse(0));
    time("leaf hash", RUNS, i -> MerkleTree.leafHash(entries[places[i]]));
    time("inclusion, building", RUNS, i -> tree.inclusion(places[i], size));
    time("inclusion, checking", RUNS, i -> require(inclusions[i].holds(leaves[i], root)));
    time("consistency, building", RUNS, i -> tree.consistency(olds[i], size));
    time("consistency, checking", RUNS, i -> require(consistencies[i].holds(oldRoots[i], root)));

    String note = SignedNote.sign(new Checkpoint(signer.key().name(), size, root).text(), signer);
    byte[][] receipts = new byte[1024][];
    byte[][] statements = new byte[1024][];
    for (int i = 0; i < 1024; i++) {
      statements[i] = statement(places[i]);
      receipts[i] =
          new Receipt(entries[places[i]], inclusions[i], note)
              .text()
              .getBytes(StandardCharsets.UTF_8);
    }
    double whole =
        time(
            "receipt, reading and checking",
            RUNS / 10,
            i -> Receipt.parse(receipts[i]).verify(statements[i], signer.key()));
    double signature =
        time(
            "  of which the checkpoint's signature",
            RUNS / 10,
            i -> SignedNote.parse(note.getBytes(StandardCharsets.UTF_8)).verified(signer.key()));
    System.out.printf(
        "  RATIO of a receipt's check to its one signature: %.2f%n", whole / signature);
  }

  /** The median over the batches; nanoseconds a call. */
  private static double time(String what, int runs, IntFunction<Object> call) {
    Object kept = call.apply(0);
    for (int i = 0; i < Math.min(WARM_UP, runs); i++) {
      kept = call.apply(i & 1023);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double[] nanos = new double[BATCHES];
    long bytes = 0;
    for (int batch = 0; batch < BATCHES; batch++) {
      long allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
      long began = System.nanoTime();
      for (int i = 0; i < runs; i++) {
        kept = call.apply(i & 1023);
      }
      nanos[batch] = (System.nanoTime() - began) / (double) runs;
      bytes = (threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - allocated) / runs;
    }
    Arrays.sort(nanos);
    double median = nanos[BATCHES / 2];
    System.out.printf(
        "  %-40s %9.2f µs (%.2f to %.2f), %,7d bytes%n",
        what, median / 1e3, nanos[0] / 1e3, nanos[BATCHES - 1] / 1e3, bytes);
    if (kept.hashCode() == 0x5eed) {
      System.out.print(""); // Whatever is computed is used.
    }
    return median;
  }

  private static Object require(boolean holds) {
    if (!holds) {
      throw new IllegalStateException("a proof does not hold");
    }
    return holds;
  }

  private static byte[] statement(int i) {
    return ("statement " + i).getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] entry(int i) {
    Digest tag = Digest.of(("tag " + i).getBytes(StandardCharsets.US_ASCII));
    return new Entry(
            i,
            Instant.ofEpochMilli(1_795_507_200_000L + i),
            tag,
            Digest.of(statement(i)),
            List.of(new Link(tag, 0, -1), new Link(tag, i + 1L, i)))
        .encode();
  }

  /** The hashes of all complete subtrees, in memory. */
  private static final class Hashes implements SubtreeHashes {
    private final Digest[][] levels = new Digest[31][];

    Hashes(byte[][] entries) {
      levels[0] = new Digest[entries.length];
      for (int i = 0; i < entries.length; i++) {
        levels[0][i] = MerkleTree.leafHash(entries[i]);
      }
      for (int level = 1; level < levels.length; level++) {
        Digest[] below = levels[level - 1];
        levels[level] = new Digest[below.length / 2];
        for (int i = 0; i < below.length / 2; i++) {
          levels[level][i] = MerkleTree.nodeHash(below[2 * i], below[2 * i + 1]);
        }
      }
    }

    @Override
    public Digest of(int level, long index) {
      return levels[level][(int) index];
    }
  }
}
