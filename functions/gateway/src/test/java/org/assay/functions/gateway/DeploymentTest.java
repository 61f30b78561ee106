package org.assay.functions.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.assay.ledger.SequencerSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "ASSAY_LOG_ORIGIN", "log.example/test",
          "ASSAY_LEDGER_TABLE", "ledger",
          "ASSAY_INDEX_TABLE", "index",
          "ASSAY_PENDING_TABLE", "pending",
          "ASSAY_STATEMENTS_BUCKET", "statements",
          "ASSAY_LOG_BUCKET", "log",
          "AWS_REGION", "us-east-1");

  private static SequencerSettings sequencing(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(ENVIRONMENT);
    environment.putAll(more);
    try (Deployment deployment = new Deployment(environment, Clock.systemUTC())) {
      return deployment.sequencing();
    }
  }

  @Test
  void commitsGoByDefaultsWhereNothingIsSaid() {
    assertThat(sequencing(Map.of())).isEqualTo(SequencerSettings.DEFAULT);
  }

  @Test
  void blockSizeWaitingTimeAndBackPressureAreSettings() {
    SequencerSettings said =
        sequencing(
            Map.of(
                "ASSAY_BLOCK_ENTRIES", "50",
                "ASSAY_PATIENCE_SECONDS", "3",
                "ASSAY_MAX_PENDING", "0"));

    assertThat(said.maxBlockEntries()).isEqualTo(50);
    assertThat(said.patience()).isEqualTo(Duration.ofSeconds(3));
    assertThat(said.maxPending()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "ASSAY_BLOCK_ENTRIES,0",
    "ASSAY_BLOCK_ENTRIES,1001",
    "ASSAY_BLOCK_ENTRIES,many",
    "ASSAY_PATIENCE_SECONDS,0",
    "ASSAY_MAX_PENDING,-1",
    "ASSAY_MAX_PENDING,99999999999"
  })
  void aSettingThatMakesNoSenseIsNamed(String name, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sequencing(Map.of(name, value)))
        .withMessageContaining(name);
  }
}
