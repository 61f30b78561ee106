package org.assay.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assay.attestation.LotId;
import org.assay.functions.gateway.testing.TestCoalition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A partner uploads ten thousand attestations, as many as a mine makes in some years. */
class VolumeIT {
  private static final int ALL = 10_000;
  private static final int BATCH = 500;

  @TempDir private static Path data;
  private static RunningExchange exchange;

  @BeforeAll
  static void start() throws Exception {
    exchange = RunningExchange.founded(data);
  }

  @AfterAll
  static void stop() throws Exception {
    exchange.close();
  }

  @Test
  @Tag("slow")
  void tenThousandAttestationsAreRecordedInTheirOrder() {
    TestCoalition coalition = exchange.coalition;
    long before = exchange.client.size();
    long next = before;
    LotId last = TestCoalition.newLot("ore");
    long signing = 0;
    long submitting = 0;
    for (int from = 0; from < ALL; from += BATCH) {
      long began = System.nanoTime();
      List<byte[]> batch = new ArrayList<>();
      for (int i = 0; i < BATCH; i++) {
        last = TestCoalition.newLot("ore");
        batch.add(coalition.operator.says(coalition.mined(last)));
      }
      long signed = System.nanoTime();
      List<JsonNode> lines = exchange.client.submitAll(batch);
      signing += signed - began;
      submitting += System.nanoTime() - signed;
      assertThat(lines).hasSize(BATCH);
      for (JsonNode line : lines) {
        assertThat(line.path("index").longValue()).as(line.toString()).isEqualTo(next++);
      }
    }
    assertThat(exchange.client.size()).isEqualTo(before + ALL);
    System.out.println(
        ALL
            + " attestations in batches of "
            + BATCH
            + ": signed in "
            + Duration.ofNanos(signing).toMillis()
            + " ms, submitted in "
            + Duration.ofNanos(submitting).toMillis()
            + " ms");
    long traced = System.nanoTime();
    JsonNode trace = exchange.client.trace(last, exchange.token()).json();
    System.out.println(
        "one of them traced in " + Duration.ofNanos(System.nanoTime() - traced).toMillis() + " ms");
    assertThat(trace.path("verdict").textValue()).isEqualTo("PASS");
    // Ten thousand lots of one mine, and the answer is about one of them.
    assertThat(Duration.ofNanos(System.nanoTime() - traced)).isLessThan(Duration.ofSeconds(5));
  }
}
