package org.assay.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.assay.attestation.AttestationType;
import org.assay.attestation.LotId;
import org.assay.attestation.Revocation;
import org.assay.attestation.RevocationReason;
import org.assay.attestation.Sha256;
import org.assay.attestation.jws.SignatureAlgorithm;
import org.assay.attestation.jws.TestAuthority;
import org.assay.attestation.jws.VerificationMethod;
import org.assay.functions.gateway.testing.TestCoalition;
import org.assay.functions.gateway.testing.TestParty;
import org.assay.ledger.Digest;
import org.assay.ledger.testing.LedgerCheck;
import org.assay.local.e2e.ExchangeClient.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys come and go; what they signed is judged as of its entry (invariant I10). */
class KeysIT {
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
  void aRotatedKeySignsNothingNewAndItsStatementsStand() {
    TestParty old = miner("rotating");
    LotId before = mine(old);
    TestParty renewed = old.withNewKey("key-2");

    client.record(old.says(renewed.anchor()));

    Answer refused = client.submit(old.says(coalition.mined(TestCoalition.newLot("ore"))));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.slug()).isEqualTo("key-revoked");
    LotId after = mine(renewed);
    assertThat(verdict(before)).isEqualTo("PASS");
    assertThat(verdict(after)).isEqualTo("PASS");
    assertThat(client.get("/v1/members", old.token(coalition.log())).status())
        .as("a token of the old key")
        .isEqualTo(401);
    assertThat(client.get("/v1/members", renewed.token(coalition.log())).status()).isEqualTo(200);
  }

  @Test
  void aNameOfAKeyIsNeverGivenToAnotherKey() {
    TestParty party = miner("reusing");
    TestParty sameName = party.withNewKey("key-1");
    Answer refused = client.submit(party.says(sameName.anchor()));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.slug()).isEqualTo("key-id-reused");

    client.record(party.says(party.withNewKey("key-2").anchor()));
    Answer back = client.submit(coalition.congo.says(party.anchor()));
    assertThat(back.slug()).as("back to a key that ended").isEqualTo("key-id-reused");
  }

  @Test
  void aRevokedKeySignsNothingNewAndWhatItSignedBeforeStands() {
    TestParty party = miner("revoked");
    LotId before = mine(party);
    client.record(coalition.congo.says(TestCoalition.revoked(party.kid(), null)));

    Answer refused = client.submit(party.says(coalition.mined(TestCoalition.newLot("ore"))));
    assertThat(refused.slug()).isEqualTo("key-revoked");
    assertThat(verdict(before)).isEqualTo("PASS");
  }

  @Test
  void whatACompromisedKeySignedSinceThenFailsAndWhatItSignedBeforeStands() throws Exception {
    TestParty party = miner("compromised");
    LotId before = mine(party);
    Thread.sleep(20);
    Instant since = Instant.now();
    Thread.sleep(20);
    LotId after = mine(party);
    assertThat(verdict(after)).isEqualTo("PASS");

    client.record(
        coalition.congo.sign(
            coalition.congo.payload(
                "urn:uuid:" + UUID.randomUUID(),
                Instant.now(),
                null,
                TestCoalition.revoked(party.kid(), since))));

    assertThat(verdict(before)).isEqualTo("PASS");
    assertThat(verdict(after)).isEqualTo("FAIL");
    assertThat(client.trace(after, exchange.token()).json().path("reasons").toString())
        .contains("compromised");
    assertThat(client.submit(party.says(coalition.mined(TestCoalition.newLot("ore")))).slug())
        .isEqualTo("key-revoked");
  }

  @Test
  void aWithdrawnStatementFailsItsLot() {
    LotId lot = TestCoalition.newLot("ore");
    Instant from = Instant.now().minusSeconds(60);
    String id = "urn:uuid:" + UUID.randomUUID();
    byte[] origin =
        coalition.operator.sign(coalition.operator.payload(id, from, null, coalition.mined(lot)));
    client.record(origin);
    assertThat(verdict(lot)).isEqualTo("PASS");

    client.record(
        coalition.operator.says(
            new Revocation(
                new Revocation.StatementTarget(
                    coalition.operator.did(), id, new Sha256(Digest.of(origin).hex())),
                RevocationReason.ISSUED_IN_ERROR,
                null,
                "Weighed with the wrong scale.")));

    assertThat(verdict(lot)).isEqualTo("FAIL");
  }

  @Test
  void anIssuerThatIsItsKeyNeedsNothingButAnAccreditation() {
    TestParty cooperative = TestParty.ofKey("Cooperative", "CD");
    byte[] origin = cooperative.says(coalition.mined(TestCoalition.newLot("ore")));
    assertThat(client.submit(origin).slug()).isEqualTo("not-accredited-for-type");

    accredit(cooperative);
    LotId lot = mine(cooperative);
    assertThat(verdict(lot)).isEqualTo("PASS");
  }

  @Test
  void everyAlgorithmIsGoodForAStatement() {
    for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
      TestParty party =
          TestParty.of(
              "did:web:" + algorithm.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".example",
              algorithm.joseName(),
              "CD",
              algorithm);
      client.record(coalition.congo.says(party.anchor()));
      accredit(party);
      assertThat(verdict(mine(party))).as(algorithm.joseName()).isEqualTo("PASS");
    }
  }

  @Test
  void aCertificateOfTheRegisteredAuthorityVouchesForAKey() {
    Certified certified = new Certified("certified");
    TestParty party =
        certified.party.withCertificates(
            certified.authority.signer(
                certified.party.did(), certified.party.key().publicKey(), Certified::now));
    assertThat(verdict(mine(party))).isEqualTo("PASS");
  }

  @Test
  void aCertificateThatHasExpiredOrIsAboutAnotherVouchesForNothing() {
    Certified certified = new Certified("uncertified");
    TestParty party = certified.party;
    long size = client.size();
    TestParty expired =
        party.withCertificates(
            certified.authority.signer(
                party.did(),
                party.key().publicKey(),
                content -> content.valid(Certified.ago(10), Certified.ago(1))));
    TestParty foreign =
        party.withCertificates(
            certified.authority.signer(
                coalition.refiner.did(), party.key().publicKey(), Certified::now));
    TestAuthority other = Certified.newAuthority("other");
    TestParty unvouched =
        party.withCertificates(other.signer(party.did(), party.key().publicKey(), Certified::now));
    for (TestParty bad : new TestParty[] {expired, foreign, unvouched, party}) {
      Answer answer = client.submit(bad.says(coalition.mined(TestCoalition.newLot("ore"))));
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.slug()).isEqualTo("certificate-invalid");
    }
    assertThat(client.size()).isEqualTo(size);
  }

  /** A party whose registered key is a certificate authority. */
  private static final class Certified {
    final TestAuthority authority;
    final TestParty party;

    Certified(String name) {
      authority = newAuthority(name);
      TestParty bare = TestParty.of("did:web:" + name + ".example", name, "CD");
      party = bare;
      client.record(
          coalition.congo.says(
              bare.anchor(
                  new VerificationMethod(
                      bare.kid(),
                      new VerificationMethod.CertificateAuthority(authority.certificate())))));
      accredit(party);
    }

    static TestAuthority newAuthority(String name) {
      return TestAuthority.root(name, SignatureAlgorithm.ES256, Certified::now);
    }

    static TestAuthority.Content now(TestAuthority.Content content) {
      return content.valid(ago(20), ago(-20));
    }

    static Instant ago(int days) {
      return Instant.now().minus(Duration.ofDays(days));
    }
  }

  private static TestParty miner(String name) {
    TestParty party = TestParty.of("did:web:" + name + ".example", name, "CD");
    client.record(coalition.congo.says(party.anchor()));
    accredit(party);
    return party;
  }

  private static void accredit(TestParty party) {
    client.record(
        coalition.congo.says(
            TestCoalition.accreditation(party, TestCoalition.CD, AttestationType.LOT_ORIGIN)));
  }

  private static LotId mine(TestParty party) {
    LotId lot = TestCoalition.newLot("ore");
    client.record(party.says(coalition.mined(lot)));
    return lot;
  }

  private static String verdict(LotId lot) {
    return client.trace(lot, exchange.token()).json().path("verdict").textValue();
  }
}
