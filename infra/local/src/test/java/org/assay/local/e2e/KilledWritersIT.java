package org.assay.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.assay.attestation.LotId;
import org.assay.attestation.quantity.Mass;
import org.assay.attestation.quantity.Quantity;
import org.assay.aws.AwsSettings;
import org.assay.functions.gateway.Deployment;
import org.assay.functions.gateway.LogKey;
import org.assay.functions.gateway.MediaTypes;
import org.assay.functions.gateway.ProxyRequest;
import org.assay.functions.gateway.ProxyResponse;
import org.assay.functions.gateway.testing.RecordingContext;
import org.assay.functions.gateway.testing.TestCoalition;
import org.assay.functions.submit.SubmitHandler;
import org.assay.ledger.Digest;
import org.assay.ledger.Ref;
import org.assay.ledger.testing.LedgerCheck;
import org.assay.ledger.tlog.Publisher;
import org.assay.local.EmbeddedAws;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eight processes submit to one ledger, as eight Lambda environments do, and every second one of
 * them is killed in the middle of whatever it does. What was acknowledged is there, once, and no
 * index is skipped (invariants I1, I2, I3); no lot gave more than it had (I5).
 *
 * <p>What each was asked and answered, and when, is left in {@code target/histories}, where {@code
 * infra/checks/linearizability} reads it.
 */
class KilledWritersIT {
  private static final int WRITERS = 8;
  private static final int ANSWERS_A_KILL = 10;
  private static final int LOTS = 4;
  private static final int LOT_KILOGRAMS = 12_500;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A statement to submit; it takes so much from a shared lot, or is about none. */
  @SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
  private record Prepared(byte[] bytes, int lot, int kilograms) {}

  @Test
  void whatWasAcknowledgedOutlivesTheDeathOfItsWriter(@TempDir Path folder) throws Exception {
    killWriters(folder, 8, 1_500);
  }

  @Test
  @Tag("slow")
  void aMinuteOfKills(@TempDir Path folder) throws Exception {
    killWriters(folder, 60, 8_000);
  }

  private static void killWriters(Path folder, int kills, int statements) throws Exception {
    try (EmbeddedAws aws = EmbeddedAws.start(folder.resolve("data"))) {
      Map<String, String> environment = new FreshStores(aws.environment()).environment();
      environment.put("ASSAY_LOG_ORIGIN", "log.example/killed");
      environment.put("ASSAY_LOG_KEY", "file:" + folder.resolve("log-key.txt"));
      List<Prepared> prepared = prepare(environment, statements);
      Path file = folder.resolve("statements.txt");
      StringBuilder lines = new StringBuilder();
      prepared.forEach(each -> lines.append(ascii(each.bytes())).append('\n'));
      Files.writeString(file, lines);

      List<Path> logs = new ArrayList<>();
      List<Process> writers = new ArrayList<>();
      try {
        for (int i = 0; i < WRITERS; i++) {
          writers.add(start(environment, folder, file, logs));
        }
        Random random = new Random();
        for (int kill = 0; kill < kills; kill++) {
          // Every second, or later where the machine is slow: they must have done something.
          Thread.sleep(1_000);
          awaitAnswers(logs, ANSWERS_A_KILL * (kill + 1));
          int victim = random.nextInt(WRITERS);
          writers.get(victim).destroyForcibly().waitFor();
          writers.set(victim, start(environment, folder, file, logs));
        }
      } finally {
        for (Process writer : writers) {
          writer.destroyForcibly().waitFor();
        }
      }
      List<ObjectNode> operations = operations(logs);
      operations.add(finish(environment, prepared, logs.size()));
      check(environment, prepared, operations, kills);
    }
  }

  /** Founds the ledger with some lots, and makes statements that share them. */
  private static List<Prepared> prepare(Map<String, String> environment, int count)
      throws IOException {
    TestCoalition coalition = new TestCoalition("log.example/killed");
    List<LotId> lots = new ArrayList<>();
    try (Deployment deployment = new Deployment(environment, Clock.systemUTC())) {
      deployment.stores().createIfMissing(AwsSettings.from(environment));
      SubmitHandler submit = new SubmitHandler(deployment, () -> {});
      List<byte[]> first = new ArrayList<>(coalition.founding());
      for (int i = 0; i < LOTS; i++) {
        LotId lot = TestCoalition.newLot("shared");
        first.add(coalition.operator.says(coalition.mined(lot)));
        first.add(coalition.operator.says(coalition.shipped(lot)));
        lots.add(lot);
      }
      for (byte[] statement : first) {
        ProxyResponse response = submit(submit, statement);
        assertThat(response.status()).as(ascii(response.body())).isEqualTo(202);
      }
    }
    Random random = new Random(8);
    List<Prepared> prepared = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (random.nextInt(2) == 0) {
        int lot = random.nextInt(LOTS);
        int kilograms = 500 + random.nextInt(4_000);
        Quantity consumed = Quantity.wet(Mass.ofKilograms(kilograms), "0.085");
        prepared.add(
            new Prepared(
                coalition.refiner.says(
                    coalition.refined(lots.get(lot), consumed, TestCoalition.newLot("made"))),
                lot,
                kilograms));
      } else {
        prepared.add(
            new Prepared(
                coalition.operator.says(coalition.mined(TestCoalition.newLot("ore"))), -1, 0));
      }
    }
    return prepared;
  }

  private static Process start(
      Map<String, String> environment, Path folder, Path statements, List<Path> logs)
      throws IOException {
    Path log = folder.resolve("writer" + logs.size() + ".log");
    Files.createFile(log);
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            statements.toString(),
            log.toString(),
            Integer.toString(logs.size()));
    logs.add(log);
    builder.environment().putAll(environment);
    return builder
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(new File(log + ".err"))
        .start();
  }

  private static void awaitAnswers(List<Path> logs, int count) throws Exception {
    long end = System.nanoTime() + 120_000_000_000L;
    while (operations(logs).stream().filter(each -> each.has("outcome")).count() < count) {
      assertThat(System.nanoTime()).as("they never came to work").isLessThan(end);
      Thread.sleep(200);
    }
  }

  /** What was asked and answered; a question that was never answered has no outcome. */
  private static List<ObjectNode> operations(List<Path> logs) throws IOException {
    List<ObjectNode> operations = new ArrayList<>();
    for (int writer = 0; writer < logs.size(); writer++) {
      ObjectNode open = null;
      for (String line : Files.readAllLines(logs.get(writer), StandardCharsets.US_ASCII)) {
        JsonNode node;
        try {
          node = JSON.readTree(line);
        } catch (JsonProcessingException e) {
          continue; // It was killed while it wrote the line.
        }
        if (node.has("call")) {
          open = (ObjectNode) node;
          open.put("client", writer);
          operations.add(open);
        } else if (open != null) {
          open.setAll((ObjectNode) node);
        }
      }
    }
    return operations;
  }

  /**
   * Submits once more, since the last writer may have died between its block and its rows, which
   * the next one finishes; and publishes.
   */
  private static ObjectNode finish(
      Map<String, String> environment, List<Prepared> prepared, int client) throws IOException {
    try (Deployment deployment = new Deployment(environment, Clock.systemUTC())) {
      ObjectNode operation = JSON.createObjectNode().put("client", client).put("statement", 0);
      operation.put("call", System.nanoTime());
      ProxyResponse response =
          submit(new SubmitHandler(deployment, () -> {}), prepared.get(0).bytes());
      answered(operation, response).put("return", System.nanoTime());
      new Publisher(
              deployment.stores().blocks(),
              deployment.stores().publications(),
              deployment.stores().log(),
              LogKey.open(deployment, environment))
          .publish();
      return operation;
    }
  }

  private static ObjectNode answered(ObjectNode operation, ProxyResponse response)
      throws IOException {
    JsonNode body = JSON.readTree(response.body());
    switch (response.status()) {
      case 202 -> operation.put("outcome", "recorded").set("index", body.path("index"));
      case 503 -> operation.put("outcome", "unknown");
      default ->
          operation.put(
              "outcome",
              body.path("type").asText().endsWith(":over-consumed") ? "refused" : body.toString());
    }
    return operation;
  }

  private static void check(
      Map<String, String> environment,
      List<Prepared> prepared,
      List<ObjectNode> operations,
      int kills)
      throws IOException {
    LedgerCheck.Replay replay = ReplayedLedger.verify(environment);
    Map<Digest, Long> recorded = new HashMap<>();
    for (Map.Entry<Digest, Ref> each : replay.statements().entrySet()) {
      recorded.put(each.getKey(), each.getValue().index());
    }
    ObjectNode history = JSON.createObjectNode();
    history.put("lotKilograms", LOT_KILOGRAMS);
    int[] taken = new int[LOTS];
    for (Prepared each : prepared) {
      ObjectNode statement = history.withArray("/statements").addObject();
      Long index = recorded.get(Digest.of(each.bytes()));
      statement.put("index", index == null ? -1 : index).put("lot", each.lot());
      statement.put("kilograms", each.kilograms());
      if (index != null && each.lot() >= 0) {
        taken[each.lot()] += each.kilograms();
      }
    }
    assertThat(Arrays.stream(taken).max().getAsInt()).isLessThanOrEqualTo(LOT_KILOGRAMS);

    int acknowledged = 0;
    int refused = 0;
    int unanswered = 0;
    Set<Integer> asked = new HashSet<>();
    for (ObjectNode operation : operations) {
      Prepared statement = prepared.get(operation.path("statement").intValue());
      asked.add(operation.path("statement").intValue());
      Long index = recorded.get(Digest.of(statement.bytes()));
      switch (operation.path("outcome").asText("unanswered")) {
        case "recorded" -> {
          acknowledged++;
          assertThat(index)
              .as("acknowledged: %s", operation)
              .isEqualTo(operation.path("index").longValue());
        }
        case "refused" -> {
          refused++;
          assertThat(statement.lot()).as("refused: %s", operation).isNotNegative();
        }
        case "unanswered", "unknown" -> unanswered++;
        default -> throw new AssertionError("a writer was answered otherwise: " + operation);
      }
    }
    System.out.printf(
        "%d kills: %d acknowledged, %d refused, %d without an answer; %d entries in %d blocks%n",
        kills, acknowledged, refused, unanswered, replay.entries(), replay.blocks());
    assertThat(acknowledged + refused)
        .as("they were at work")
        .isGreaterThanOrEqualTo(ANSWERS_A_KILL * kills);
    assertThat(replay.entries())
        .as("nothing is recorded that nobody asked for")
        .isLessThanOrEqualTo(7 + 2 * LOTS + asked.size());
    history.withArray("/operations").addAll(operations);
    Path histories = Files.createDirectories(Path.of("target", "histories"));
    JSON.writeValue(histories.resolve("killed-writers-" + kills + ".json").toFile(), history);
  }

  private static ProxyResponse submit(SubmitHandler handler, byte[] statement) throws IOException {
    ProxyRequest request =
        ProxyRequest.of("POST", "/v1/attestations")
            .withHeader("Prefer", "respond-async")
            .withBody(statement[0] == '{' ? "application/jose+json" : MediaTypes.VC_JWT, statement);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(request.toEvent(true).toString().getBytes(StandardCharsets.UTF_8)),
        answer,
        new RecordingContext());
    return ProxyResponse.fromEvent(answer.toByteArray());
  }

  private static String ascii(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  /**
   * Submits statements in an order of its own until it is killed, and notes each call and answer.
   */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws IOException {
      List<String> statements =
          Files.readAllLines(Path.of(arguments[0]), StandardCharsets.US_ASCII);
      Random random = new Random(Long.parseLong(arguments[2]));
      SubmitHandler handler = new SubmitHandler();
      try (FileOutputStream log = new FileOutputStream(arguments[1])) {
        while (true) {
          int statement = random.nextInt(statements.size());
          ObjectNode call = JSON.createObjectNode();
          note(log, call.put("statement", statement).put("call", System.nanoTime()));
          ProxyResponse response =
              submit(handler, statements.get(statement).getBytes(StandardCharsets.US_ASCII));
          ObjectNode answer = answered(JSON.createObjectNode(), response);
          note(log, answer.put("return", System.nanoTime()));
        }
      }
    }

    /** In one write, which the kernel keeps when the process dies. */
    private static void note(FileOutputStream log, ObjectNode line) throws IOException {
      log.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
    }
  }
}
