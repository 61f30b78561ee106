package org.assay.traceability.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.assay.attestation.Policy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StandardPoliciesTest {

  static List<StandardPolicies.Standard> all() {
    return StandardPolicies.all();
  }

  @Test
  void everyFileIsListedUnderTheNameOfItsPolicy() {
    try (Stream<Path> files =
        Files.list(
            Path.of(StandardPolicies.class.getResource("standard/coalition-origin.json").toURI())
                .getParent())) {
      assertThat(all().stream().map(each -> each.name() + ".json"))
          .containsExactlyElementsOf(
              files.map(file -> file.getFileName().toString()).sorted().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void aMemberMayRecordItAsItIs(StandardPolicies.Standard standard) {
    Works works = new Works();

    assertThat(works.exchange.refusal(works.exchange.finland, standard.policy())).isEmpty();
    assertThat(works.newest(standard.name()).policy()).isEqualTo(standard.policy());
    assertThat(standard.draft()).doesNotContain("\"issuer\"", "\"id\"");
    assertThat(StandardPolicies.named(standard.name())).contains(standard);
  }

  @Test
  void theStagesOfTheMagnetClauseChangeWithTheYear() {
    Policy dfars = StandardPolicies.named("dfars-252.225-7052").orElseThrow().policy();

    assertThat(asked(dfars, "2026-12-31")).containsExactly("melted", "produced");
    assertThat(asked(dfars, "2027-01-01"))
        .containsExactly("mined", "refined", "separated", "melted", "produced");
  }

  private static List<String> asked(Policy policy, String on) {
    List<Policy.Requirement> asked =
        policy.requirements().stream().filter(each -> each.isAskedOn(LocalDate.parse(on))).toList();
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0).parameters().path("countries").toString())
        .isEqualTo("[\"CN\",\"IR\",\"KP\",\"RU\"]");
    return Stream.of(asked.get(0).parameters().path("stages"))
        .flatMap(
            stages ->
                Stream.iterate(0, i -> i < stages.size(), i -> i + 1)
                    .map(i -> stages.get(i).asText()))
        .toList();
  }
}
