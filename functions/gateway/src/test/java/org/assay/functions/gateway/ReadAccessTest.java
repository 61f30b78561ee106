package org.assay.functions.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.assay.attestation.LotId;
import org.assay.attestation.jws.CompactJws;
import org.assay.functions.gateway.testing.MemoryLedger;
import org.assay.functions.gateway.testing.TestCoalition;
import org.assay.functions.gateway.testing.TestParty;
import org.junit.jupiter.api.Test;

class ReadAccessTest {
  private static final String LOG = "log.example/one";
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final LotId LOT = new LotId("urn:assay:lot:1");

  private final TestCoalition coalition = new TestCoalition(LOG);
  private final MemoryLedger ledger = new MemoryLedger(CLOCK);
  private final ReadAccess access = new ReadAccess(LOG, ledger.registries, CLOCK);

  ReadAccessTest() {
    ledger.record(coalition.founding());
  }

  @Test
  void aMemberSeesEverything() throws Exception {
    assertThat(read(token(coalition.congo, NOW, NOW.plusSeconds(300))))
        .isEqualTo(new Reader(coalition.congo.did(), true, Optional.empty()));
  }

  @Test
  void aRegisteredPartyIsKnownAsNoMember() throws Exception {
    assertThat(read(token(coalition.operator, NOW, NOW.plusSeconds(300))))
        .isEqualTo(new Reader(coalition.operator.did(), false, Optional.empty()));
  }

  @Test
  void aShareLinkIsNarrowedToItsLot() throws Exception {
    String link = share(NOW, NOW.plus(Duration.ofDays(90)));
    Reader byHeader = read(link);
    Reader byAddress = access.reader(ProxyRequest.of("GET", "/v1/lots/x").withQuery("token", link));

    assertThat(byHeader).isEqualTo(byAddress);
    assertThat(byHeader.onlyLot()).contains(LOT);
    assertThat(byHeader.isShutOutOf(LOT)).isFalse();
    assertThat(byHeader.isShutOutOf(new LotId("urn:assay:lot:2"))).isTrue();
  }

  @Test
  void theSchemeIsWrittenInAnyCase() throws Exception {
    String token = token(coalition.congo, NOW, NOW.plusSeconds(300));
    for (String scheme : List.of("Bearer ", "bearer ", "BEARER  ")) {
      assertThat(
              access
                  .reader(ProxyRequest.of("GET", "/").withHeader("authorization", scheme + token))
                  .party())
          .isEqualTo(coalition.congo.did());
    }
  }

  @Test
  void aTokenForEverythingIsNotPartOfAnAddress() {
    String token = token(coalition.congo, NOW, NOW.plusSeconds(300));
    assertDenied(
        ProxyRequest.of("GET", "/v1/lots/x").withQuery("token", token), "only a share link");
  }

  @Test
  void withoutATokenNobodyReads() {
    assertDenied(ProxyRequest.of("GET", "/"), "no token");
    assertDenied(ProxyRequest.of("GET", "/").withHeader("Authorization", "Basic eDp5"), "no token");
    assertDenied("", "does not hold");
    assertDenied("x".repeat(10_000), "more than 8192 characters");
  }

  @Test
  void aTokenHoldsForFiveMinutesAtMost() throws Exception {
    assertThat(read(token(coalition.congo, NOW, NOW.plusSeconds(300)))).isNotNull();
    assertDenied(token(coalition.congo, NOW, NOW.plusSeconds(301)), "longer than 5 minutes");
  }

  @Test
  void aShareLinkHoldsForNinetyDaysAtMost() throws Exception {
    Instant end = NOW.plus(Duration.ofDays(90));
    assertThat(read(share(NOW, end))).isNotNull();
    assertDenied(share(NOW, end.plusSeconds(1)), "longer than");
  }

  @Test
  void aTokenEndsWhenItSays() throws Exception {
    Instant from = NOW.minusSeconds(200);
    assertThat(read(token(coalition.congo, from, NOW.plusSeconds(1)))).isNotNull();
    assertDenied(token(coalition.congo, from, NOW), "expired");
    assertDenied(token(coalition.congo, from, from.minusSeconds(1)), "expired");
  }

  @Test
  void aClockMayBeAMinuteAhead() throws Exception {
    assertThat(read(token(coalition.congo, NOW.plusSeconds(60), NOW.plusSeconds(90)))).isNotNull();
    assertDenied(token(coalition.congo, NOW.plusSeconds(61), NOW.plusSeconds(90)), "future");
  }

  @Test
  void aTokenIsForThisLog() {
    assertDenied(changed(claims -> claims.put("aud", "log.example/two")), "aud");
    assertDenied(changed(claims -> claims.remove("aud")), "aud");
    assertDenied(changed(claims -> claims.putArray("aud").add(LOG)), "aud");
  }

  @Test
  void aTokenIsSignedByWhomItNames() {
    assertDenied(
        changed(claims -> claims.put("iss", coalition.finland.did().value())), "iss is not");
    assertDenied(changed(claims -> claims.remove("iss")), "iss is not");
  }

  @Test
  void timesAreWholeSeconds() {
    assertDenied(changed(claims -> claims.put("exp", NOW.getEpochSecond() + 1.5)), "whole seconds");
    assertDenied(changed(claims -> claims.put("exp", "soon")), "whole seconds");
    assertDenied(changed(claims -> claims.remove("iat")), "whole seconds");
    assertDenied(changed(claims -> claims.put("exp", BigInteger.TEN.pow(30))), "whole seconds");
  }

  @Test
  void timesThatDoNotFitTogetherAreRefused() {
    assertDenied(
        changed(claims -> claims.put("iat", Long.MIN_VALUE).put("exp", Long.MAX_VALUE)),
        "longer than");
    assertDenied(
        changed(claims -> claims.put("iat", -1).put("exp", Long.MAX_VALUE)), "longer than");
  }

  @Test
  void aLotThatIsNoneOpensNothing() {
    assertDenied(changed(claims -> claims.put("lot", "no lot")), "lot");
    assertDenied(changed(claims -> claims.putNull("lot")), "lot");
    assertDenied(changed(claims -> claims.putArray("lot").add(LOT.value())), "lot");
  }

  @Test
  void anyChangedCharacterIsNoticed() {
    String token = token(coalition.congo, NOW, NOW.plusSeconds(300));
    for (int i = 0; i < token.length(); i += 7) {
      char other = token.charAt(i) == 'A' ? 'B' : 'A';
      assertDenied(token.substring(0, i) + other + token.substring(i + 1), "");
    }
  }

  @Test
  void anUnregisteredKeyReadsNothing() {
    TestParty stranger = TestParty.of("did:web:stranger.example", "Stranger", "CD");
    assertDenied(token(stranger, NOW, NOW.plusSeconds(300)), "no key");
    TestParty impostor = coalition.congo.withNewKey("key-1");
    assertDenied(token(impostor, NOW, NOW.plusSeconds(300)), "signature");
    TestParty unnamed = TestParty.ofKey("Nobody", "CD");
    assertDenied(token(unnamed, NOW, NOW.plusSeconds(300)), "iss is not");
  }

  @Test
  void aRevokedKeyReadsNothing() {
    ledger.record(
        List.of(coalition.congo.says(TestCoalition.revoked(coalition.operator.kid(), null))));
    assertDenied(token(coalition.operator, NOW, NOW.plusSeconds(300)), "could no longer sign");
  }

  @Test
  void aStatementIsNoToken() {
    String statement =
        new String(coalition.operator.says(coalition.mined(LOT)), StandardCharsets.UTF_8);
    assertDenied(statement, "typ");
  }

  private String changed(Consumer<ObjectNode> change) {
    return coalition.congo.token(
        claims -> {
          claims.put("aud", LOG);
          change.accept(claims);
        },
        NOW,
        NOW.plusSeconds(300));
  }

  private static String token(TestParty party, Instant from, Instant until) {
    return party.token(claims -> claims.put("aud", LOG), from, until);
  }

  private String share(Instant from, Instant until) {
    return coalition.congo.token(
        claims -> claims.put("aud", LOG).put("lot", LOT.value()), from, until);
  }

  private Reader read(String token) throws ReadAccess.Denied {
    return access.reader(bearer(token));
  }

  private static ProxyRequest bearer(String token) {
    return ProxyRequest.of("GET", "/").withHeader("Authorization", "Bearer " + token);
  }

  @Test
  void claimsInNoEncodingOfUnicodeAreDenied() {
    byte[] noUtf32 = {0, 0, 0, '{', -1, -1, -1, -1};
    byte[] token =
        CompactJws.sign(coalition.congo.kid(), ReadAccess.TYP, noUtf32, coalition.congo.key());

    assertDenied(new String(token, StandardCharsets.US_ASCII), "claims are not JSON");
  }

  private void assertDenied(String token, String why) {
    assertDenied(bearer(token), why);
  }

  private void assertDenied(ProxyRequest request, String why) {
    try {
      Reader reader = access.reader(request);
      throw new AssertionError("let in: " + reader);
    } catch (ReadAccess.Denied e) {
      assertThat(e.response().status()).isEqualTo(401);
      assertThat(e.response().header("WWW-Authenticate")).contains("Bearer");
      assertThat(new String(e.response().body(), StandardCharsets.UTF_8))
          .contains("urn:assay:problem:unauthorised")
          .contains(why);
    }
  }
}
