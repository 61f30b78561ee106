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
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.assay.aws.AwsSettings;
import org.assay.aws.AwsStores;
import org.assay.functions.gateway.testing.TestCoalition;
import org.assay.ledger.Block;
import org.assay.ledger.Digest;
import org.assay.ledger.Entry;
import org.assay.ledger.Ref;
import org.assay.ledger.testing.LedgerCheck;
import org.assay.ledger.testing.NaiveMerkle;
import org.assay.ledger.tlog.NoteKey;
import org.assay.ledger.tlog.Receipt;
import org.assay.ledger.tlog.SignedNote;
import org.assay.local.EmulatorPaths;
import org.assay.local.LocalExchange;
import org.assay.local.e2e.ExchangeClient.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An exchange is killed in the middle of its work, again and again, its stores with it. Whatever it
 * had acknowledged is there, under its index, the receipts that it gave hold, and the ledger is
 * whole (invariants I1, I2, I3, I4).
 */
class KilledExchangeIT {
  private static final int ROUNDS = 2;
  private static final int THREADS = 8;

  /** A statement and what was answered; its receipt is empty where it was still to come. */
  @SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
  private record Acknowledged(byte[] statement, long index, String receipt) {}

  private final TestCoalition coalition = new TestCoalition(LocalExchange.LOG_ORIGIN);
  private final ConcurrentLinkedQueue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<byte[]> unanswered = new ConcurrentLinkedQueue<>();
  private final List<String> checkpoints = new ArrayList<>();

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
        remember(serving);
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
      assertOneTree(serving.environment);
    }
  }

  private void assertNothingWasLost(Serving serving) {
    List<Acknowledged> before = List.copyOf(acknowledged);
    List<JsonNode> lines =
        serving.client.submitAll(before.stream().map(Acknowledged::statement).toList());
    for (int i = 0; i < before.size(); i++) {
      assertThat(lines.get(i).path("repeated").booleanValue()).as(lines.get(i).toString()).isTrue();
      assertThat(lines.get(i).path("index").longValue()).isEqualTo(before.get(i).index());
    }
    Answer single = serving.client.submit(before.get(before.size() - 1).statement());
    assertThat(single.isRepeat()).as(single.toString()).isTrue();
    // What got no answer is recorded or not; sent again it has one place.
    List<byte[]> again = List.copyOf(unanswered);
    unanswered.clear();
    lines = again.isEmpty() ? List.of() : serving.client.submitAll(again);
    for (int i = 0; i < again.size(); i++) {
      assertThat(lines.get(i).path("status").textValue()).isEqualTo("SEQUENCED");
      acknowledged.add(new Acknowledged(again.get(i), lines.get(i).path("index").longValue(), ""));
    }
    for (Acknowledged each : acknowledged) {
      if (!each.receipt().isEmpty()) {
        Entry entry =
            Receipt.parse(each.receipt().getBytes(StandardCharsets.UTF_8))
                .verify(each.statement(), NoteKey.parse(serving.logKey));
        assertThat(entry.index()).isEqualTo(each.index());
      }
    }
    remember(serving);
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

  /** Keeps the checkpoint of this moment; each is to be one of the same tree. */
  private void remember(Serving serving) {
    Answer checkpoint = serving.client.get("/checkpoint", null);
    if (checkpoint.status() == 200) {
      SignedNote note = SignedNote.parse(checkpoint.body());
      checkpoints.add(note.verified(NoteKey.parse(serving.logKey)));
    }
  }

  private void assertOneTree(Map<String, String> environment) {
    List<byte[]> leaves = new ArrayList<>();
    try (AwsStores stores = new AwsStores(AwsSettings.from(environment))) {
      for (long number = 0; ; number++) {
        Optional<Block> block = stores.blocks().read(number);
        if (block.isEmpty()) {
          break;
        }
        leaves.addAll(block.get().encodedEntries());
      }
    }
    assertThat(checkpoints).isNotEmpty();
    for (String checkpoint : checkpoints) {
      String[] lines = checkpoint.split("\n", -1);
      Digest root = NaiveMerkle.root(leaves.subList(0, Integer.parseInt(lines[1])));
      assertThat(lines[0]).isEqualTo(LocalExchange.LOG_ORIGIN);
      assertThat(lines[2]).isEqualTo(Base64.getEncoder().encodeToString(root.toBytes()));
    }
  }

  private void acknowledge(byte[] statement, Answer answer) {
    acknowledged.add(
        new Acknowledged(statement, answer.index(), answer.json().path("receipt").asText()));
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
              new Acknowledged(statements.get(i), lines.get(i).path("index").longValue(), ""));
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
    final String logKey;
    private final Process process;

    private Serving(Process process, JsonNode ready) {
      this.process = process;
      this.logKey = ready.path("logKey").textValue();
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
      ready.put("logKey", exchange.logKey().toString());
      ObjectNode environment = ready.putObject("environment");
      exchange.environment().forEach(environment::put);
      System.out.println(ready);
      Thread.currentThread().join();
    }
  }
}
