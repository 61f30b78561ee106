package org.assay.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.assay.aws.AwsStores;
import org.assay.ledger.Block;
import org.assay.ledger.Position;
import org.assay.ledger.testing.Chain;
import org.assay.ledger.tlog.FileNoteSigner;
import org.assay.ledger.tlog.Publisher;

/** Calls for each block that is published, counted. */
final class PublishBench {
  private final AwsStores stores;
  private final Publisher warm;
  private final FileNoteSigner signer;
  private Position position = Position.START;

  private PublishBench(AwsStores stores, FileNoteSigner signer) {
    this.stores = stores;
    this.signer = signer;
    this.warm = publisher();
  }

  static void run() throws Exception {
    Path folder = Files.createTempDirectory("assay-bench-key");
    try (Stores embedded = Stores.start();
        AwsStores stores = embedded.fresh(embedded.settings())) {
      PublishBench bench =
          new PublishBench(
              stores, FileNoteSigner.open(folder.resolve("log-key.txt"), "log.example/bench"));
      bench.publish("the first block, of 10", 10, true);
      bench.publish("a block of 10, off any boundary", 10, true);
      bench.publish("a block of 236, to a boundary of 256", 236, true);
      bench.publish("a block of 10 after it", 10, true);
      bench.publish("a block of 300, over a boundary", 300, true);
      bench.publish("a block of 10, by a process that has just started", 10, false);
      bench.fill(65_536 - 10);
      bench.publish("a block of 10, to the boundary at 65,536", 10, true);
      bench.publish("a block of 10 after it", 10, true);
    } finally {
      Files.deleteIfExists(folder.resolve("log-key.txt"));
      Files.deleteIfExists(folder);
    }
  }

  private Publisher publisher() {
    return new Publisher(stores.blocks(), stores.publications(), stores.log(), signer);
  }

  /** Brings the ledger to a size, and the log with it. */
  private void fill(long size) {
    while (position.size() < size) {
      append((int) Math.min(700, size - position.size()));
    }
    warm.publish();
  }

  private void append(int entries) {
    Block block = Chain.block(position, entries, "block" + position.block());
    stores.blocks().append(block);
    position = block.position();
  }

  private void publish(String what, int entries, boolean isWarm) {
    append(entries);
    Publisher publisher = isWarm ? warm : publisher();
    CallMeter.reset();
    long size = publisher.publish().orElseThrow().size();
    Map<String, Long> s3 = new TreeMap<>(CallMeter.counts());
    s3.keySet().removeIf(name -> !name.startsWith("S3."));
    Map<String, Long> dynamoDb = new TreeMap<>(CallMeter.counts());
    dynamoDb.keySet().removeIf(name -> !name.startsWith("DynamoDb."));
    System.out.printf(
        "%,8d entries: %-50s %2d calls to S3 %s, %d to DynamoDB %s%n",
        size, what, sum(s3), s3, sum(dynamoDb), dynamoDb);
    int checkpoint =
        stores.log().get("checkpoint").orElseThrow().length; // The log is really there.
    if (checkpoint < "log.example/bench".getBytes(StandardCharsets.UTF_8).length) {
      throw new IllegalStateException("no checkpoint");
    }
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
