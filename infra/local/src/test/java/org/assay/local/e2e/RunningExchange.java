package org.assay.local.e2e;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assay.attestation.LotId;
import org.assay.functions.gateway.testing.TestCoalition;
import org.assay.local.LocalExchange;

/** An exchange of one test class, with a client and the keys of a coalition. */
final class RunningExchange implements AutoCloseable {
  final LocalExchange exchange;
  final ExchangeClient client;
  final TestCoalition coalition;
  private final ByteArrayOutputStream log;

  private RunningExchange(LocalExchange exchange, ByteArrayOutputStream log) {
    this.exchange = exchange;
    this.client = new ExchangeClient(exchange.uri());
    this.coalition = new TestCoalition(exchange.logOrigin());
    this.log = log;
  }

  /** An exchange on the embedded stores whose ledger is as the folder has it. */
  static RunningExchange start(Path data) throws IOException, InterruptedException {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    return new RunningExchange(LocalExchange.embedded(data, 0, stream(log)), log);
  }

  /** An exchange on stores that are there already. */
  static RunningExchange on(Map<String, String> environment, Path data) throws IOException {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    Map<String, String> all = new HashMap<>(environment);
    all.put("ASSAY_LOG_KEY", "file:" + data.resolve("log-key.txt"));
    return new RunningExchange(LocalExchange.on(all, 0, stream(log)), log);
  }

  /** A new exchange whose coalition is founded, with all it has in the folder. */
  static RunningExchange founded(Path data) throws IOException, InterruptedException {
    RunningExchange running = start(data);
    running.found();
    return running;
  }

  /** A new exchange on the stores that the test classes share, in tables and buckets of its own. */
  static RunningExchange shared(Path data) throws IOException, InterruptedException {
    return on(SharedAws.fresh(), data);
  }

  /** As {@link #shared}, with its coalition founded. */
  static RunningExchange sharedAndFounded(Path data) throws IOException, InterruptedException {
    RunningExchange running = shared(data);
    running.found();
    return running;
  }

  private static PrintStream stream(ByteArrayOutputStream log) {
    return new PrintStream(log, true, StandardCharsets.UTF_8);
  }

  /** Records the charter and everybody's anchor and accreditation. */
  void found() {
    List<byte[]> founding = coalition.founding();
    for (int i = 0; i < founding.size(); i++) {
      long index = client.record(founding.get(i)).index();
      if (index != i) {
        throw new AssertionError("the founding's statement " + i + " has the index " + index);
      }
    }
  }

  /** A mined lot that the refiner holds. */
  LotId shippedLot() {
    LotId lot = TestCoalition.newLot("ore");
    client.record(coalition.operator.says(coalition.mined(lot)));
    client.record(coalition.operator.says(coalition.shipped(lot)));
    return lot;
  }

  /** A member's token. */
  String token() {
    return coalition.congo.token(coalition.log());
  }

  /** What the functions logged. */
  String log() {
    return log.toString(StandardCharsets.UTF_8);
  }

  /** Ends it; nothing may have gone wrong that no client was to blame for. */
  @Override
  public void close() throws IOException {
    exchange.close();
    if (!log().isEmpty()) {
      throw new AssertionError("the functions logged: " + log());
    }
  }
}
