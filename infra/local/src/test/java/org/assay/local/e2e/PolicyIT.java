package org.assay.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.assay.attestation.LotId;
import org.assay.attestation.Policy;
import org.assay.functions.gateway.testing.TestCoalition;
import org.assay.ledger.Digest;
import org.assay.local.e2e.ExchangeClient.Answer;
import org.assay.traceability.policy.StandardPolicies;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A member records policies; a buyer asks for a lot under them. */
class PolicyIT {
  @TempDir private static Path data;
  private static RunningExchange exchange;
  private static TestCoalition coalition;
  private static ExchangeClient client;

  private static final LotId ORE = TestCoalition.newLot("ore");
  private static long before;
  private static byte[] origin;
  private static byte[] magnets;

  @BeforeAll
  static void start() throws Exception {
    exchange = RunningExchange.sharedAndFounded(data);
    coalition = exchange.coalition;
    client = exchange.client;
    client.record(coalition.operator.says(coalition.mined(ORE)));
    before = client.size();
    origin = coalition.finland.says(standard("coalition-origin"));
    magnets = coalition.congo.says(standard("dfars-252.225-7052"));
    client.record(origin);
    client.record(magnets);
  }

  @AfterAll
  static void stop() throws Exception {
    ReplayedLedger.verify(exchange.exchange.environment());
    exchange.close();
  }

  private static Policy standard(String name) {
    return StandardPolicies.named(name).orElseThrow().policy();
  }

  private static Answer trace(String query) {
    return client.get(ExchangeClient.lotPath(ORE) + query, exchange.token());
  }

  @Test
  void everyRegisteredPartyReadsThePolicies() {
    Answer answer = client.get("/v1/policies", coalition.operator.token(coalition.log()));

    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    JsonNode first = answer.json().at("/policies/0");
    assertThat(first.path("policy").textValue()).isEqualTo("coalition-origin");
    assertThat(first.path("version").intValue()).isEqualTo(1);
    assertThat(first.path("issuer").textValue()).isEqualTo(coalition.finland.did().value());
    assertThat(first.path("statement").textValue()).isEqualTo(Digest.of(origin).hex());
    assertThat(first.path("index").longValue()).isEqualTo(before);
    assertThat(first.path("stands").booleanValue()).isTrue();
    assertThat(first.path("says")).isEqualTo(standard("coalition-origin").toJson());
    assertThat(answer.json().at("/policies/1/policy").textValue()).isEqualTo("dfars-252.225-7052");
    assertThat(client.get("/v1/policies", null).status()).isEqualTo(401);
  }

  @Test
  void aLotIsJudgedUnderAPolicyForADay() {
    JsonNode trace = trace("?policy=coalition-origin&on=2026-06-30").json();

    assertThat(trace.path("verdict").textValue()).isEqualTo("PASS");
    assertThat(trace.path("evaluatedOn").textValue()).isEqualTo("2026-06-30");
    JsonNode answer = trace.at("/policies/0");
    assertThat(answer.path("policy").textValue()).isEqualTo("coalition-origin");
    assertThat(answer.path("version").intValue()).isEqualTo(1);
    assertThat(answer.path("statement").textValue()).isEqualTo(Digest.of(origin).hex());
    assertThat(answer.path("applies").booleanValue()).isTrue();
    assertThat(answer.path("verdict").textValue()).isEqualTo("FAIL");
    assertThat(answer.at("/reasons/0").textValue())
        .isEqualTo(
            "Co was mined in Congo - Kinshasa (CD) at Kamoto East: no member of Pax Silica"
                + " (example) on 2026-06-30");
    assertThat(answer.at("/checks/0/rule").textValue()).isEqualTo("POLICY");
    assertThat(answer.at("/checks/0/id").textValue()).isEqualTo("E7");
    assertThat(answer.at("/checks/0/numbers/0/name").textValue()).isEqualTo("Co mined in CD");
  }

  @Test
  void aPolicyThatIsNotAboutTheLotDoesNotApply() {
    JsonNode trace = trace("?policy=all").json();

    assertThat(trace.path("evaluatedOn").textValue()).matches("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    assertThat(trace.path("policies")).hasSize(2);
    JsonNode answer = trace.at("/policies/1");
    assertThat(answer.path("applies").booleanValue()).isFalse();
    assertThat(answer.has("verdict")).isFalse();
    assertThat(answer.at("/reasons/0").textValue()).endsWith("and the lot is cobalt as hydroxide");
  }

  @Test
  void withoutAQuestionThereIsNoAnswerAboutPolicies() {
    assertThat(trace("").json().has("policies")).isFalse();
    assertThat(trace("").json().has("evaluatedOn")).isFalse();
  }

  @Test
  void anUnknownPolicyIsAnsweredWithTheKnownOnes() {
    Answer answer = trace("?policy=coalition-origin,of-the-moon");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.slug()).isEqualTo("policy-unknown");
    assertThat(answer.json().path("known").toString())
        .isEqualTo("[\"coalition-origin\",\"dfars-252.225-7052\"]");
    assertThat(trace("?policy=coalition-origin@2").slug()).isEqualTo("policy-unknown");
    assertThat(trace("?policy=coalition-origin&asOf=" + before).json().path("known"))
        .as("nobody had recorded one")
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?policy=",
        "?policy=No%20Policy",
        "?policy=coalition-origin,",
        "?policy=coalition-origin@0",
        "?policy=coalition-origin&on=2026-02-30",
        "?policy=coalition-origin&on=%2B12026-01-01",
        "?on=2026-12-31",
      })
  void aQuestionThatIsNoneIsRefused(String query) {
    assertThat(trace(query).status()).isEqualTo(400);
    assertThat(trace(query).slug()).isEqualTo("parameter-invalid");
  }

  @Test
  void aPolicyOfSomebodyWhoIsNoMemberIsRefused() {
    Answer answer = client.submit(coalition.operator.says(standard("coalition-origin")));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.slug()).isEqualTo("not-accredited-for-type");
    Answer other = client.submit(coalition.zambia.says(standard("coalition-origin")));
    assertThat(other.status()).isEqualTo(403);
    assertThat(other.slug()).isEqualTo("policy-owned-by-another");
  }
}
