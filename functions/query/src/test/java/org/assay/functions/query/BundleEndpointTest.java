package org.assay.functions.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.attestation.LotId;
import org.assay.functions.gateway.ProxyRequest;
import org.assay.functions.gateway.ProxyResponse;
import org.assay.functions.gateway.ReadAccess;
import org.assay.functions.gateway.testing.MemoryLedger;
import org.assay.functions.gateway.testing.RecordingContext;
import org.assay.functions.gateway.testing.TestCoalition;
import org.assay.functions.gateway.testing.TestParty;
import org.assay.ledger.Digest;
import org.assay.ledger.testing.InMemoryLogStore;
import org.assay.ledger.testing.InMemoryPublicationStore;
import org.assay.ledger.tlog.FileNoteSigner;
import org.assay.ledger.tlog.Publisher;
import org.assay.traceability.bundle.BundleMaker;
import org.assay.traceability.bundle.BundleVerifier;
import org.assay.traceability.bundle.TrustAnchors;
import org.assay.traceability.bundle.Verification;
import org.assay.traceability.trace.EvidenceReader;
import org.assay.traceability.trace.TraceLimits;
import org.assay.traceability.trace.Tracer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleEndpointTest {
  private static final String LOG = "log.example/one";
  private static final LotId ORE = new LotId("urn:assay:lot:cd:ore");
  private static final LotId SULFATE = new LotId("urn:assay:lot:fi:sulfate");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Clock clock = Clock.systemUTC();
  private final TestCoalition coalition = new TestCoalition(LOG);
  private final MemoryLedger ledger = new MemoryLedger(clock);
  private final InMemoryLogStore log = new InMemoryLogStore();
  private final InMemoryPublicationStore publications = new InMemoryPublicationStore();
  private final ReadAccess access = new ReadAccess(LOG, ledger.registries, clock);
  private final BundleMaker maker =
      new BundleMaker(
          new EvidenceReader(ledger.blocks, ledger.index, ledger.statements, ledger.registries),
          publications,
          log);

  private Publisher publisher;
  private TrustAnchors trust;

  @BeforeEach
  void found(@TempDir Path folder) throws Exception {
    List<byte[]> founding = coalition.founding();
    List<byte[]> statements = new ArrayList<>(founding);
    statements.add(coalition.operator.says(coalition.mined(ORE)));
    statements.add(coalition.operator.says(coalition.shipped(ORE)));
    ledger.record(statements);
    FileNoteSigner signer = FileNoteSigner.open(folder.resolve("key"), LOG);
    publisher = new Publisher(ledger.blocks, publications, log, signer);
    trust = new TrustAnchors(signer.key(), Digest.of(founding.get(0)));
  }

  private ProxyResponse ask(TestParty party, LotId lot, Map<String, String> query)
      throws Exception {
    return ask(new BundleEndpoint(access, maker, clock), party, lot, query);
  }

  private static ProxyResponse ask(
      BundleEndpoint endpoint, TestParty party, LotId lot, Map<String, String> query)
      throws Exception {
    ProxyRequest request =
        ProxyRequest.of("GET", "/v1/lots/x/bundle")
            .withHeader("Authorization", "Bearer " + party.token(LOG));
    for (Map.Entry<String, String> each : query.entrySet()) {
      request = request.withQuery(each.getKey(), each.getValue());
    }
    try {
      return endpoint.handle(request, Map.of("id", lot.value()), new RecordingContext(20_000));
    } catch (Refusal e) {
      return e.response();
    }
  }

  private static String problem(ProxyResponse response) throws Exception {
    JsonNode json = JSON.readTree(response.body());
    return response.status() + " " + json.path("type").asText().replaceAll(".*:", "");
  }

  @Test
  void whatIsGivenIsABundleThatVerifies() throws Exception {
    publisher.publish();
    ProxyResponse response = ask(coalition.finland, ORE, Map.of());

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header("Cache-Control")).hasValue("private, no-store");
    Verification found = new BundleVerifier(trust).verify(response.body());
    assertThat(found.finding()).isEmpty();
    assertThat(found.verdict())
        .contains(
            Tracer.trace(maker.gather(ORE, TraceLimits.DEFAULT).orElseThrow().evidence())
                .verdict());
  }

  @Test
  void itIsAsOfTheNewestCheckpointAndShowsGrowthFromAnEarlierOne() throws Exception {
    String earlier = publisher.publish().orElseThrow().checkpoint();
    long size = ledger.size();
    ledger.record(List.of(coalition.refiner.says(coalition.refined(ORE, SULFATE))));

    assertThat(problem(ask(coalition.finland, SULFATE, Map.of()))).isEqualTo("404 lot-unknown");
    publisher.publish();
    byte[] bundle = ask(coalition.finland, SULFATE, Map.of("since", Long.toString(size))).body();
    Verification found =
        new BundleVerifier(trust)
            .verify(bundle, Optional.of(earlier.getBytes(StandardCharsets.UTF_8)));
    assertThat(found.finding()).isEmpty();
    assertThat(found.checked()).anyMatch(line -> line.contains("grew from size " + size));
  }

  @Test
  void whoeverMayNotReadTheLotGetsNoBundle() throws Exception {
    publisher.publish();
    assertThat(ask(coalition.operator, ORE, Map.of()).status()).isEqualTo(200);
    assertThat(ask(coalition.auditor, ORE, Map.of()).status()).isEqualTo(403);
  }

  @Test
  void whatCannotBeAnsweredIsSaid() throws Exception {
    assertThat(problem(ask(coalition.finland, ORE, Map.of()))).isEqualTo("404 lot-unknown");
    publisher.publish();
    assertThat(problem(ask(coalition.finland, new LotId("urn:lot:none"), Map.of())))
        .isEqualTo("404 lot-unknown");
    for (Map<String, String> wrong :
        List.of(
            Map.of("since", "0"),
            Map.of("since", Long.toString(ledger.size() + 1)),
            Map.of("since", "x"),
            Map.of("depth", "0"),
            Map.of("depth", "1001"))) {
      assertThat(problem(ask(coalition.finland, ORE, wrong)))
          .as("%s", wrong)
          .isEqualTo("400 parameter-invalid");
    }
    ProxyResponse large =
        ask(new BundleEndpoint(access, maker, clock, 1_000), coalition.finland, ORE, Map.of());
    assertThat(problem(large)).isEqualTo("422 bundle-too-large");
    assertThat(new String(large.body(), StandardCharsets.UTF_8)).contains("smaller depth");
  }
}
