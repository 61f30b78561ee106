package org.assay.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.assay.functions.gateway.testing.TestCoalition;
import org.assay.ledger.testing.LedgerCheck;
import org.assay.ledger.testing.TestLedger;
import org.assay.local.e2e.ExchangeClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same statement is one entry and one index, however it comes (invariant I3). */
class RepeatsIT {
  private static final int THREADS = 8;

  @TempDir private static Path data;
  private static RunningExchange exchange;
  private static TestCoalition coalition;
  private static ExchangeClient client;

  @BeforeAll
  static void start() throws Exception {
    exchange = RunningExchange.sharedAndFounded(data);
    coalition = exchange.coalition;
    client = exchange.client;
  }

  @AfterAll
  static void stop() throws Exception {
    LedgerCheck.Replay replay = ReplayedLedger.verify(exchange.exchange.environment());
    assertThat(replay.entries()).isEqualTo(client.size());
    exchange.close();
  }

  @Test
  void theSameFileTwiceIsOneEntry() {
    byte[] statement = newStatement();
    long before = client.size();

    Answer first = client.submit(statement);
    Answer second = client.submit(statement);

    assertThat(first.isNew()).as(first.toString()).isTrue();
    assertThat(second.isRepeat()).as(second.toString()).isTrue();
    assertThat(second.index()).isEqualTo(first.index());
    assertThat(second.json().path("at")).isEqualTo(first.json().path("at"));
    assertThat(client.size()).isEqualTo(before + 1);
  }

  @Test
  void theSameFileFromManyAtOnceIsOneEntry() {
    for (int round = 0; round < 5; round++) {
      byte[] statement = newStatement();
      long before = client.size();
      List<Callable<Answer>> tasks = Collections.nCopies(THREADS, () -> client.submit(statement));

      List<Answer> answers = TestLedger.together(tasks);

      assertThat(answers).extracting(Answer::index).containsOnly(before);
      assertThat(answers).filteredOn(Answer::isNew).hasSize(1);
      assertThat(answers).filteredOn(Answer::isRepeat).hasSize(THREADS - 1);
      assertThat(client.size()).isEqualTo(before + 1);
    }
  }

  @Test
  void manyFilesFromManyAtOnceAreAnEntryEach() {
    List<Callable<List<JsonNode>>> tasks = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      List<byte[]> batch = List.of(newStatement(), newStatement(), newStatement());
      tasks.add(() -> client.submitAll(batch));
    }
    long before = client.size();

    List<Long> indexes = new ArrayList<>();
    TestLedger.together(tasks)
        .forEach(lines -> lines.forEach(line -> indexes.add(line.path("index").longValue())));

    assertThat(client.size()).isEqualTo(before + 3L * THREADS);
    assertThat(indexes).doesNotHaveDuplicates().hasSize(3 * THREADS);
    assertThat(indexes).allSatisfy(i -> assertThat(i).isBetween(before, before + 3L * THREADS - 1));
  }

  @Test
  void aFileInABatchAgainIsAnsweredWithItsIndex() {
    byte[] one = newStatement();
    byte[] two = newStatement();
    long index = client.submit(one).index();

    List<JsonNode> lines = client.submitAll(List.of(two, one, two));

    assertThat(lines.get(0).path("index").longValue()).isEqualTo(index + 1);
    assertThat(lines.get(0).path("repeated").booleanValue()).isFalse();
    assertThat(lines.get(1).path("index").longValue()).isEqualTo(index);
    assertThat(lines.get(1).path("repeated").booleanValue()).isTrue();
    assertThat(lines.get(2).path("index").longValue()).isEqualTo(index + 1);
    assertThat(lines.get(2).path("repeated").booleanValue()).isTrue();
  }

  @Test
  void aRepeatIsNoSecondUseOfALot() {
    var ore = exchange.shippedLot();
    byte[] refined = coalition.refiner.says(coalition.refined(ore, TestCoalition.newLot("salt")));
    long index = client.submit(refined).index();
    Answer again = client.submit(refined);
    assertThat(again.isRepeat()).as(again.toString()).isTrue();
    assertThat(again.index()).isEqualTo(index);
  }

  @Test
  void theSameIdWithAnotherBodyIsAConflictThatNamesTheIndex() {
    String id = "urn:uuid:" + UUID.randomUUID();
    Instant from = Instant.now().minusSeconds(60);
    byte[] one = named(id, from);
    byte[] other = named(id, from);
    long index = client.submit(one).index();
    long size = client.size();

    Answer answer = client.submit(other);

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.slug()).isEqualTo("id-conflict");
    assertThat(answer.json().path("pointer").textValue()).isEqualTo("/id");
    assertThat(answer.json().path("detail").textValue()).contains("index " + index);
    assertThat(client.size()).isEqualTo(size);
    assertThat(client.submit(one).index()).isEqualTo(index);
  }

  @Test
  void ofManyBodiesWithOneIdAtOnceOneIsRecorded() {
    String id = "urn:uuid:" + UUID.randomUUID();
    Instant from = Instant.now().minusSeconds(60);
    List<Callable<Answer>> tasks = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      byte[] statement = named(id, from);
      tasks.add(() -> client.submit(statement));
    }
    long size = client.size();

    List<Answer> answers = TestLedger.together(tasks);

    assertThat(answers).filteredOn(Answer::isNew).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> !answer.isNew())
        .hasSize(THREADS - 1)
        .allSatisfy(answer -> assertThat(answer.slug()).isEqualTo("id-conflict"));
    assertThat(client.size()).isEqualTo(size + 1);
  }

  @Test
  void twoIssuersMayUseOneId() {
    String id = "urn:uuid:" + UUID.randomUUID();
    Instant from = Instant.now().minusSeconds(60);
    client.record(named(id, from));
    byte[] other =
        coalition.congo.sign(
            coalition.congo.payload(id, from, null, coalition.mined(TestCoalition.newLot("ore"))));
    client.record(other);
  }

  @Test
  void ofManyWhoWouldUseUpALotAtOnceOneDoes() {
    var ore = exchange.shippedLot();
    List<Callable<Answer>> tasks = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      byte[] statement =
          coalition.refiner.says(coalition.refined(ore, TestCoalition.newLot("salt")));
      tasks.add(() -> client.submit(statement));
    }

    List<Answer> answers = TestLedger.together(tasks);

    assertThat(answers).filteredOn(Answer::isNew).hasSize(1);
    assertThat(answers)
        .filteredOn(answer -> !answer.isNew())
        .hasSize(THREADS - 1)
        .allSatisfy(answer -> assertThat(answer.slug()).isEqualTo("over-consumed"));
  }

  private static byte[] newStatement() {
    return coalition.operator.says(coalition.mined(TestCoalition.newLot("ore")));
  }

  private static byte[] named(String id, Instant from) {
    return coalition.operator.sign(
        coalition.operator.payload(id, from, null, coalition.mined(TestCoalition.newLot("ore"))));
  }
}
