package org.assay.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.assay.attestation.jws.CompactJws;
import org.assay.functions.gateway.ProxyRequest;
import org.assay.functions.gateway.ReadAccess;
import org.assay.functions.gateway.Reader;
import org.assay.functions.gateway.testing.MemoryLedger;
import org.assay.functions.gateway.testing.TestCoalition;

/** Readers' tokens: claims that are signed as they are, and tokens as they come. */
class ReadAccessFuzzTest extends ParserFuzz {
  private static final String LOG = "log.example/one";
  private final Clock clock =
      Clock.fixed(Instant.now().truncatedTo(ChronoUnit.SECONDS), ZoneOffset.UTC);
  private final TestCoalition coalition = new TestCoalition(LOG);
  private final ReadAccess access;
  private final String token;
  private final String link;

  ReadAccessFuzzTest() {
    MemoryLedger ledger = new MemoryLedger(clock);
    ledger.record(coalition.founding());
    access = new ReadAccess(LOG, ledger.registries, clock);
    token = coalition.congo.token(LOG);
    link = coalition.operator.share(LOG, "urn:assay:lot:1");
  }

  @Override
  protected List<byte[]> seeds() {
    long now = clock.instant().getEpochSecond();
    String claims =
        "{\"iss\":\""
            + coalition.congo.did()
            + "\",\"aud\":\""
            + LOG
            + "\",\"iat\":"
            + now
            + ",\"exp\":"
            + (now + 300);
    return List.of(
        bytes(token),
        bytes(link),
        bytes(claims + "}"),
        bytes(claims + ",\"lot\":\"urn:a:b\"}"),
        bytes("{\"iat\":1e400,\"exp\":9223372036854775808}"));
  }

  @Override
  protected void check(byte[] input) throws Exception {
    String text = text(input);
    for (ProxyRequest request :
        List.of(
            ProxyRequest.of("GET", "/").withHeader("Authorization", "Bearer " + text),
            ProxyRequest.of("GET", "/").withQuery("token", text))) {
      Optional<Reader> reader = accepted(ReadAccess.Denied.class, () -> access.reader(request));
      if (reader.isPresent()) {
        assertThat(text.strip()).as("a token that nobody signed").isIn(token, link);
      }
    }
    if (input.length < 4_096) {
      byte[] signed =
          CompactJws.sign(coalition.congo.kid(), ReadAccess.TYP, input, coalition.congo.key());
      Optional<Reader> reader =
          accepted(
              ReadAccess.Denied.class,
              () ->
                  access.reader(
                      ProxyRequest.of("GET", "/")
                          .withHeader("Authorization", "Bearer " + text(signed))));
      if (reader.isPresent()) {
        assertThat(reader.get().party()).isEqualTo(coalition.congo.did());
        assertThat(text).contains("\"lot\"".repeat(reader.get().onlyLot().isPresent() ? 1 : 0));
      }
    }
  }
}
