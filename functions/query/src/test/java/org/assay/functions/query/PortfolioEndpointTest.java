package org.assay.functions.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assay.attestation.LotId;
import org.assay.functions.gateway.ProxyRequest;
import org.assay.functions.gateway.ProxyResponse;
import org.assay.functions.gateway.ReadAccess;
import org.assay.functions.gateway.testing.MemoryLedger;
import org.assay.functions.gateway.testing.RecordingContext;
import org.assay.functions.gateway.testing.TestCoalition;
import org.assay.functions.gateway.testing.TestParty;
import org.assay.traceability.trace.EvidenceReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PortfolioEndpointTest {
  private static final String LOG = "log.example/one";
  private static final LotId ORE = new LotId("urn:assay:lot:cd:ore");
  private static final LotId SULFATE = new LotId("urn:assay:lot:fi:sulfate");
  private static final LotId NOWHERE = new LotId("urn:assay:lot:cd:nowhere");
  private static final LotId ORPHAN = new LotId("urn:assay:lot:fi:orphan");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Clock clock = Clock.systemUTC();
  private final TestCoalition coalition = new TestCoalition(LOG);
  private final MemoryLedger ledger = new MemoryLedger(clock);
  private final ReadAccess access = new ReadAccess(LOG, ledger.registries, clock);
  private final EvidenceReader evidence =
      new EvidenceReader(ledger.blocks, ledger.index, ledger.statements, ledger.registries);
  private final PortfolioEndpoint endpoint = new PortfolioEndpoint(access, evidence);

  @BeforeEach
  void found() {
    List<byte[]> statements = new ArrayList<>(coalition.founding());
    statements.add(coalition.operator.says(coalition.mined(ORE)));
    statements.add(coalition.operator.says(coalition.shipped(ORE)));
    statements.add(coalition.refiner.says(coalition.refined(ORE, SULFATE)));
    statements.add(coalition.refiner.says(coalition.refined(NOWHERE, ORPHAN)));
    ledger.record(statements);
  }

  private ProxyResponse ask(TestParty party, String body) throws Exception {
    return ask(endpoint, party.token(LOG), "application/json", body, 20_000);
  }

  private static ProxyResponse ask(
      PortfolioEndpoint endpoint, String token, String type, String body, int millis)
      throws Exception {
    ProxyRequest request =
        ProxyRequest.of("POST", "/v1/portfolio")
            .withHeader("Authorization", "Bearer " + token)
            .withBody(type, body.getBytes(StandardCharsets.UTF_8));
    try {
      return endpoint.handle(request, Map.of(), new RecordingContext(millis));
    } catch (Refusal e) {
      return e.response();
    }
  }

  private static String lots(LotId... lots) {
    ObjectNode json = JSON.createObjectNode();
    for (LotId lot : lots) {
      json.withArray("lots").add(lot.value());
    }
    return json.toString();
  }

  private static JsonNode json(ProxyResponse response) throws Exception {
    return JSON.readTree(response.body());
  }

  private static JsonNode stage(JsonNode answer, int stage) {
    return answer.path("metals").path(0).path("stages").path(stage);
  }

  @Test
  void aMemberIsToldHowMuchComesFromOneCountryAtEachStage() throws Exception {
    ProxyResponse response = ask(coalition.congo, lots(ORE, SULFATE));
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header("Cache-Control")).hasValue("private, no-store");
    JsonNode answer = json(response);

    assertThat(answer.fieldNames().next()).isEqualTo("scope");
    assertThat(answer.path("scope").textValue()).isEqualTo("portfolio");
    assertThat(answer.path("notice").textValue()).contains("binds no single lot");
    assertThat(answer.path("rule").textValue()).isEqualTo("E8");
    assertThat(answer.path("decision").textValue()).isEqualTo("ABOVE");
    assertThat(answer.path("threshold").textValue()).isEqualTo("65");
    assertThat(answer.path("asOf").longValue()).isEqualTo(ledger.size());
    JsonNode cobalt = answer.path("metals").path(0);
    assertThat(cobalt.path("mineral").textValue()).isEqualTo("cobalt");
    // What is left: 2.5 t wet of ore with 8.5 % moisture and 30.5 % cobalt; 13.2 t with 20.8 %.
    assertThat(new BigDecimal(cobalt.path("kilograms").textValue()))
        .isEqualByComparingTo(
            new BigDecimal("2500")
                .multiply(new BigDecimal("0.915"))
                .multiply(new BigDecimal("0.305"))
                .add(new BigDecimal("13200").multiply(new BigDecimal("0.208"))));
    JsonNode mined = stage(answer, 0);
    assertThat(mined.path("decision").textValue()).isEqualTo("ABOVE");
    assertThat(mined.path("top").toString())
        .isEqualTo("{\"country\":\"CD\",\"least\":\"100\",\"most\":\"100\"}");
    assertThat(mined.path("hhiMost").textValue()).isEqualTo("10000");
    JsonNode refined = stage(answer, 1);
    assertThat(refined.at("/countries/0/country").textValue()).isEqualTo("FI");
    assertThat(refined.at("/countries/0/share").textValue()).contains("/");
    assertThat(
            new BigDecimal(refined.at("/countries/0/percent").textValue())
                .add(new BigDecimal(refined.at("/notDone/percent").textValue())))
        .isEqualByComparingTo("100");
    assertThat(answer.at("/lots/0/left").textValue()).isEqualTo("2500");
    assertThat(answer.at("/lots/0/verdict").textValue()).isEqualTo("PASS");
    assertThat(answer.at("/lots/1/madeFrom/0").textValue()).isEqualTo(ORE.value());
  }

  @Test
  void whatIsNotKnownLeavesItOpenAndIsNamed() throws Exception {
    JsonNode answer = json(ask(coalition.congo, lots(SULFATE, ORPHAN)));

    assertThat(answer.path("decision").textValue()).isEqualTo("ABOVE");
    JsonNode mined = stage(answer, 0);
    assertThat(mined.path("decision").textValue()).isEqualTo("UNDECIDED");
    assertThat(mined.at("/countries/0/share").textValue()).isEqualTo("1/2");
    assertThat(mined.at("/countries/0/percent").textValue()).isEqualTo("50");
    assertThat(mined.at("/countries/0/most").textValue()).isEqualTo("100");
    assertThat(mined.at("/unknown/0/cause").textValue()).isEqualTo("MISSING");
    assertThat(mined.at("/missing/0/lot").textValue()).isEqualTo(ORPHAN.value());
    assertThat(mined.at("/missing/0/kilograms").textValue()).isEqualTo("2745.6");
    assertThat(mined.at("/missing/0/mayDecide").toString()).isEqualTo("[\"BELOW\",\"ABOVE\"]");
    assertThat(mined.path("hhiLeast").textValue()).isEqualTo("2500");
    assertThat(answer.at("/lots/1/verdict").textValue()).isEqualTo("UNKNOWN");
  }

  @Test
  void anEarlierLedgerAndAnotherThresholdGiveTheirOwnAnswer() throws Exception {
    long beforeSulfate = coalition.founding().size() + 2L;
    ObjectNode question =
        JSON.createObjectNode().put("asOf", beforeSulfate).put("threshold", "100");
    question.withArray("lots").add(ORE.value());

    JsonNode answer = json(ask(coalition.congo, question.toString()));

    assertThat(answer.path("asOf").longValue()).isEqualTo(beforeSulfate);
    assertThat(answer.at("/lots/0/left").textValue()).isEqualTo("12500");
    assertThat(answer.path("decision").textValue()).isEqualTo("BELOW");
    assertThat(answer.path("threshold").textValue()).isEqualTo("100");
  }

  @Test
  void aPartyIsAnsweredForItsOwnLotsAndRefusedAsAWholeForAnother() throws Exception {
    assertThat(ask(coalition.refiner, lots(ORE, SULFATE)).status()).isEqualTo(200);
    assertThat(ask(coalition.operator, lots(ORE)).status()).isEqualTo(200);

    ProxyResponse refused = ask(coalition.operator, lots(ORE, SULFATE));

    assertThat(refused.status()).isEqualTo(403);
    assertThat(json(refused).path("detail").textValue())
        .isEqualTo(coalition.operator.did() + " has no part in " + SULFATE + ".");
    assertThat(json(refused).toString()).doesNotContain(ORE.value());
  }

  @Test
  void aShareLinkOpensItsLotAndNoOther() throws Exception {
    String link = coalition.refiner.share(LOG, SULFATE.value());
    assertThat(ask(endpoint, link, "application/json", lots(SULFATE), 20_000).status())
        .isEqualTo(200);
    assertThat(ask(endpoint, link, "application/json", lots(SULFATE, ORE), 20_000).status())
        .isEqualTo(403);
  }

  @Test
  void aQuestionThatIsNoneIsRefusedWithThePlace() throws Exception {
    assertRefused("[]", 400, "request-invalid", "");
    assertRefused("{\"lots\":[\"urn:a:b\"]} x", 400, "request-invalid", "");
    assertRefused("{\"lots\":[\"urn:a:b\"],\"lots\":[]}", 400, "request-invalid", "");
    assertRefused("{}", 400, "request-invalid", "/lots");
    assertRefused("{\"lots\":[]}", 400, "request-invalid", "/lots");
    assertRefused("{\"lots\":\"urn:a:b\"}", 400, "request-invalid", "/lots");
    assertRefused("{\"lots\":[\"urn:a:b\"],\"a/~\":1}", 400, "request-invalid", "/a~1~0");
    assertRefused("{\"lots\":[\"urn:a:b\",7]}", 400, "lot-invalid", "/lots/1");
    assertRefused("{\"lots\":[\"no uri\"]}", 400, "lot-invalid", "/lots/0");
    assertRefused(lots(ORE, SULFATE, ORE), 422, "lot-repeated", "/lots/2");
    assertRefused(lots(ORE, new LotId("urn:a:never")), 404, "lot-unknown", "/lots/1");
    for (String asOf : List.of("-1", "1.5", "\"3\"", "999999", "1e30")) {
      assertRefused(
          "{\"lots\":[\"urn:a:b\"],\"asOf\":" + asOf + "}", 400, "parameter-invalid", "/asOf");
    }
    for (String threshold : List.of("65", "\"0\"", "\"101\"", "\"1e2\"", "\"-5\"", "\"5 %\"")) {
      assertRefused(
          "{\"lots\":[\"urn:a:b\"],\"threshold\":" + threshold + "}",
          400,
          "parameter-invalid",
          "/threshold");
    }
  }

  private void assertRefused(String body, int status, String slug, String pointer)
      throws Exception {
    ProxyResponse response = ask(coalition.congo, body);
    JsonNode problem = json(response);
    assertThat(response.status()).as(body + problem).isEqualTo(status);
    assertThat(problem.path("type").textValue()).isEqualTo("urn:assay:problem:" + slug);
    assertThat(problem.path("pointer").textValue()).as(body).isEqualTo(pointer);
  }

  @Test
  void tooManyLotsAreRefusedAndTheMostAreNot() throws Exception {
    List<LotId> many = new ArrayList<>();
    for (int i = 0; i <= PortfolioQuestion.MAX_LOTS; i++) {
      String start = "urn:assay:lot:" + i + ":";
      many.add(new LotId(start + "a".repeat(LotId.MAX_LENGTH - start.length())));
    }
    assertRefused(lots(many.toArray(LotId[]::new)), 400, "request-invalid", "/lots/500");
    String most = lots(many.subList(0, PortfolioQuestion.MAX_LOTS).toArray(LotId[]::new));
    assertRefused(most, 404, "lot-unknown", "/lots/0");

    ProxyResponse tooLarge = ask(coalition.congo, " ".repeat(PortfolioQuestion.MAX_BODY) + most);
    assertThat(tooLarge.status()).isEqualTo(413);
    assertThat(json(tooLarge).path("type").textValue()).endsWith(":request-too-large");
  }

  @Test
  void anotherMediaTypeIsRefused() throws Exception {
    ProxyResponse response =
        ask(endpoint, coalition.congo.token(LOG), "text/plain", lots(ORE), 20_000);
    assertThat(response.status()).isEqualTo(415);
  }

  @Test
  void whatTakesTooLongOrLooksAtTooMuchIsRefusedAndSaidToBe() throws Exception {
    PortfolioEndpoint narrow =
        new PortfolioEndpoint(access, evidence, new PortfolioReading(evidence, 3));
    String token = coalition.congo.token(LOG);
    // The sulfate's chain has two lots, and so has the ore's.
    assertThat(ask(narrow, token, "application/json", lots(SULFATE), 20_000).status())
        .isEqualTo(200);
    ProxyResponse wide = ask(narrow, token, "application/json", lots(SULFATE, ORE), 20_000);
    assertThat(wide.status()).isEqualTo(422);
    assertThat(json(wide).path("type").textValue()).endsWith(":portfolio-too-large");
    assertThat(json(wide).path("remedy").textValue()).contains("fewer lots");

    ProxyResponse late =
        ask(endpoint, token, "application/json", lots(SULFATE), PortfolioReading.RESERVE);
    assertThat(late.status()).isEqualTo(422);
  }
}
