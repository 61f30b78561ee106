package org.assay.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assay.attestation.LotId;
import org.assay.attestation.quantity.Mass;
import org.assay.attestation.quantity.Quantity;
import org.assay.aws.AwsSettings;
import org.assay.functions.gateway.Deployment;
import org.assay.functions.gateway.testing.TestCoalition;
import org.assay.functions.query.QueryHandler;
import org.assay.functions.submit.SubmitHandler;
import org.assay.local.EmbeddedAws;
import org.assay.local.FrontDoor;
import org.assay.local.e2e.CallRecorder.Recording;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an exchange costs is counted: the calls to S3 and DynamoDB, and how many of them wait for
 * one another. A change of these numbers is a change of the bill and of the latency.
 */
class CallsIT {
  @TempDir private static Path data;
  private static EmbeddedAws aws;
  private static Deployment deployment;
  private static FrontDoor door;
  private static TestCoalition coalition;
  private static ExchangeClient client;

  /** An exchange whose log nobody publishes, as that goes on beside what is counted here. */
  @BeforeAll
  static void start() throws Exception {
    aws = EmbeddedAws.start(data);
    Map<String, String> environment = new FreshStores(aws.environment()).environment();
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
    aws.close();
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
                // the reader's key, each level, facilities, the registry, blocks
                "DynamoDb.BatchGetItem", 7L,
                // mined, shipped, refined, purified
                "S3.GetObject", 4L));
    assertThat(calls.rounds()).isEqualTo(12);
  }

  private static void print(String what, Recording calls) {
    System.out.println(
        "Calls of " + what + ": " + calls.counts() + " in " + calls.rounds() + " rounds");
  }
}
