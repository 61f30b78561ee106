package org.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.assay.attestation.LotId;
import org.assay.ledger.Digest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExchangeClientTest {
  private static final byte[] STATEMENT = "a.b.c".getBytes(StandardCharsets.UTF_8);
  private static final byte[] OTHER = "d.e.f".getBytes(StandardCharsets.UTF_8);
  private static final LotId LOT = new LotId("https://a.example/lots/1+2~3");

  private final StubExchange exchange;
  private final ExchangeClient client;

  ExchangeClientTest() throws IOException {
    exchange = new StubExchange();
    client = new ExchangeClient(exchange.uri(), 3, Duration.ofMillis(1));
  }

  @AfterEach
  void close() {
    exchange.close();
  }

  @Test
  void aBusyExchangeIsAskedAgain() throws Exception {
    exchange
        .reply(503, Map.of("Retry-After", "0"), "{}")
        .reply(502, "")
        .reply(201, recorded(STATEMENT, 7));
    assertThat(client.submit(STATEMENT))
        .isEqualTo(
            new SubmitAnswer.Recorded(
                Digest.of(STATEMENT).hex(), "SEQUENCED", 7, "2026-01-01T00:00:00Z", false, null));
    assertThat(exchange.asked).hasSize(3).allMatch(asked -> asked.body().equals("a.b.c"));
  }

  @Test
  void theExchangeSaysHowLongToWait() throws Exception {
    exchange.reply(503, Map.of("Retry-After", "1"), "{}").reply(201, recorded(STATEMENT, 7));
    long began = System.nanoTime();
    client.submit(STATEMENT);
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(990));
  }

  @Test
  void attemptsAreBounded() {
    exchange.reply(503, "{\"title\":\"Too much\",\"remedy\":\"Wait.\"}");
    assertThatThrownBy(() -> client.submit(STATEMENT))
        .isInstanceOf(ExchangeUnavailable.class)
        .hasMessageContaining("3 times")
        .hasMessageContaining("Too much");
    assertThat(exchange.asked).hasSize(3);
  }

  @Test
  void nobodyThereIsSaidAfterSomeAttempts() {
    exchange.close();
    assertThatThrownBy(client::health)
        .isInstanceOf(ExchangeUnavailable.class)
        .hasMessageContaining("refused")
        .hasMessageContaining("is the exchange running");
  }

  @Test
  void aRefusalIsAnAnswerWithAllThatTheProblemSays() throws Exception {
    exchange.reply(
        422,
        "{\"type\":\"urn:assay:problem:mass-unit-missing\",\"title\":\"A mass has no unit\","
            + "\"status\":422,\"detail\":\"d\",\"pointer\":\"/credentialSubject/quantity\","
            + "\"remedy\":\"add unit\"}");
    ReceivedProblem problem = ((SubmitAnswer.Refused) client.submit(STATEMENT)).problem();
    assertThat(problem.slug()).isEqualTo("mass-unit-missing");
    assertThat(problem.sentence())
        .isEqualTo(
            "A mass has no unit: d [at /credentialSubject/quantity]. To make it right: add unit");
    assertThat(exchange.asked).hasSize(1);
  }

  @Test
  void anAnswerThatIsNotAboutTheStatementIsNoRefusalOfIt() {
    exchange.reply(403, "{\"message\":\"Missing Authentication Token\"}");
    assertThatThrownBy(() -> client.submit(STATEMENT))
        .isInstanceOf(ProblemException.class)
        .hasMessage("HTTP status 403: Missing Authentication Token");
  }

  @Test
  void aBatchHasAnAnswerForEachStatementInOrder() throws Exception {
    exchange.reply(
        200,
        recorded(STATEMENT, 3)
            + "\n{\"line\":2,\"status\":\"REFUSED\",\"problem\":{\"title\":\"No\",\"status\":403}}\n");
    List<SubmitAnswer> answers = client.submitAll(List.of(STATEMENT, OTHER));
    assertThat(answers.get(0)).isInstanceOf(SubmitAnswer.Recorded.class);
    assertThat(((SubmitAnswer.Refused) answers.get(1)).problem().title()).isEqualTo("No");
    assertThat(answers.get(1).statement()).isEqualTo(Digest.of(OTHER).hex());
    assertThat(exchange.asked.get(0).header("Content-type")).isEqualTo("application/jsonl");
    assertThat(exchange.asked.get(0).body()).isEqualTo("a.b.c\nd.e.f\n");
  }

  @Test
  void anAnswerAboutOtherBytesIsNotBelieved() {
    exchange.reply(201, recorded(OTHER, 3));
    exchange.reply(200, recorded(OTHER, 3) + "\n" + recorded(STATEMENT, 4));
    assertThatThrownBy(() -> client.submit(STATEMENT)).isInstanceOf(ExchangeUnavailable.class);
    assertThatThrownBy(() -> client.submitAll(List.of(STATEMENT, OTHER)))
        .isInstanceOf(ExchangeUnavailable.class);
  }

  @Test
  void anAnswerTooFewIsNotBelieved() {
    exchange.reply(200, recorded(STATEMENT, 3));
    assertThatThrownBy(() -> client.submitAll(List.of(STATEMENT, OTHER)))
        .isInstanceOf(ExchangeUnavailable.class)
        .hasMessageContaining("1 answers came for 2");
  }

  @Test
  void aCharterGoesAsWhatItIs() throws Exception {
    byte[] charter = "{\n}".getBytes(StandardCharsets.UTF_8);
    exchange.reply(202, recorded(charter, 0));
    assertThat(client.submitAll(List.of(charter)).get(0)).isInstanceOf(SubmitAnswer.Recorded.class);
    assertThat(exchange.asked.get(0).header("Content-type")).isEqualTo("application/jose+json");
  }

  @Test
  void aLotIsOnePartOfThePathAndTheTokenAHeader() throws Exception {
    exchange.reply(200, "{\"verdict\":\"PASS\"}");
    client.trace(LOT, "t.o.k", OptionalLong.of(12), OptionalInt.of(3));
    assertThat(exchange.asked.get(0).pathAndQuery())
        .isEqualTo("/v1/lots/https%3A%2F%2Fa.example%2Flots%2F1%2B2%7E3?asOf=12&depth=3");
    assertThat(exchange.asked.get(0).header("Authorization")).isEqualTo("Bearer t.o.k");
  }

  @Test
  void aTokenIsNotSentToWhereARedirectPoints() {
    exchange.reply(302, Map.of("Location", exchange.uri() + "/elsewhere"), "");
    assertThatThrownBy(() -> client.trace(LOT, "t.o.k", OptionalLong.empty(), OptionalInt.empty()))
        .isInstanceOf(ProblemException.class);
    assertThat(exchange.asked).hasSize(1);
  }

  @Test
  void aReceiptIsThereOnceACheckpointCoversTheStatement() throws Exception {
    exchange.reply(202, "{\"status\":\"SEQUENCED\"}").reply(200, "c2sp.org/tlog-proof@v1\n");
    assertThat(client.receipt("ab", "t")).isEmpty();
    assertThat(client.receipt("ab", "t")).contains("c2sp.org/tlog-proof@v1\n");
  }

  @Test
  void otherBytesThanTheDigestNamesAreNotHandedOn() {
    exchange.reply(200, "d.e.f");
    assertThatThrownBy(() -> client.statement(Digest.of(STATEMENT).hex(), "t"))
        .isInstanceOf(ExchangeUnavailable.class);
  }

  @Test
  void anEndlessAnswerIsBrokenOff() {
    exchange.reply(200, "x".repeat(17 * 1024 * 1024));
    assertThatThrownBy(client::health)
        .isInstanceOf(ExchangeUnavailable.class)
        .hasMessageContaining("more than");
  }

  @Test
  void onlyAnAddressOfHttpIsAnExchange() {
    for (String address :
        List.of("ftp://a.example", "a.example", "http://u:p@a.example", "http://a/?q")) {
      assertThatThrownBy(() -> new ExchangeClient(URI.create(address)))
          .as(address)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(new ExchangeClient(URI.create("https://a.example/prod/")).base())
        .isEqualTo(URI.create("https://a.example/prod"));
  }

  private static String recorded(byte[] statement, int index) {
    return "{\"status\":\"SEQUENCED\",\"index\":"
        + index
        + ",\"at\":\"2026-01-01T00:00:00Z\",\"statement\":\""
        + Digest.of(statement).hex()
        + "\",\"repeated\":false}";
  }
}
