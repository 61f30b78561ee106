package org.assay.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assay.attestation.LotId;
import org.assay.attestation.quantity.Mass;
import org.assay.attestation.quantity.Quantity;
import org.assay.aws.AwsSettings;
import org.assay.functions.audit.LedgerAudit;
import org.assay.functions.gateway.Deployment;
import org.assay.functions.gateway.LogKey;
import org.assay.functions.gateway.testing.TestCoalition;
import org.assay.functions.query.QueryHandler;
import org.assay.functions.submit.SubmitHandler;
import org.assay.ledger.Digest;
import org.assay.ledger.Pending;
import org.assay.ledger.Rebuild;
import org.assay.ledger.audit.AuditSettings;
import org.assay.ledger.audit.AuditStores;
import org.assay.ledger.tlog.Publisher;
import org.assay.ledger.tlog.TilePath;
import org.assay.local.FrontDoor;
import org.assay.local.e2e.CallRecorder.Recording;
import org.assay.local.e2e.ExchangeClient.Answer;
import org.assay.traceability.admission.AttestationAdmission;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an exchange costs is counted: the calls to S3 and DynamoDB, and how many of them wait for
 * one another. A change of these numbers is a change of the bill and of the latency.
 */
class CallsIT {
  private static final int FULL_BLOCK = 600;

  private static Deployment deployment;
  private static FrontDoor door;
  private static TestCoalition coalition;
  private static ExchangeClient client;

  /** An exchange whose log nobody publishes, as that goes on beside what is counted here. */
  @BeforeAll
  static void start() throws Exception {
    Map<String, String> environment = SharedAws.fresh();
    environment.put("ASSAY_LOG_ORIGIN", "log.example/counted");
    deployment = new Deployment(environment, Clock.systemUTC());
    deployment.stores().createIfMissing(AwsSettings.from(environment));
    door =
        FrontDoor.open(
            0,
            List.of(
                new FrontDoor.Route(
                    "POST", "/v1/attestations", "submit", new SubmitHandler(deployment, () -> {})),
                new FrontDoor.Route(
                    "GET", "/v1/lots/{id}", "query", new QueryHandler(deployment))));
    coalition = new TestCoalition(deployment.logOrigin());
    client = new ExchangeClient(door.uri(), false);
    coalition.founding().forEach(client::record);
  }

  @AfterAll
  static void stop() throws Exception {
    door.close();
    deployment.close();
  }

  private static LotId shippedLot() {
    LotId lot = TestCoalition.newLot("ore");
    client.record(coalition.operator.says(coalition.mined(lot)));
    client.record(coalition.operator.says(coalition.shipped(lot)));
    return lot;
  }

  @Test
  void aSubmissionThatTouchesTwoLots() {
    LotId ore = shippedLot();
    byte[] refined = coalition.refiner.says(coalition.refined(ore, TestCoalition.newLot("salt")));

    Recording calls = CallRecorder.during(() -> client.record(refined));

    print("one submission", calls);
    assertThat(calls.counts())
        .isEqualTo(
            Map.of(
                "S3.PutObject", 1L,
                "DynamoDb.GetItem", 1L,
                "DynamoDb.BatchGetItem", 2L,
                // whether others are waiting
                "DynamoDb.Query", 1L,
                "DynamoDb.PutItem", 1L,
                "DynamoDb.TransactWriteItems", 1L));
    assertThat(calls.roundsUntil("DynamoDb.PutItem")).as("until it is sequenced").isEqualTo(3);
    assertThat(calls.rounds()).as("until it is answered").isEqualTo(4);
  }

  @Test
  void aRepeat() {
    byte[] origin = coalition.operator.says(coalition.mined(TestCoalition.newLot("ore")));
    client.record(origin);

    Recording calls =
        CallRecorder.during(() -> assertThat(client.submit(origin).isRepeat()).isTrue());

    print("a repeat", calls);
    assertThat(calls.counts())
        .isEqualTo(
            Map.of(
                "S3.PutObject", 1L,
                "DynamoDb.GetItem", 1L,
                "DynamoDb.BatchGetItem", 2L,
                "DynamoDb.Query", 1L));
    assertThat(calls.rounds()).isEqualTo(2);
  }

  @Test
  void aStatementWhoseSignatureDoesNotHold() {
    byte[] origin = coalition.operator.says(coalition.mined(TestCoalition.newLot("ore")));
    origin[origin.length - 5] ^= 1;

    Recording calls =
        CallRecorder.during(() -> assertThat(client.submit(origin).status()).isBetween(400, 422));

    assertThat(calls.counts()).as("costs nothing").isEmpty();
  }

  @Test
  void aBatchOfAHundred() {
    List<byte[]> batch = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      batch.add(coalition.operator.says(coalition.mined(TestCoalition.newLot("ore"))));
    }

    Recording calls =
        CallRecorder.during(
            () ->
                assertThat(client.submitAll(batch))
                    .allMatch(line -> line.path("status").textValue().equals("SEQUENCED")));

    print("a batch of 100", calls);
    assertThat(calls.counts())
        .isEqualTo(
            Map.of(
                "S3.PutObject", 100L,
                "DynamoDb.GetItem", 1L,
                // 103 subjects in two; 100 statements and the mark in two
                "DynamoDb.BatchGetItem", 4L,
                "DynamoDb.Query", 1L,
                "DynamoDb.PutItem", 1L,
                // 100 statements and some chunks in two, 102 heads in two, then the mark
                "DynamoDb.TransactWriteItems", 5L));
    assertThat(calls.roundsWithout("S3.PutObject"))
        .as("reads, block, rows, heads, mark")
        .isEqualTo(5);
    // Sixteen at a time are seven rounds, or some more where a thread was slow to start.
    assertThat(calls.roundsOf("S3.PutObject")).isBetween(7, 10);
  }

  /** Nearly as many as one block has room for: the limit is bytes, not their number. */
  @Test
  void aFullBlock() {
    List<byte[]> batch = new ArrayList<>();
    for (int i = 0; i < FULL_BLOCK; i++) {
      batch.add(coalition.operator.says(coalition.mined(TestCoalition.newLot("ore"))));
    }
    long before = deployment.stores().index().applied();

    Recording calls =
        CallRecorder.during(
            () ->
                assertThat(client.submitAll(batch))
                    .allMatch(line -> line.path("status").textValue().equals("SEQUENCED")));

    print("a full block", calls);
    assertThat(deployment.stores().index().applied()).as("one block").isEqualTo(before + 1);
    assertThat(calls.counts())
        .isEqualTo(
            Map.of(
                "S3.PutObject", (long) FULL_BLOCK,
                "DynamoDb.GetItem", 1L,
                // 603 subjects in seven, 600 statements and the mark in seven
                "DynamoDb.BatchGetItem", 14L,
                "DynamoDb.Query", 1L,
                "DynamoDb.PutItem", 1L,
                // 600 statements and some chunks in seven, 602 heads in seven, then the mark
                "DynamoDb.TransactWriteItems", 15L));
  }

  /** Those who wait are taken along: their statements are read, and they are taken out at once. */
  @Test
  void aSubmissionThatFindsThreeOthersWaiting() {
    for (byte[] waiting : mined(coalition, 3)) {
      Digest digest = deployment.stores().statements().put(waiting);
      deployment
          .stores()
          .pending()
          .enter(new Pending(digest.hex(), List.of(digest), Instant.now()));
    }
    byte[] own = mined(coalition, 1).get(0);
    long before = deployment.stores().index().applied();

    Recording calls = CallRecorder.during(() -> client.record(own));

    print("a submission that takes three others along", calls);
    assertThat(deployment.stores().index().applied()).as("one block").isEqualTo(before + 1);
    assertThat(deployment.stores().pending().read().waiting()).isEmpty();
    assertThat(calls.counts())
        .isEqualTo(
            Map.ofEntries(
                Map.entry("S3.PutObject", 1L),
                // those of the others
                Map.entry("S3.GetObject", 3L),
                // the next block, twice; the mark
                Map.entry("DynamoDb.GetItem", 3L),
                // heads and statements, twice; its own, while it waits
                Map.entry("DynamoDb.BatchGetItem", 5L),
                // at first, while it waits, and when it has the turn
                Map.entry("DynamoDb.Query", 3L),
                // into the queue, the turn, the block
                Map.entry("DynamoDb.PutItem", 3L),
                // the rows; the three out of the queue
                Map.entry("DynamoDb.TransactWriteItems", 2L),
                // the turn, itself
                Map.entry("DynamoDb.DeleteItem", 2L)));
  }

  @Test
  void anAuditAndARebuildOfTheFounding(@TempDir Path keys) throws Exception {
    Map<String, String> environment = SharedAws.fresh();
    environment.put("ASSAY_LOG_ORIGIN", "log.example/founded");
    environment.put("ASSAY_LOG_KEY", "file:" + keys.resolve("log-key.txt"));
    TestCoalition founders = new TestCoalition("log.example/founded");
    try (Deployment founded = new Deployment(environment, Clock.systemUTC());
        FrontDoor open = submitDoor(founded, AwsSettings.from(environment))) {
      founders.founding().forEach(new ExchangeClient(open.uri(), false)::record);
      publisher(founded, environment).publish();

      Recording audit =
          CallRecorder.during(
              () ->
                  LedgerAudit.run(
                      new AuditStores(
                          founded.stores().blocks(),
                          founded.stores().statements(),
                          founded.stores().index(),
                          founded.stores().log(),
                          founded.stores().publications()),
                      null,
                      new AuditSettings(1, AuditSettings.BATCH, 10, () -> false, size -> {}),
                      null));
      Recording rebuild =
          CallRecorder.during(
              () ->
                  new Rebuild<>(
                          founded.stores().blocks(),
                          founded.stores().index(),
                          founded.stores().statements(),
                          new AttestationAdmission(founded.registries()),
                          Duration.ZERO)
                      .run(position -> {}));

      print("an audit of seven blocks", audit);
      print("a rebuild of seven blocks", rebuild);
      assertThat(audit.counts())
          .isEqualTo(
              Map.of(
                  // the seven statements, the checkpoint, a tile and a bundle
                  "S3.GetObject", 10L,
                  // how far it is published and indexed, and the latter again when rows are read
                  "DynamoDb.GetItem", 3L,
                  // blocks, and that there are no more
                  "DynamoDb.BatchGetItem", 6L,
                  "DynamoDb.Scan", 1L));
      Map<String, Long> rebuilt = new HashMap<>(rebuild.counts());
      assertThat(rebuilt.remove("DynamoDb.BatchWriteItem"))
          .as("one for each segment that has rows")
          .isBetween(1L, 16L);
      assertThat(rebuilt)
          .isEqualTo(
              Map.of(
                  "S3.GetObject", 7L,
                  // shut and open
                  "DynamoDb.PutItem", 2L,
                  // whether it is still its own: before it clears, writes and opens
                  "DynamoDb.GetItem", 3L,
                  // the mark, if there were one
                  "DynamoDb.DeleteItem", 1L,
                  "DynamoDb.Scan", 16L,
                  // blocks, that there are no more, heads
                  "DynamoDb.BatchGetItem", 3L,
                  "DynamoDb.TransactWriteItems", 1L));
    }
  }

  private static Publisher publisher(Deployment of, Map<String, String> environment)
      throws IOException {
    return new Publisher(
        of.stores().blocks(),
        of.stores().publications(),
        of.stores().log(),
        LogKey.open(of, environment));
  }

  /** A log is published entry by entry up to a full tile and over it. */
  @Test
  void aPublicationAtAndOffATileBoundary(@TempDir Path keys) throws Exception {
    Map<String, String> environment = SharedAws.fresh();
    environment.put("ASSAY_LOG_ORIGIN", "log.example/published");
    environment.put("ASSAY_LOG_KEY", "file:" + keys.resolve("log-key.txt"));
    TestCoalition founders = new TestCoalition("log.example/published");
    try (Deployment published = new Deployment(environment, Clock.systemUTC());
        FrontDoor open = submitDoor(published, AwsSettings.from(environment))) {
      Publisher publisher = publisher(published, environment);
      ExchangeClient submitter = new ExchangeClient(open.uri(), false);
      founders.founding().forEach(submitter::record);
      submitter.submitAll(mined(founders, TilePath.FULL - 3 - founders.founding().size()));
      publisher.publish();
      Map<String, Long> always =
          Map.of(
              // the note of what is published, before and after, and the next block, twice
              "DynamoDb.GetItem", 4L,
              // whether there are more blocks
              "DynamoDb.BatchGetItem", 1L,
              // the note
              "DynamoDb.PutItem", 1L);

      submitter.submitAll(mined(founders, 1));
      Recording below = CallRecorder.during(publisher::publish);
      submitter.submitAll(mined(founders, 2));
      Recording at = CallRecorder.during(publisher::publish);
      submitter.submitAll(mined(founders, 1));
      Recording above = CallRecorder.during(publisher::publish);
      Recording nothingNew = CallRecorder.during(publisher::publish);

      print("a publication below a tile boundary", below);
      print("a publication at a tile boundary", at);
      print("a publication above a tile boundary", above);
      print("a publication of nothing", nothingNew);
      // one level's tile and the bundle, in part, and the checkpoint
      assertThat(below.counts()).isEqualTo(with(always, "S3.PutObject", 3L));
      // the full tile and bundle, the tile above them, and the checkpoint
      assertThat(at.counts()).isEqualTo(with(always, "S3.PutObject", 4L));
      // the next tile and bundle, in part, and the checkpoint: the tile above is what it was
      assertThat(above.counts()).isEqualTo(with(always, "S3.PutObject", 3L));
      assertThat(nothingNew.counts()).isEqualTo(Map.of("DynamoDb.GetItem", 2L, "S3.GetObject", 1L));
    }
  }

  /** What is asked by members and buyers, cold and again: nobody pays for what is known already. */
  @Test
  void aBundleAPortfolioAndLists(@TempDir Path keys) throws Exception {
    Map<String, String> environment = SharedAws.fresh();
    environment.put("ASSAY_LOG_ORIGIN", "log.example/asked");
    environment.put("ASSAY_LOG_KEY", "file:" + keys.resolve("log-key.txt"));
    TestCoalition founders = new TestCoalition("log.example/asked");
    try (Deployment asked = new Deployment(environment, Clock.systemUTC())) {
      LotId ore = TestCoalition.newLot("ore");
      LotId salt = TestCoalition.newLot("salt");
      byte[] mined = founders.operator.says(founders.mined(ore));
      try (FrontDoor open = submitDoor(asked, AwsSettings.from(environment))) {
        ExchangeClient submitter = new ExchangeClient(open.uri(), false);
        founders.founding().forEach(submitter::record);
        submitter.record(mined);
        submitter.record(founders.operator.says(founders.shipped(ore)));
        submitter.record(founders.refiner.says(founders.refined(ore, salt)));
        publisher(asked, environment).publish();
      }
      String token = founders.congo.token(founders.log());
      String statement = "/v1/attestations/" + Digest.of(mined).hex();
      // One, since of several read side by side one may or may not find what another has read.
      String lots = "{\"lots\":[\"" + salt + "\"]}";
      Map<String, Function<ExchangeClient, Answer>> questions = new LinkedHashMap<>();
      questions.put("bundle", at -> at.get(ExchangeClient.lotPath(salt) + "/bundle", token));
      questions.put("portfolio", at -> at.portfolio(lots, token));
      questions.put("members", at -> at.get("/v1/members", token));
      questions.put("policies", at -> at.get("/v1/policies", token));
      questions.put("statement", at -> at.get(statement, token));
      questions.put("receipt", at -> at.get(statement + "/receipt", token));
      questions.put("checkpoint", at -> at.get("/checkpoint", null));
      questions.put("health", at -> at.get("/healthz", null));
      Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
      for (Map.Entry<String, Function<ExchangeClient, Answer>> each : questions.entrySet()) {
        // As a function that has just started, and the same function again.
        try (Deployment cold = new Deployment(environment, Clock.systemUTC());
            FrontDoor open = queryDoor(cold)) {
          ExchangeClient reader = new ExchangeClient(open.uri(), false);
          for (String when : List.of("cold ", "warm ")) {
            Recording calls =
                CallRecorder.during(
                    () -> assertThat(each.getValue().apply(reader).status()).isEqualTo(200));
            print(when + each.getKey(), calls);
            counts.put(when + each.getKey(), calls.counts());
          }
        }
      }
      assertThat(counts).isEqualTo(ASKED);
    }
  }

  /** Each cold one reads the reader's key with the registry: seven statements. */
  private static final Map<String, Map<String, Long>> ASKED =
      Map.ofEntries(
          // what is published; each level, facilities, blocks; a tile
          asked(
              "cold bundle", "DynamoDb.BatchGetItem", 6, "DynamoDb.GetItem", 1, "S3.GetObject", 11),
          asked(
              "warm bundle", "DynamoDb.BatchGetItem", 2, "DynamoDb.GetItem", 1, "S3.GetObject", 1),
          asked(
              "cold portfolio",
              "DynamoDb.BatchGetItem",
              6,
              "DynamoDb.GetItem",
              2,
              "S3.GetObject",
              10),
          asked("warm portfolio", "DynamoDb.BatchGetItem", 2, "DynamoDb.GetItem", 1),
          asked("cold members", "DynamoDb.BatchGetItem", 1, "S3.GetObject", 7),
          asked("warm members", "DynamoDb.BatchGetItem", 1),
          asked("cold policies", "DynamoDb.BatchGetItem", 1, "S3.GetObject", 7),
          asked("warm policies", "DynamoDb.BatchGetItem", 1),
          asked("cold statement", "DynamoDb.BatchGetItem", 2, "S3.GetObject", 8),
          asked("warm statement", "DynamoDb.BatchGetItem", 2, "S3.GetObject", 1),
          asked(
              "cold receipt", "DynamoDb.BatchGetItem", 2, "DynamoDb.GetItem", 2, "S3.GetObject", 9),
          asked(
              "warm receipt", "DynamoDb.BatchGetItem", 2, "DynamoDb.GetItem", 2, "S3.GetObject", 2),
          asked("cold checkpoint", "S3.GetObject", 1),
          asked("warm checkpoint", "S3.GetObject", 1),
          asked("cold health", "DynamoDb.GetItem", 3),
          asked("warm health", "DynamoDb.GetItem", 2));

  private static Map.Entry<String, Map<String, Long>> asked(String what, Object... counts) {
    Map<String, Long> all = new HashMap<>();
    for (int i = 0; i < counts.length; i += 2) {
      all.put((String) counts[i], ((Integer) counts[i + 1]).longValue());
    }
    return Map.entry(what, all);
  }

  private static FrontDoor queryDoor(Deployment deployment) throws IOException {
    QueryHandler query = new QueryHandler(deployment);
    return FrontDoor.open(
        0,
        Stream.of(
                "GET /v1/lots/{id}/bundle",
                "POST /v1/portfolio",
                "GET /v1/members",
                "GET /v1/policies",
                "GET /v1/attestations/{digest}",
                "GET /v1/attestations/{digest}/receipt",
                "GET /checkpoint",
                "GET /healthz")
            .map(route -> route.split(" "))
            .map(route -> new FrontDoor.Route(route[0], route[1], "query", query))
            .toList());
  }

  private static FrontDoor submitDoor(Deployment deployment, AwsSettings settings)
      throws IOException {
    deployment.stores().createIfMissing(settings);
    return FrontDoor.open(
        0,
        List.of(
            new FrontDoor.Route(
                "POST", "/v1/attestations", "submit", new SubmitHandler(deployment, () -> {}))));
  }

  private static List<byte[]> mined(TestCoalition by, int count) {
    List<byte[]> statements = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      statements.add(by.operator.says(by.mined(TestCoalition.newLot("ore"))));
    }
    return statements;
  }

  private static Map<String, Long> with(Map<String, Long> counts, String call, long count) {
    Map<String, Long> all = new HashMap<>(counts);
    all.put(call, count);
    return all;
  }

  @Test
  void aTraceOfThreeLevels() {
    LotId ore = shippedLot();
    LotId salt = TestCoalition.newLot("salt");
    LotId pure = TestCoalition.newLot("pure");
    client.record(coalition.refiner.says(coalition.refined(ore, salt)));
    client.record(
        coalition.refiner.says(
            coalition.transformed(
                "purification",
                salt,
                Quantity.dry(Mass.ofKilograms(13_000)),
                pure,
                Mass.ofKilograms(13_000),
                "20.8")));
    String token = coalition.congo.token(coalition.log());

    Recording calls =
        CallRecorder.during(
            () ->
                assertThat(client.trace(pure, token).json().path("verdict").textValue())
                    .isEqualTo("PASS"));

    print("a trace of three levels", calls);
    assertThat(calls.counts())
        .isEqualTo(
            Map.of(
                // the mark of the index, and the block that it names
                "DynamoDb.GetItem", 2L,
                // the reader's key, each level, the registry with the first, facilities; the blocks
                // of the registry, and those of the lots
                "DynamoDb.BatchGetItem", 7L,
                // mined, shipped, refined, purified
                "S3.GetObject", 4L));
    assertThat(calls.rounds()).isEqualTo(12);

    Recording again = CallRecorder.during(() -> client.trace(pure, token));

    print("the same trace again", again);
    assertThat(again.counts())
        .isEqualTo(
            Map.of(
                // the mark of the index
                "DynamoDb.GetItem", 1L,
                // the reader's key; all heads at once
                "DynamoDb.BatchGetItem", 2L));

    client.record(
        coalition.refiner.says(
            coalition.transformed(
                "purification",
                salt,
                Quantity.dry(Mass.ofKilograms(200)),
                TestCoalition.newLot("pure"),
                Mass.ofKilograms(200),
                "20.8")));
    Recording after = CallRecorder.during(() -> client.trace(pure, token));

    print("the same trace after one more statement", after);
    assertThat(after.counts())
        .isEqualTo(
            Map.of(
                // the mark of the index, and the block that it names
                "DynamoDb.GetItem", 2L,
                // as before, and the new block
                "DynamoDb.BatchGetItem", 3L,
                // the new statement
                "S3.GetObject", 1L));
  }

  private static void print(String what, Recording calls) {
    System.out.println(
        "Calls of " + what + ": " + calls.counts() + " in " + calls.rounds() + " rounds");
  }
}
