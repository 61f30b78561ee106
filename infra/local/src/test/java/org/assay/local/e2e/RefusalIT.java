package org.assay.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.assay.attestation.Accreditation;
import org.assay.attestation.AttestationType;
import org.assay.attestation.CountryCode;
import org.assay.attestation.Credential;
import org.assay.attestation.Facility;
import org.assay.attestation.FacilityId;
import org.assay.attestation.LotId;
import org.assay.attestation.Mineral;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Revocation;
import org.assay.attestation.RevocationReason;
import org.assay.attestation.Sha256;
import org.assay.attestation.jws.CompactJws;
import org.assay.attestation.quantity.Mass;
import org.assay.attestation.quantity.Quantity;
import org.assay.functions.gateway.testing.TestCoalition;
import org.assay.functions.gateway.testing.TestParty;
import org.assay.ledger.Digest;
import org.assay.ledger.testing.LedgerCheck;
import org.assay.local.e2e.ExchangeClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused says why, each cause by its own name, and leaves nothing (invariant I9). */
class RefusalIT {
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

  // What cannot be read as a signed statement.

  @Test
  void whatIsNoJwsIsRefused() {
    for (String text : List.of("hello", "", ".", "a.b", "a.b.c.d", "=.=.=", "é.é.é")) {
      assertRefused(bytes(text), 400, "not-a-jws");
    }
    assertRefused(bytes(".."), 400, "header-invalid");
    assertRefused(bytes("{}"), 400, "not-a-jws");
    assertRefused(bytes("{\"payload\":\"\",\"signatures\":[]}"), 400, "not-a-jws");
  }

  @Test
  void anUnsignedStatementIsRefused() {
    byte[] payload = coalition.operator.payload(coalition.mined(TestCoalition.newLot("ore")));
    for (String alg : List.of("none", "NONE", "None")) {
      assertRefused(jws(header(alg), payload, new byte[0]), 400, "alg-none");
    }
  }

  @Test
  void aPublicKeyIsNoSharedSecret() throws Exception {
    byte[] payload = coalition.operator.payload(coalition.mined(TestCoalition.newLot("ore")));
    // The classic confusion: an HMAC with what everybody knows, the public key.
    byte[] secret = bytes(coalition.operator.key().publicKey().toJwk().toString());
    assertRefused(hs256(header("HS256"), payload, secret), 400, "alg-symmetric");
  }

  @Test
  void anUnknownAlgorithmAndAnotherThanTheKeysAreRefused() {
    byte[] payload = coalition.operator.payload(coalition.mined(TestCoalition.newLot("ore")));
    byte[] signature = new byte[64];
    assertRefused(jws(header("RS256"), payload, signature), 400, "alg-unsupported");
    assertRefused(jws(header("ES256"), payload, signature), 422, "bad-signature");
  }

  @Test
  void aHeaderThatWantsToBeBelievedIsRefused() {
    byte[] payload = coalition.operator.payload(coalition.mined(TestCoalition.newLot("ore")));
    String kid = coalition.operator.kid().toString();
    for (String more : List.of("\"jwk\":{}", "\"jku\":\"https://x\"", "\"crit\":[\"b64\"]")) {
      String header =
          "{\"alg\":\"Ed25519\",\"typ\":\"vc+jwt\",\"kid\":\"" + kid + "\"," + more + "}";
      assertRefused(jws(header, payload, new byte[64]), 400, "header-invalid");
    }
    assertRefused(
        jws("{\"alg\":\"Ed25519\",\"typ\":\"JWT\",\"kid\":\"" + kid + "\"}", payload, new byte[64]),
        400,
        "typ-unsupported");
    assertRefused(
        jws("{\"alg\":\"Ed25519\",\"typ\":\"vc+jwt\"}", payload, new byte[64]), 400, "kid-invalid");
  }

  @Test
  void aTamperedStatementIsRefused() {
    byte[] good = coalition.operator.says(coalition.mined(TestCoalition.newLot("ore")));
    String[] parts = new String(good, StandardCharsets.US_ASCII).split("\\.");
    byte[] payload = Base64.getUrlDecoder().decode(parts[1]);
    byte[] more = bytes(new String(payload, StandardCharsets.UTF_8).replace("12500", "92500"));
    assertThat(more).isNotEqualTo(payload);
    assertRefused(bytes(parts[0] + "." + base64(more) + "." + parts[2]), 422, "bad-signature");
    byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
    signature[40] ^= 1;
    assertRefused(bytes(parts[0] + "." + parts[1] + "." + base64(signature)), 422, "bad-signature");
  }

  @Test
  void hostileBytesAreRefusedQuickly() {
    long began = System.nanoTime();
    assertRefused(filled(1_000_000, '{'), 400, "not-a-jws");
    assertRefused(filled(200_000, '.'), 400, "not-a-jws");
    assertRefused(new byte[200_000], 400, "not-a-jws");
    assertRefused(bytes("{\"payload\":" + "[".repeat(100_000)), 400, "not-a-jws");
    assertRefused(bytes("{\"a\":".repeat(50_000)), 400, "not-a-jws");
    assertRefused(bytes(base64(filled(30_000, '[')) + ".e30.c2ln"), 400, "header-invalid");
    // Signed by a registered key, so that the payload is read.
    TestParty operator = coalition.operator;
    assertRefused(operator.sign(filled(100_000, '[')), 400, "payload-not-json");
    assertRefused(operator.sign(new byte[100_000]), 400, "payload-not-json");
    assertRefused(operator.sign(bytes("{\"a\":".repeat(20_000))), 400, "payload-not-json");
    assertRefused(operator.sign(bytes("{\"a\":1,\"a\":2}")), 400, "payload-not-json");
    assertRefused(operator.sign(new byte[] {(byte) 0xc3, (byte) 0x28}), 400, "payload-not-json");
    assertRefused(
        operator.sign(bytes("{\"a\":" + "9".repeat(100_000) + "}")), 400, "payload-not-json");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void anOversizedStatementIsRefused() {
    assertRefused(filled(256 * 1024 + 1, 'a'), 413, "statement-too-large");
    byte[] charter = filled(1024 * 1024 + 1, ' ');
    charter[0] = '{';
    assertRefused(charter, 413, "statement-too-large");
    // Above what API Gateway takes it never reaches a function.
    long size = client.size();
    assertThat(client.submit(new byte[10 * 1024 * 1024 + 1]).status()).isEqualTo(413);
    assertThat(client.size()).isEqualTo(size);
  }

  @Test
  void anotherMediaTypeIsRefused() {
    byte[] good = coalition.operator.says(coalition.mined(TestCoalition.newLot("ore")));
    long size = client.size();
    for (String type : List.of("text/plain", "application/json", "application/octet-stream")) {
      Answer answer = client.post(type, good);
      assertThat(answer.status()).as(type).isEqualTo(415);
      assertThat(answer.slug()).isEqualTo("unsupported-media-type");
    }
    assertThat(client.size()).isEqualTo(size);
  }

  // Who may not say this.

  @Test
  void anUnknownKeyIsRefused() {
    TestParty stranger = TestParty.of("did:web:stranger.example", "Stranger", "CD");
    assertRefused(stranger.says(coalition.mined(TestCoalition.newLot("ore"))), 403, "unknown-key");
    assertRefused(stranger.says(stranger.anchor()), 403, "unknown-key");
    TestParty otherName = coalition.operator.withNewKey("key-9");
    assertRefused(otherName.says(coalition.mined(TestCoalition.newLot("ore"))), 403, "unknown-key");
    TestParty impostor = coalition.operator.withNewKey("key-1");
    assertRefused(
        impostor.says(coalition.mined(TestCoalition.newLot("ore"))), 422, "bad-signature");
  }

  @Test
  void aKeyThatWasRevokedBeforeIsRefused() {
    TestParty party = TestParty.of("did:web:revoked.example", "Revoked", "CD");
    client.record(coalition.congo.says(party.anchor()));
    client.record(coalition.congo.says(TestCoalition.revoked(party.kid(), null)));
    assertRefused(party.says(coalition.mined(TestCoalition.newLot("ore"))), 403, "key-revoked");
  }

  @Test
  void anIssuerStaysWithinItsAccreditation() {
    assertRefused(coalition.operator.says(coalition.audited()), 403, "not-accredited-for-type");
    assertRefused(
        coalition.operator.says(
            coalition.mined(TestCoalition.newLot("ore"), mineIn(TestCoalition.ZM), Mineral.COBALT)),
        403,
        "not-accredited-for-country");
    assertRefused(
        coalition.operator.says(
            coalition.mined(TestCoalition.newLot("ore"), TestCoalition.mine(), Mineral.NICKEL)),
        403,
        "not-accredited-for-mineral");
    assertRefused(
        coalition.finland.says(coalition.mined(TestCoalition.newLot("ore"))),
        403,
        "not-accredited-for-type");
  }

  @Test
  void anAccreditationThatHasEndedOrNotBegunIsRefused() {
    Instant now = Instant.now();
    assertThat(accredited("ended", now.minusSeconds(900), now.minusSeconds(300)))
        .isEqualTo("accreditation-not-in-force");
    assertThat(accredited("begun", now.minusSeconds(900), now.plusSeconds(300)))
        .isEqualTo("recorded");
    assertThat(accredited("not-begun", now.plusSeconds(200), now.plusSeconds(900)))
        .isEqualTo("accreditation-not-in-force");
  }

  /** What a miner is answered whose accreditation has this term. */
  private static String accredited(String name, Instant from, Instant until) {
    TestParty party = TestParty.of("did:web:" + name + ".example", name, "CD");
    client.record(coalition.congo.says(party.anchor()));
    client.record(
        coalition.congo.sign(
            coalition.congo.payload(
                "urn:uuid:" + UUID.randomUUID(),
                from,
                until,
                TestCoalition.accreditation(party, TestCoalition.CD, AttestationType.LOT_ORIGIN))));
    Answer answer = client.submit(party.says(coalition.mined(TestCoalition.newLot("ore"))));
    return answer.isNew() ? "recorded" : answer.slug();
  }

  @Test
  void anAccreditationThatWasWithdrawnIsRefused() {
    TestParty party = TestParty.of("did:web:withdrawn.example", "Withdrawn", "CD");
    client.record(coalition.congo.says(party.anchor()));
    String id = "urn:uuid:" + UUID.randomUUID();
    Instant now = Instant.now();
    byte[] accreditation =
        coalition.congo.sign(
            coalition.congo.payload(
                id,
                now.minusSeconds(60),
                now.plusSeconds(900),
                TestCoalition.accreditation(party, TestCoalition.CD, AttestationType.LOT_ORIGIN)));
    client.record(accreditation);
    client.record(
        coalition.congo.says(
            new Revocation(
                new Revocation.StatementTarget(
                    coalition.congo.did(), id, new Sha256(Digest.of(accreditation).hex())),
                RevocationReason.WITHDRAWN,
                null,
                "The licence has ended.")));
    assertRefused(
        party.says(coalition.mined(TestCoalition.newLot("ore"))),
        403,
        "accreditation-not-in-force");
  }

  @Test
  void nobodyAccreditsThemselves() {
    for (TestParty party : List.of(coalition.finland, coalition.operator)) {
      assertRefused(
          party.says(
              TestCoalition.accreditation(party, TestCoalition.CD, AttestationType.ESG_CONFORMITY)),
          403,
          "self-accreditation");
    }
  }

  @Test
  void nobodyAccreditsBeyondTheirOwnScope() {
    Accreditation beyond =
        TestCoalition.accreditation(
            coalition.auditor, TestCoalition.CD, AttestationType.LOT_ORIGIN);
    assertRefused(coalition.finland.says(beyond), 403, "accreditation-out-of-scope");
    assertRefused(coalition.operator.says(beyond), 403, "accreditation-out-of-scope");
    Accreditation twoCountries =
        new Accreditation(
            coalition.auditor.did(),
            Set.of(AttestationType.LOT_ORIGIN),
            List.of(TestCoalition.FI, TestCoalition.CD),
            Set.of(Mineral.COBALT),
            false);
    assertRefused(coalition.finland.says(twoCountries), 403, "accreditation-out-of-scope");
  }

  @Test
  void aStrangerRegistersNobody() {
    TestParty stranger = TestParty.ofKey("Stranger", "CD");
    assertRefused(stranger.says(stranger.anchor()), 403, "identity-not-authorised");
    assertRefused(
        stranger.says(TestParty.of("did:web:friend.example", "Friend", "CD").anchor()),
        403,
        "not-accredited-for-type");
    assertRefused(
        coalition.finland.says(coalition.operator.anchor()), 403, "identity-not-authorised");
    assertRefused(
        coalition.finland.says(TestParty.of("did:web:friend.example", "Friend", "CD").anchor()),
        403,
        "not-accredited-for-type");
    assertRefused(
        coalition.finland.says(coalition.congo.withNewKey("key-2").anchor()),
        403,
        "identity-not-authorised");
  }

  @Test
  void aStrangerRevokesNothing() {
    byte[] origin = coalition.operator.says(coalition.mined(TestCoalition.newLot("ore")));
    client.record(origin);
    assertRefused(
        coalition.refiner.says(TestCoalition.revoked(coalition.operator.kid(), null)),
        403,
        "revocation-not-authorised");
    assertRefused(
        coalition.refiner.says(
            new Revocation(
                new Revocation.StatementTarget(
                    coalition.operator.did(), idOf(origin), new Sha256(Digest.of(origin).hex())),
                RevocationReason.FRAUD,
                null,
                "We do not like it.")),
        403,
        "revocation-not-authorised");
  }

  @Test
  void whatIsNotRecordedCannotBeRevoked() {
    byte[] origin = coalition.operator.says(coalition.mined(TestCoalition.newLot("ore")));
    client.record(origin);
    for (Revocation.Target target :
        List.of(
            new Revocation.StatementTarget(
                coalition.operator.did(), idOf(origin), new Sha256("0".repeat(64))),
            new Revocation.StatementTarget(
                coalition.operator.did(),
                "urn:uuid:" + UUID.randomUUID(),
                new Sha256(Digest.of(origin).hex())),
            new Revocation.KeyTarget(coalition.operator.withNewKey("key-8").kid()))) {
      assertRefused(
          coalition.operator.says(
              new Revocation(target, RevocationReason.ISSUED_IN_ERROR, null, "A mistake.")),
          409,
          "target-unknown");
    }
  }

  @Test
  void aStatementIsSignedInItsIssuersName() {
    byte[] payload = coalition.operator.payload(coalition.mined(TestCoalition.newLot("ore")));
    Answer answer = assertRefused(coalition.refiner.sign(payload), 400, "kid-invalid");
    assertThat(answer.json().path("pointer").textValue()).isEqualTo("/issuer");
  }

  // What does not hold by itself.

  @Test
  void whatIsNotInTheSchemaIsPointedTo() {
    Answer missing = assertOrigin(subject -> subject.remove("form"), 422, "schema-violation");
    assertThat(missing.json().path("errors").toString()).contains("form");
    Answer unknown = assertOrigin(subject -> subject.put("color", "blue"), 422, "schema-violation");
    assertThat(unknown.json().path("errors").toString()).contains("color");
    Answer wrong = assertOrigin(subject -> subject.put("mineral", 7), 422, "schema-violation");
    assertThat(wrong.json().path("pointer").textValue()).isEqualTo("/credentialSubject/mineral");
    Answer deep =
        assertOrigin(
            subject -> subject.withObject("/facility").put("country", "XX"),
            422,
            "schema-violation");
    assertThat(deep.json().path("pointer").textValue())
        .isEqualTo("/credentialSubject/facility/country");
    assertRefused(
        coalition.operator.says(
            coalition.mined(TestCoalition.newLot("ore")),
            payload -> payload.putArray("type").add("VerifiableCredential").add("Hearsay")),
        422,
        "type-unknown");
  }

  @Test
  void aMassSaysItsUnitAndIsOne() {
    assertQuantity(quantity -> quantity.remove("unit"), "mass-unit-missing", "/unit");
    assertQuantity(quantity -> quantity.put("unit", "LB"), "mass-unit-unsupported", "/unit");
    assertQuantity(
        quantity -> quantity.put("value", new BigDecimal("1e400")), "mass-out-of-range", "/value");
    assertQuantity(quantity -> quantity.put("value", "1e400"), "mass-out-of-range", "/value");
    assertQuantity(
        quantity -> quantity.put("value", new BigDecimal("1e999999")),
        "mass-out-of-range",
        "/value");
    assertQuantity(quantity -> quantity.put("value", "NaN"), "mass-out-of-range", "/value");
    assertQuantity(quantity -> quantity.put("value", "0.0000001"), "mass-out-of-range", "/value");
    assertQuantity(quantity -> quantity.put("value", "-12500"), "mass-not-positive", "/value");
    assertQuantity(quantity -> quantity.put("value", 0), "mass-not-positive", "/value");
    assertQuantity(quantity -> quantity.remove("moisture"), "moisture-missing", "");
    assertQuantity(quantity -> quantity.put("moisture", "1"), "moisture-out-of-range", "/moisture");
    assertQuantity(quantity -> quantity.put("basis", "dry"), "basis-mismatch", "/moisture");
  }

  @Test
  void whatHasNotHappenedYetIsNotAttested() {
    Instant now = Instant.now();
    LotId lot = TestCoalition.newLot("ore");
    Answer answer =
        assertRefused(
            coalition.operator.sign(
                coalition.operator.payload(
                    "urn:uuid:" + UUID.randomUUID(),
                    now.plus(Duration.ofHours(1)),
                    null,
                    coalition.mined(lot))),
            422,
            "issued-in-future");
    assertThat(answer.json().path("pointer").textValue()).isEqualTo("/validFrom");
    assertOrigin(
        subject ->
            subject.put("extractedTo", now.plus(Duration.ofDays(9)).toString().substring(0, 10)),
        422,
        "dates-inconsistent");
    assertOrigin(subject -> subject.put("extractedFrom", "2099-01-01"), 422, "dates-inconsistent");
  }

  // What contradicts the ledger.

  @Test
  void noMoreOfALotIsConsumedThanThereIs() {
    LotId ore = exchange.shippedLot();
    client.record(coalition.refiner.says(coalition.refined(ore, TestCoalition.newLot("salt"))));
    Answer answer =
        assertRefused(
            coalition.refiner.says(coalition.refined(ore, TestCoalition.newLot("salt"))),
            409,
            "over-consumed");
    assertThat(answer.json().path("detail").textValue()).contains("2500 kg of its 12500 kg");
    assertThat(answer.json().path("remedy").textValue()).contains("2500 kg");
    assertThat(answer.json().path("pointer").textValue())
        .isEqualTo("/credentialSubject/inputs/0/quantity");

    Quantity rest = Quantity.wet(Mass.ofKilograms(2_500), "0.085");
    client.record(
        coalition.refiner.says(
            coalition.transformed(
                "refining",
                ore,
                rest,
                TestCoalition.newLot("salt"),
                Mass.ofKilograms(3_300),
                "20.8")));
    Answer usedUp =
        assertRefused(
            coalition.refiner.says(
                coalition.refined(
                    ore,
                    new Quantity(new Mass(1), rest.basis(), rest.moisture()),
                    TestCoalition.newLot("salt"))),
            409,
            "over-consumed");
    assertThat(usedUp.json().path("detail").textValue()).contains("but 0 kg of its 12500 kg");
  }

  @Test
  void aLotIsConsumedOnTheBasisOnWhichItIsCounted() {
    LotId ore = exchange.shippedLot();
    assertRefused(
        coalition.refiner.says(
            coalition.refined(
                ore, Quantity.dry(Mass.ofKilograms(1_000)), TestCoalition.newLot("salt"))),
        422,
        "basis-mismatch");
  }

  @Test
  void aLotComesForthOnce() {
    LotId ore = TestCoalition.newLot("ore");
    client.record(coalition.operator.says(coalition.mined(ore)));
    assertRefused(coalition.operator.says(coalition.mined(ore)), 409, "lot-exists");
    assertRefused(
        coalition.refiner.says(coalition.refined(TestCoalition.newLot("other"), ore)),
        409,
        "lot-exists");
  }

  @Test
  void onlyWhoHoldsALotUsesItOrHandsItOver() {
    LotId ore = TestCoalition.newLot("ore");
    client.record(coalition.operator.says(coalition.mined(ore)));
    assertRefused(
        coalition.refiner.says(coalition.refined(ore, TestCoalition.newLot("salt"))),
        409,
        "not-holder");
    assertRefused(coalition.congo.says(coalition.shipped(ore)), 409, "not-holder");
    client.record(coalition.operator.says(coalition.shipped(ore)));
    assertRefused(coalition.operator.says(coalition.shipped(ore)), 409, "not-holder");
  }

  // One bad line among good ones.

  @Test
  void aLineThatIsCutOffKeepsNoOtherLineOut() {
    byte[] one = coalition.operator.says(coalition.mined(TestCoalition.newLot("ore")));
    byte[] two = coalition.operator.says(coalition.mined(TestCoalition.newLot("ore")));
    byte[] three = coalition.operator.says(coalition.mined(TestCoalition.newLot("ore")));
    byte[] cut = Arrays.copyOf(two, two.length / 2);
    long size = client.size();

    List<JsonNode> lines = client.submitAll(List.of(one, cut, three));

    assertThat(lines).hasSize(3);
    assertThat(lines.get(0).path("index").longValue()).isEqualTo(size);
    assertThat(lines.get(1).path("status").textValue()).isEqualTo("REFUSED");
    assertThat(lines.get(1).path("line").intValue()).isEqualTo(2);
    assertThat(lines.get(1).path("statement").textValue()).isEqualTo(Digest.of(cut).hex());
    assertThat(ExchangeClient.slug(lines.get(1).path("problem"))).isEqualTo("not-a-jws");
    assertThat(lines.get(2).path("index").longValue()).isEqualTo(size + 1);
    assertThat(client.size()).isEqualTo(size + 2);
    assertThat(client.submit(two).isNew()).as("sent again, whole").isTrue();
  }

  @Test
  void aBatchThatConsumesALotTwiceRecordsTheFirst() {
    LotId ore = exchange.shippedLot();
    List<JsonNode> lines =
        client.submitAll(
            List.of(
                coalition.refiner.says(coalition.refined(ore, TestCoalition.newLot("salt"))),
                coalition.refiner.says(coalition.refined(ore, TestCoalition.newLot("salt")))));
    assertThat(lines.get(0).path("status").textValue()).isEqualTo("SEQUENCED");
    assertThat(ExchangeClient.slug(lines.get(1).path("problem"))).isEqualTo("over-consumed");
  }

  /** Refused alone and as the one line of a batch, for the same cause; nothing is recorded. */
  private static Answer assertRefused(byte[] statement, int status, String slug) {
    long size = client.size();
    Answer answer = client.submit(statement);
    assertThat(answer.slug()).as(answer.toString()).isEqualTo(slug);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
    assertThat(answer.json().path("status").intValue()).isEqualTo(status);
    assertThat(answer.json().path("title").textValue()).isNotBlank();
    assertThat(answer.json().path("detail").textValue()).isNotBlank();
    if (statement.length > 0) {
      List<JsonNode> lines = client.submitAll(List.of(statement));
      assertThat(lines).hasSize(1);
      assertThat(lines.get(0).path("status").textValue()).isEqualTo("REFUSED");
      assertThat(lines.get(0).path("problem").path("type")).isEqualTo(answer.json().path("type"));
    }
    assertThat(client.size()).as("nothing is recorded").isEqualTo(size);
    assertThat(
            client.get("/v1/attestations/" + Digest.of(statement).hex(), exchange.token()).status())
        .isEqualTo(404);
    return answer;
  }

  private static Answer assertOrigin(Consumer<ObjectNode> change, int status, String slug) {
    return assertRefused(
        coalition.operator.says(
            coalition.mined(TestCoalition.newLot("ore")),
            payload -> change.accept(payload.withObject("/credentialSubject"))),
        status,
        slug);
  }

  private static void assertQuantity(Consumer<ObjectNode> change, String slug, String pointer) {
    Answer answer =
        assertOrigin(subject -> change.accept(subject.withObject("/quantity")), 422, slug);
    assertThat(answer.json().path("pointer").textValue())
        .as(slug)
        .startsWith("/credentialSubject/quantity" + pointer);
  }

  private static Facility mineIn(CountryCode country) {
    return new Facility(new FacilityId("urn:assay:facility:elsewhere"), "Elsewhere", country);
  }

  private static String idOf(byte[] statement) {
    try {
      return Credential.parse(CompactJws.parse(statement).payload()).id();
    } catch (RejectedException e) {
      throw new AssertionError(e);
    }
  }

  private static String header(String alg) {
    return "{\"alg\":\""
        + alg
        + "\",\"typ\":\"vc+jwt\",\"kid\":\""
        + coalition.operator.kid()
        + "\"}";
  }

  private static byte[] hs256(String header, byte[] payload, byte[] secret)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    return jws(header, payload, mac.doFinal(bytes(base64(bytes(header)) + "." + base64(payload))));
  }

  private static byte[] jws(String header, byte[] payload, byte[] signature) {
    return bytes(base64(bytes(header)) + "." + base64(payload) + "." + base64(signature));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] filled(int length, char with) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) with);
    return bytes;
  }
}
