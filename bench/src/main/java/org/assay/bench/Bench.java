package org.assay.bench;

import java.util.Arrays;
import java.util.Locale;

/** Runs one of the measurements. */
public final class Bench {
  private Bench() {}

  /**
   * @param args the measurement's name, then what it takes
   */
  public static void main(String[] args) throws Exception {
    String name = args.length == 0 ? "" : args[0];
    String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
    Locale.setDefault(Locale.ROOT);
    switch (name) {
      case "commit" -> begin(() -> CommitBench.run(rest));
      case "generate" -> begin(() -> SyntheticLedger.generate(rest));
      case "audit" -> begin(() -> AuditBench.run(rest));
      case "publish" -> begin(PublishBench::run);
      case "trace" -> begin(() -> TraceBench.run(rest));
      case "proofs" -> begin(ProofBench::run);
      default -> {
        System.err.println(
            """
            bench/run NAME, one of
              commit [SECONDS]  commits a second, against one transaction for each attestation
              generate N DIR    makes a signed ledger of N entries in a folder, for:
              audit DIR         entries a second of an audit, against bare verification
              publish           calls to S3 and DynamoDB for each block
              trace [N DEPTH…]  time, rounds and calls of an answer about a lot of N ancestors
              proofs            time, hashes and memory of proofs and receipts\
            """);
        System.exit(64);
      }
    }
    // The SDK's threads would keep the process for a minute.
    System.exit(0);
  }

  private interface Measurement {
    void run() throws Exception;
  }

  private static void begin(Measurement measurement) throws Exception {
    System.out.println(Machine.describe());
    measurement.run();
    System.out.println("load at the end: " + Machine.load());
  }
}
