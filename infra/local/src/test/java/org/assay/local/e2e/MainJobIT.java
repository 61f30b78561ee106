package org.assay.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assay.attestation.LotId;
import org.assay.attestation.quantity.Mass;
import org.assay.attestation.quantity.Quantity;
import org.assay.functions.gateway.testing.TestCoalition;
import org.assay.functions.gateway.testing.TestParty;
import org.assay.ledger.Digest;
import org.assay.ledger.Entry;
import org.assay.ledger.testing.LedgerCheck;
import org.assay.ledger.tlog.Receipt;
import org.assay.local.e2e.ExchangeClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cobalt of Congo is refined in Finland; a buyer asks where it comes from. */
class MainJobIT {
  @TempDir private static Path data;
  private static RunningExchange exchange;
  private static TestCoalition coalition;
  private static ExchangeClient client;

  private static final LotId ORE = TestCoalition.newLot("ore");
  // With slashes, as a lot id may be a web address.
  private static final LotId SULFATE = new LotId("https://kokkola.example/lots/CS-88/1");
  private static byte[] origin;
  private static Answer originAnswer;

  @BeforeAll
  static void start() throws Exception {
    exchange = RunningExchange.sharedAndFounded(data);
    coalition = exchange.coalition;
    client = exchange.client;
    origin = coalition.operator.says(coalition.mined(ORE));
    originAnswer = client.submit(origin);
    client.record(coalition.operator.says(coalition.shipped(ORE)));
    client.record(coalition.refiner.says(coalition.refined(ORE, SULFATE)));
    client.record(coalition.auditor.says(coalition.audited()));
  }

  @AfterAll
  static void stop() throws Exception {
    LedgerCheck.Replay replay = ReplayedLedger.verify(exchange.exchange.environment());
    assertThat(replay.entries()).isEqualTo(client.size());
    exchange.close();
  }

  @Test
  void aSubmitterHoldsAnIndexAndAnAddress() {
    assertThat(originAnswer.status()).as(originAnswer.toString()).isEqualTo(201);
    JsonNode json = originAnswer.json();
    assertThat(json.path("status").textValue()).isEqualTo("PUBLISHED");
    assertThat(json.path("index").longValue()).isEqualTo(coalition.founding().size());
    assertThat(json.path("statement").textValue()).isEqualTo(Digest.of(origin).hex());
    assertThat(json.path("repeated").booleanValue()).isFalse();
    assertThat(Instant.parse(json.path("at").textValue()))
        .isBetween(Instant.now().minus(Duration.ofMinutes(5)), Instant.now().plusSeconds(1));
    assertThat(originAnswer.headers().firstValue("Location"))
        .contains("/v1/attestations/" + Digest.of(origin).hex());
  }

  @Test
  void theReceiptHoldsByTheLogsKeyAndTheStatementAlone() {
    Receipt receipt =
        Receipt.parse(
            originAnswer.json().path("receipt").textValue().getBytes(StandardCharsets.UTF_8));

    Entry entry = receipt.verify(origin, exchange.exchange.logKey());

    assertThat(entry.index()).isEqualTo(originAnswer.index());
    assertThat(entry.statement()).isEqualTo(Digest.of(origin));
    byte[] other = coalition.operator.says(coalition.mined(ORE));
    assertThatThrownBy(() -> receipt.verify(other, exchange.exchange.logKey()))
        .isInstanceOf(RuntimeException.class);
    Answer later = client.get(location() + "/receipt", exchange.token());
    assertThat(later.status()).isEqualTo(200);
    assertThat(Receipt.parse(later.body()).verify(origin, exchange.exchange.logKey()))
        .isEqualTo(entry);
  }

  private static String location() {
    return originAnswer.headers().firstValue("Location").orElseThrow();
  }

  @Test
  void theStatementIsReadBackByteForByte() {
    Answer answer = client.get(location(), exchange.token());
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.contentType()).isEqualTo("application/vc+jwt");
    assertThat(answer.body()).isEqualTo(origin);
    assertThat(client.get(location(), coalition.operator.token(coalition.log())).body())
        .as("its issuer reads it")
        .isEqualTo(origin);
  }

  @Test
  void aStatementIsNobodyElsesToRead() {
    assertThat(client.get(location(), coalition.auditor.token(coalition.log())).status())
        .isEqualTo(404);
    assertThat(client.get(location(), null).status()).isEqualTo(401);
    Answer unknown = client.get("/v1/attestations/" + "0".repeat(64), exchange.token());
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.slug()).isEqualTo("statement-unknown");
    assertThat(client.get("/v1/attestations/xyz", exchange.token()).status()).isEqualTo(404);
  }

  @Test
  void theTraceLeadsToTheMineAndPasses() {
    Answer answer = client.trace(SULFATE, exchange.token());
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    JsonNode trace = answer.json();
    assertThat(trace.path("verdict").textValue())
        .as(trace.path("reasons").toString())
        .isEqualTo("PASS");
    assertThat(trace.path("reasons")).isEmpty();
    assertThat(lots(trace.path("upstream"))).containsExactly(SULFATE.value(), ORE.value());
    assertThat(trace.path("missing")).isEmpty();
    assertThat(trace.at("/upstream/1/left").textValue()).isEqualTo("2500");
    assertThat(trace.at("/steps/0/process").textValue()).isEqualTo("refining");
    assertThat(trace.at("/steps/0/contained/0/analyte").textValue()).isEqualTo("Co");
    JsonNode cobalt = trace.at("/origin/metals/0");
    assertThat(cobalt.path("metal").textValue()).isEqualTo("Co");
    assertThat(cobalt.at("/stages/0/stage").textValue()).isEqualTo("mined");
    assertThat(cobalt.at("/stages/0/shares/0/country").textValue()).isEqualTo("CD");
    assertThat(cobalt.at("/stages/0/shares/0/share").textValue()).isEqualTo("1");
    assertThat(cobalt.at("/stages/1/countries/0/country").textValue()).isEqualTo("FI");
    assertThat(cobalt.at("/stages/1/countries/0/percent").textValue()).isEqualTo("100");
    assertThat(cobalt.at("/stages/3/shares/0/kind").textValue()).isEqualTo("NOT_DONE");
    assertThat(trace.at("/facilities/1/facility").textValue())
        .isEqualTo(TestCoalition.mine().id().value());
    assertThat(trace.at("/facilities/1/statements/0/type").textValue()).isEqualTo("EsgConformity");
    // The refiner used what it was sent, but never said that it came.
    assertThat(trace.path("checks"))
        .filteredOn(check -> check.path("mandatory").asBoolean(true))
        .filteredOn(check -> !check.path("result").textValue().equals("PASS"))
        .singleElement()
        .satisfies(
            check -> {
              assertThat(check.path("result").textValue()).isEqualTo("WARN");
              assertThat(check.path("sentence").textValue())
                  .contains("is not confirmed by the receiver");
            });
  }

  @Test
  void theTraceOfTheOreLeadsOnToTheSulfate() {
    JsonNode trace = client.trace(ORE, exchange.token()).json();
    assertThat(trace.path("verdict").textValue()).isEqualTo("PASS");
    assertThat(lots(trace.path("downstream"))).containsExactly(SULFATE.value());
  }

  @Test
  void anEarlierLedgerGivesItsOwnAnswer() {
    String path = ExchangeClient.lotPath(SULFATE);
    long beforeOrigin = originAnswer.index();
    assertThat(client.get(path + "?asOf=" + beforeOrigin, exchange.token()).status())
        .isEqualTo(404);
    JsonNode trace = client.get(path + "?asOf=" + (beforeOrigin + 3), exchange.token()).json();
    assertThat(trace.path("verdict").textValue()).isEqualTo("PASS");
    assertThat(trace.path("asOf").longValue()).isEqualTo(beforeOrigin + 3);
    assertThat(trace.at("/facilities/1/statements")).as("audited later").isEmpty();
    assertThat(client.get(path + "?asOf=999999", exchange.token()).slug())
        .isEqualTo("parameter-invalid");
  }

  @Test
  void aTraceThatIsCutShortIsNoPass() {
    LotId product = TestCoalition.newLot("product");
    LotId ore = exchange.shippedLot();
    LotId middle = TestCoalition.newLot("middle");
    client.record(coalition.refiner.says(coalition.refined(ore, middle)));
    client.record(
        coalition.refiner.says(
            coalition.transformed(
                "drying",
                middle,
                Quantity.dry(Mass.ofKilograms(13_000)),
                product,
                Mass.ofKilograms(13_000),
                "20.8")));

    String path = ExchangeClient.lotPath(product);
    assertThat(client.get(path, exchange.token()).json().path("verdict").textValue())
        .isEqualTo("PASS");
    JsonNode cut = client.get(path + "?depth=1", exchange.token()).json();
    assertThat(cut.path("verdict").textValue()).isEqualTo("UNKNOWN");
    assertThat(cut.at("/notFollowed/0").textValue()).isEqualTo(ore.value());
  }

  @Test
  void aLotWithoutAnOriginIsUnknownAndNamed() {
    LotId nowhere = TestCoalition.newLot("nowhere");
    LotId made = TestCoalition.newLot("made");
    client.record(coalition.refiner.says(coalition.refined(nowhere, made)));

    JsonNode trace = client.trace(made, exchange.token()).json();
    assertThat(trace.path("verdict").textValue()).isEqualTo("UNKNOWN");
    assertThat(trace.at("/missing/0").textValue()).isEqualTo(nowhere.value());
    assertThat(trace.at("/reasons").toString()).contains(nowhere.value());
  }

  @Test
  void aLotOfWhichNothingIsRecordedIsNotFound() {
    Answer answer = client.trace(TestCoalition.newLot("never"), exchange.token());
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.slug()).isEqualTo("lot-unknown");
  }

  @Test
  void aShareLinkOpensItsLotAndNoOther() {
    String link = coalition.refiner.share(coalition.log(), SULFATE.value());

    Answer byAddress = client.get(ExchangeClient.lotPath(SULFATE) + "?token=" + link, null);
    assertThat(byAddress.status()).as(byAddress.toString()).isEqualTo(200);
    assertThat(byAddress.json().path("verdict").textValue()).isEqualTo("PASS");
    assertThat(byAddress.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(client.trace(SULFATE, link).status()).as("in the header").isEqualTo(200);

    Answer other = client.get(ExchangeClient.lotPath(ORE) + "?token=" + link, null);
    assertThat(other.status()).isEqualTo(403);
    assertThat(other.slug()).isEqualTo("forbidden");
    assertThat(client.get("/v1/members", link).status()).isEqualTo(403);
    String originAddress = location();
    assertThat(client.get(originAddress, link).status()).as("of another lot").isEqualTo(404);
  }

  @Test
  void aShareLinkOfAMemberOpensTheStatementsOfItsLot() {
    String link = coalition.finland.share(coalition.log(), ORE.value());
    Answer answer = client.get(location(), link);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(origin);
  }

  @Test
  void aShareLinkOfWhoHasNoPartInTheLotOpensNothing() {
    String link = coalition.auditor.share(coalition.log(), SULFATE.value());
    assertThat(client.trace(SULFATE, link).status()).isEqualTo(403);
  }

  @Test
  void aTokenThatDoesNotHoldIsRefusedWithAChallenge() {
    Instant now = Instant.now();
    TestParty congo = coalition.congo;
    String good = exchange.token();
    List<String> tokens = new ArrayList<>();
    tokens.add(
        congo.token(
            c -> c.put("aud", coalition.log()), now.minusSeconds(299), now.minusSeconds(1)));
    tokens.add(congo.token(c -> c.put("aud", coalition.log()), now, now.plusSeconds(301)));
    tokens.add(congo.token(c -> c.put("aud", "log.example/other"), now, now.plusSeconds(60)));
    tokens.add(
        congo.token(
            c -> c.put("aud", coalition.log()).put("lot", SULFATE.value()),
            now,
            now.plus(Duration.ofDays(91))));
    tokens.add(good.substring(0, good.length() - 2) + (good.endsWith("AA") ? "BB" : "AA"));
    tokens.add(congo.withNewKey("key-1").token(coalition.log()));
    tokens.add("nonsense");
    tokens.add("");
    for (String token : tokens) {
      Answer answer = client.trace(SULFATE, token);
      assertThat(answer.status()).as(token + " " + answer).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
      assertThat(answer.slug()).isEqualTo("unauthorised");
    }
  }

  @Test
  void withoutATokenNothingOfAnybodysBusinessIsShown() {
    for (String path : List.of(ExchangeClient.lotPath(SULFATE), "/v1/members")) {
      Answer answer = client.get(path, null);
      assertThat(answer.status()).as(path).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }
    assertThat(
            client
                .get(ExchangeClient.lotPath(SULFATE) + "?token=" + exchange.token(), null)
                .status())
        .as("a member's own token in an address")
        .isEqualTo(401);
  }

  @Test
  void aPartySeesTheLotsThatItHasAPartIn() {
    assertThat(client.trace(SULFATE, coalition.refiner.token(coalition.log())).status())
        .isEqualTo(200);
    assertThat(client.trace(ORE, coalition.operator.token(coalition.log())).status())
        .isEqualTo(200);
    Answer none = client.trace(SULFATE, coalition.auditor.token(coalition.log()));
    assertThat(none.status()).isEqualTo(403);
    assertThat(none.slug()).isEqualTo("forbidden");
    assertThat(client.trace(SULFATE, coalition.operator.token(coalition.log())).status())
        .as("what others made of its ore")
        .isEqualTo(403);
  }

  @Test
  void theMembersAreShownWithTheirKeysAndAccreditations() {
    Answer answer = client.get("/v1/members", coalition.auditor.token(coalition.log()));
    assertThat(answer.status()).isEqualTo(200);
    JsonNode json = answer.json();
    assertThat(json.at("/charter/log").textValue()).isEqualTo(coalition.log());
    assertThat(json.at("/charter/threshold").intValue()).isEqualTo(2);
    List<String> members = new ArrayList<>();
    List<String> others = new ArrayList<>();
    json.path("parties")
        .forEach(
            party ->
                (party.path("member").booleanValue() ? members : others)
                    .add(party.path("did").textValue()));
    assertThat(members)
        .containsExactly(
            coalition.congo.did().value(),
            coalition.finland.did().value(),
            coalition.zambia.did().value());
    assertThat(others)
        .containsExactly(
            coalition.operator.did().value(),
            coalition.refiner.did().value(),
            coalition.auditor.did().value());
    assertThat(json.at("/parties/3/accreditations/0/types").toString())
        .isEqualTo("[\"CustodyTransfer\",\"LotOrigin\"]");
    assertThat(json.at("/parties/3/keys/0/publicKeyJwk/kty").textValue()).isEqualTo("OKP");
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).doesNotContain("\"d\":");
  }

  @Test
  void healthIsOpenToAll() {
    Answer answer = client.get("/healthz", null);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.json().path("status").textValue()).isEqualTo("ok");
    assertThat(answer.json().path("log").textValue()).isEqualTo(coalition.log());
    assertThat(answer.json().path("size").longValue()).isGreaterThanOrEqualTo(11);
  }

  private static List<String> lots(JsonNode lots) {
    List<String> ids = new ArrayList<>();
    lots.forEach(lot -> ids.add(lot.path("lot").textValue()));
    return ids;
  }
}
