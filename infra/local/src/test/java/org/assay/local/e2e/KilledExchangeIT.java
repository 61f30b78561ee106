package org.assay.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.assay.functions.gateway.testing.TestCoalition;
import org.assay.ledger.Digest;
import org.assay.ledger.Ref;
import org.assay.ledger.testing.LedgerCheck;
import org.assay.local.EmulatorPaths;
import org.assay.local.LocalExchange;
import org.assay.local.e2e.ExchangeClient.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An exchange is killed in the middle of its work, again and again, its stores with it. Whatever it
 * had acknowledged is there, under its index, and the ledger is whole (invariants I1, I2, I3).
 */
class KilledExchangeIT {
  private static final int ROUNDS = 3;
  private static final int THREADS = 8;

  /** A statement and what was answered. */
  private record Acknowledged(byte[] statement, long index) {}

  private final TestCoalition coalition = new TestCoalition(LocalExchange.LOG_ORIGIN);
  private final ConcurrentLinkedQueue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<byte[]> unanswered = new ConcurrentLinkedQueue<>();

  @Test
  void whatWasAcknowledgedOutlivesKills(@TempDir Path folder) throws Exception {
    Path data = folder.resolve("data");
    for (int round = 0; round < ROUNDS; round++) {
      try (Serving serving = Serving.start(data, folder.resolve("serving" + round + ".log"))) {
        if (round == 0) {
          for (byte[] statement : coalition.founding()) {
            acknowledge(statement, serving.client.record(statement));
          }
        } else {
          assertNothingWasLost(serving);
        }
        int before = acknowledged.size();
        submitUntilKilled(serving);
        System.out.println(
            "killed after "
                + (acknowledged.size() - before)
                + " acknowledgements, with "
                + unanswered.size()
                + " unanswered");
        assertThat(acknowledged.size()).as("it was at work").isGreaterThan(before);
      }
    }
    try (Serving serving = Serving.start(data, folder.resolve("serving-last.log"))) {
      assertNothingWasLost(serving);
    }
  }

  private void assertNothingWasLost(Serving serving) {
    for (Acknowledged each : acknowledged) {
      Answer again =
          serving.client.post(
              each.statement()[0] == '{' ? "application/jose+json" : "application/vc+jwt",
              each.statement());
      assertThat(again.status()).as(again.toString()).isEqualTo(200);
      assertThat(again.index()).isEqualTo(each.index());
    }
    // What got no answer is recorded or not; sent again it has one place.
    for (byte[] statement = unanswered.poll(); statement != null; statement = unanswered.poll()) {
      Answer answer = serving.client.submit(statement);
      assertThat(answer.status()).as(answer.toString()).isIn(200, 201);
      acknowledge(statement, answer);
    }
    LedgerCheck.Replay replay = ReplayedLedger.verify(serving.environment);
    Map<Digest, Long> expected = new HashMap<>();
    acknowledged.forEach(each -> expected.put(Digest.of(each.statement()), each.index()));
    Map<Digest, Long> recorded = new HashMap<>();
    for (Map.Entry<Digest, Ref> each : replay.statements().entrySet()) {
      recorded.put(each.getKey(), each.getValue().index());
    }
    assertThat(recorded).as("recorded is what was submitted, once each").isEqualTo(expected);
    assertThat(serving.client.size()).isEqualTo(replay.entries());
  }

  private void acknowledge(byte[] statement, Answer answer) {
    acknowledged.add(new Acknowledged(statement, answer.index()));
  }

  private void submitUntilKilled(Serving serving) throws InterruptedException {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    CountDownLatch atWork = new CountDownLatch(5 * THREADS);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    for (int i = 0; i < THREADS; i++) {
      boolean inBatches = i % 4 == 0;
      threads.execute(
          () -> {
            try {
              while (submit(serving.client, inBatches ? 5 : 1)) {
                atWork.countDown();
              }
            } catch (RuntimeException | AssertionError e) {
              failure.set(e);
            }
          });
    }
    assertThat(atWork.await(60, TimeUnit.SECONDS)).as("at work").isTrue();
    Thread.sleep(ThreadLocalRandom.current().nextLong(300));
    serving.kill();
    threads.shutdown();
    assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    if (failure.get() != null) {
      throw new AssertionError("a submission ended otherwise than by the kill", failure.get());
    }
  }

  /** Submits new statements; false if there was no answer, as the exchange is dead. */
  private boolean submit(ExchangeClient client, int count) {
    List<byte[]> statements = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      statements.add(coalition.operator.says(coalition.mined(TestCoalition.newLot("ore"))));
    }
    try {
      if (count == 1) {
        acknowledge(statements.get(0), client.record(statements.get(0)));
      } else {
        List<JsonNode> lines = client.submitAll(statements);
        for (int i = 0; i < count; i++) {
          assertThat(lines.get(i).path("status").textValue()).isEqualTo("SEQUENCED");
          acknowledged.add(
              new Acknowledged(statements.get(i), lines.get(i).path("index").longValue()));
        }
      }
      return true;
    } catch (UncheckedIOException e) {
      unanswered.addAll(statements);
      return false;
    }
  }

  /** An exchange in a process of its own. */
  private static final class Serving implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    final Map<String, String> environment = new ConcurrentHashMap<>();
    final ExchangeClient client;
    private final Process process;

    private Serving(Process process, JsonNode ready) {
      this.process = process;
      this.client = new ExchangeClient(URI.create(ready.path("uri").textValue()));
      ready
          .path("environment")
          .fields()
          .forEachRemaining(each -> environment.put(each.getKey(), each.getValue().textValue()));
    }

    static Serving start(Path data, Path log) throws IOException {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx512m",
                  "-XX:TieredStopAtLevel=1",
                  "-D" + EmulatorPaths.HOME + "=" + System.getProperty(EmulatorPaths.HOME),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Main.class.getName(),
                  data.toString())
              .redirectError(log.toFile())
              .start();
      BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
      String ready = lines.readLine();
      if (ready == null) {
        throw new IOException("it did not start: " + Files.readString(log));
      }
      return new Serving(process, JSON.readTree(ready));
    }

    /** SIGKILL: nothing is written any more, nobody is told. */
    void kill() throws InterruptedException {
      process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
      kill();
    }
  }

  /** Serves until it is killed; says on standard output where. */
  static final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
      LocalExchange exchange = LocalExchange.embedded(Path.of(arguments[0]), 0, System.err);
      ObjectNode ready = JsonMapper.builder().build().createObjectNode();
      ready.put("uri", exchange.uri().toString());
      ObjectNode environment = ready.putObject("environment");
      exchange.environment().forEach(environment::put);
      System.out.println(ready);
      Thread.currentThread().join();
    }
  }
}
