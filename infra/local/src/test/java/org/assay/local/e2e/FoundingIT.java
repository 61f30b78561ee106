package org.assay.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.assay.attestation.AttestationType;
import org.assay.attestation.Facility;
import org.assay.attestation.FacilityId;
import org.assay.attestation.LotId;
import org.assay.attestation.Mineral;
import org.assay.functions.gateway.testing.TestCoalition;
import org.assay.functions.gateway.testing.TestParty;
import org.assay.local.e2e.ExchangeClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** A coalition comes to be on an empty ledger, and changes. In order: a ledger is founded once. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FoundingIT {
  @TempDir private static Path data;
  private static RunningExchange exchange;
  private static TestCoalition coalition;
  private static ExchangeClient client;
  private static final TestParty AUSTRALIA =
      TestParty.of("did:web:industry.gov.example.au", "Australia", "AU");

  @BeforeAll
  static void start() throws Exception {
    exchange = RunningExchange.shared(data);
    coalition = exchange.coalition;
    client = exchange.client;
  }

  @AfterAll
  static void stop() throws Exception {
    ReplayedLedger.verify(exchange.exchange.environment());
    exchange.close();
  }

  @Test
  @Order(1)
  void beforeItsCharterALedgerTakesNothing() {
    assertRefused(coalition.congo.says(coalition.operator.anchor()), 403, "unknown-key");
    TestParty self = TestParty.ofKey("Cooperative", "CD");
    assertRefused(self.says(coalition.mined(TestCoalition.newLot("ore"))), 409, "charter-missing");
    assertThat(client.get("/v1/members", exchange.token()).status()).isEqualTo(401);
    assertThat(client.size()).isZero();
  }

  @Test
  @Order(2)
  void everyFounderSigns() {
    Answer answer =
        assertRefused(
            TestCoalition.sign(coalition.charter(), coalition.congo, coalition.zambia),
            403,
            "charter-signatures-missing");
    assertThat(answer.json().path("detail").textValue()).contains(coalition.finland.did().value());
    assertRefused(
        TestCoalition.sign(
            coalition.charter(),
            coalition.congo,
            coalition.zambia,
            coalition.finland.withNewKey("key-1")),
        403,
        "charter-signatures-missing");
  }

  @Test
  @Order(3)
  void aCharterIsForItsOwnLogAndNumberedFromOne() {
    TestCoalition elsewhere = new TestCoalition("log.example/elsewhere");
    assertRefused(
        TestCoalition.sign(
            elsewhere.charter(), elsewhere.congo, elsewhere.finland, elsewhere.zambia),
        422,
        "charter-invalid");
    assertRefused(
        TestCoalition.sign(
            coalition.charter(2, coalition.congo, coalition.finland),
            coalition.congo,
            coalition.finland),
        422,
        "charter-invalid");
  }

  @Test
  @Order(4)
  void theCharterIsEntryZero() {
    exchange.found();
    Answer members = client.get("/v1/members", exchange.token());
    assertThat(members.json().at("/charter/version").intValue()).isEqualTo(1);
  }

  @Test
  @Order(5)
  void aLedgerIsFoundedOnce() {
    Answer answer =
        assertRefused(
            TestCoalition.sign(
                coalition.charter(1, coalition.congo, coalition.finland),
                coalition.congo,
                coalition.finland),
            409,
            "charter-exists");
    assertThat(answer.json().path("pointer").textValue()).isEqualTo("/version");
    assertThat(answer.json().path("detail").textValue()).contains("index 0");
  }

  @Test
  @Order(6)
  void anAmendmentNeedsItsThresholdAndWhoeverJoins() {
    assertRefused(amendment(coalition.congo, AUSTRALIA), 403, "charter-signatures-missing");
    assertRefused(amendment(coalition.congo, coalition.finland), 403, "charter-signatures-missing");
    assertRefused(amendment(AUSTRALIA, coalition.operator), 403, "charter-signatures-missing");
    assertRefused(AUSTRALIA.says(AUSTRALIA.anchor()), 403, "unknown-key");
  }

  @Test
  @Order(7)
  void anAmendmentAdmitsAMemberThatSpeaksForItsCountry() {
    client.record(amendment(coalition.congo, coalition.finland, AUSTRALIA));

    TestParty miner = TestParty.of("did:web:pilbara.example", "Pilbara", "AU");
    client.record(AUSTRALIA.says(miner.anchor()));
    client.record(
        AUSTRALIA.says(
            TestCoalition.accreditation(miner, AUSTRALIA.country(), AttestationType.LOT_ORIGIN)));
    LotId lot = TestCoalition.newLot("ore");
    client.record(
        miner.says(
            coalition.mined(
                lot,
                new Facility(
                    new FacilityId("urn:assay:facility:au:1"), "Pilbara", AUSTRALIA.country()),
                Mineral.COBALT)));
    Answer trace = client.trace(lot, AUSTRALIA.token(coalition.log()));
    assertThat(trace.json().path("verdict").textValue())
        .as(trace.json().path("reasons").toString())
        .isEqualTo("PASS");
    assertRefused(AUSTRALIA.says(coalition.operator.anchor()), 403, "identity-not-authorised");
  }

  @Test
  @Order(8)
  void aMemberThatLeavesSpeaksForNobodyAnyMore() {
    byte[] later =
        coalition.zambia.says(
            coalition.mined(
                TestCoalition.newLot("ore"),
                new Facility(new FacilityId("urn:assay:facility:zm:1"), "Kitwe", TestCoalition.ZM),
                Mineral.COBALT));
    client.record(
        TestCoalition.sign(
            coalition.charter(3, coalition.congo, coalition.finland, AUSTRALIA),
            coalition.congo,
            AUSTRALIA));
    assertRefused(later, 403, "key-revoked");
    assertThat(client.get("/v1/members", coalition.zambia.token(coalition.log())).status())
        .isEqualTo(401);
  }

  private static byte[] amendment(TestParty... signers) {
    return TestCoalition.sign(
        coalition.charter(2, coalition.congo, coalition.finland, coalition.zambia, AUSTRALIA),
        signers);
  }

  private static Answer assertRefused(byte[] statement, int status, String slug) {
    long size = client.size();
    Answer answer =
        client.post(
            statement[0] == '{' ? "application/jose+json" : "application/vc+jwt", statement);
    assertThat(answer.slug()).as(answer.toString()).isEqualTo(slug);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(client.size()).isEqualTo(size);
    return answer;
  }
}
