package org.assay.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.assay.aws.AwsSettings;
import org.assay.ledger.testing.Note;

/**
 * Commits a second of the ledger alone (its statements are put elsewhere, and before), against one
 * transaction for each attestation on one item that says where the ledger ends.
 */
final class CommitBench {
  private static final int ROUNDS = 2;

  private enum Way {
    SEQUENCER("sequencer"),
    IN_TURN("one transaction each, in turn"),
    RACING("one transaction each, racing");

    private final String words;

    Way(String words) {
      this.words = words;
    }
  }

  private CommitBench() {}

  static void run(String[] args) throws Exception {
    int seconds = args.length > 0 ? Integer.parseInt(args[0]) : 10;
    try (Stores stores = Stores.start()) {
      for (Way way : Way.values()) {
        measure(stores, way, 64, 5); // Compiled by then, and of no account.
      }
      for (int delay : new int[] {0, 5}) {
        for (int submitters : new int[] {64, 1}) {
          CallMeter.delay(delay);
          compare(stores, delay, submitters, seconds);
          CallMeter.delay(0);
        }
      }
    }
  }

  private static void compare(Stores stores, int delay, int submitters, int seconds)
      throws Exception {
    System.out.printf("%nEach call %d ms longer, %d submitters:%n", delay, submitters);
    List<Way> ways = new ArrayList<>(List.of(Way.values()));
    if (submitters == 1) {
      ways.remove(Way.RACING); // It has nobody to race.
    }
    double[] rates = new double[Way.values().length];
    for (int round = 0; round < ROUNDS; round++) {
      for (Way way : ways) {
        rates[way.ordinal()] += measure(stores, way, submitters, seconds) / ROUNDS;
      }
    }
    for (Way way : ways) {
      System.out.printf("  %-32s %9.1f commits/s%n", way.words, rates[way.ordinal()]);
    }
    for (Way way : ways.subList(1, ways.size())) {
      System.out.printf(
          "  RATIO to %-32s %6.1f%n",
          way.words, rates[Way.SEQUENCER.ordinal()] / rates[way.ordinal()]);
    }
  }

  /** Commits a second, on an empty ledger. */
  private static double measure(Stores stores, Way way, int submitters, int seconds)
      throws Exception {
    AwsSettings settings = stores.settings();
    try (Recorder recorder =
        way == Way.SEQUENCER
            ? new SequencerRecorder(stores.fresh(settings))
            : new HeadItemRecorder(stores.fresh(settings), settings, way == Way.IN_TURN)) {
      ExecutorService threads = Executors.newFixedThreadPool(submitters);
      AtomicLong done = new AtomicLong();
      long began = System.nanoTime();
      long end = began + seconds * 1_000_000_000L;
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int i = 0; i < submitters; i++) {
        int submitter = i;
        tasks.add(
            () -> {
              for (int n = 0; System.nanoTime() < end; n++) {
                recorder.record(note(submitter, n));
                done.incrementAndGet();
              }
              return true;
            });
      }
      for (Future<Boolean> task : threads.invokeAll(tasks)) {
        task.get();
      }
      double took = (System.nanoTime() - began) / 1e9;
      threads.shutdown();
      System.out.printf(
          "    (%s, %d submitters: %s in %.1f s, load %s)%n",
          way.words, submitters, recorder.remarks(), took, Machine.load());
      return done.get() / took;
    }
  }

  /** Four notes about each lot, by eight issuers. */
  private static Note note(int submitter, int n) {
    return Note.note(
        "did:web:issuer-" + submitter % 8 + ".example",
        UUID.randomUUID().toString(),
        1,
        "urn:assay:lot:" + submitter + "-" + n / 4);
  }
}
