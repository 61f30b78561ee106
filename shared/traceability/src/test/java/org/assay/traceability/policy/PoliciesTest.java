package org.assay.traceability.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import org.assay.attestation.Policy;
import org.assay.ledger.Ref;
import org.assay.traceability.registry.RegistryReader;
import org.assay.traceability.testing.Say;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PoliciesTest {
  private static final Policy.Requirement ASKED =
      Works.requirement("E1", true, "{'stages':['mined'],'countries':['RU']}");

  private final Works works = new Works();

  private Ref version(int version, String from, @Nullable String until) {
    return works.exchange.accept(
        works.exchange.finland,
        Works.policy(
            "p-1",
            version,
            LocalDate.parse(from),
            until == null ? null : LocalDate.parse(until),
            Policy.Scope.any(),
            ASKED));
  }

  private Optional<Integer> found(String name, String on) {
    return new Policies(works.exchange.registry())
        .find(PolicyName.parse(name).orElseThrow(), LocalDate.parse(on))
        .map(each -> each.policy().version());
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01, 1",
    "2026-06-30, 1",
    "2026-07-01, 2",
    "2027-01-01, 3",
    "2030-01-01, 3",
    "2025-12-31, 3",
  })
  void theNewestVersionAnswersWhoseDaysIncludeTheDay(String on, int expected) {
    version(1, "2026-01-01", null);
    version(2, "2026-07-01", "2026-12-31");
    version(3, "2027-01-01", null);

    assertThat(found("p-1", on)).contains(expected);
  }

  @Test
  void aVersionThatIsNamedIsTheOne() {
    version(1, "2026-01-01", null);
    version(2, "2026-01-01", null);

    assertThat(found("p-1@1", "2026-11-24")).contains(1);
    assertThat(found("p-1@3", "2026-11-24")).isEmpty();
    assertThat(found("p-2", "2026-11-24")).isEmpty();
  }

  @Test
  void aVersionThatWasTakenBackGivesWayToTheOneBefore() {
    version(1, "2026-01-01", null);
    Ref second = version(2, "2026-01-01", null);
    works.exchange.accept(works.exchange.finland, Say.revoke(works.exchange.recorded(second)));

    assertThat(found("p-1", "2026-11-24")).contains(1);
    assertThat(found("p-1@2", "2026-11-24")).contains(2);
  }

  @Test
  void allAreThoseWithAVersionThatStands() {
    Ref first = version(1, "2026-01-01", null);
    works.exchange.accept(works.exchange.congo, Works.policy("a-policy", 1, ASKED));
    LocalDate on = LocalDate.parse("2026-11-24");

    assertThat(new Policies(works.exchange.registry()).all(on))
        .extracting(each -> each.policy().policyId())
        .containsExactly("a-policy", "p-1");

    works.exchange.accept(works.exchange.finland, Say.revoke(works.exchange.recorded(first)));

    assertThat(new Policies(works.exchange.registry()).all(on))
        .extracting(each -> each.policy().policyId())
        .containsExactly("a-policy");
  }

  @Test
  void anEarlierLedgerAnswersWithItsOwnVersions() {
    Ref first = version(1, "2026-01-01", null);
    version(2, "2026-01-01", null);
    Policies then =
        new Policies(
            new RegistryReader(works.exchange.index, works.exchange.statements)
                .asOf(first.index() + 1));

    assertThat(
            then.find(PolicyName.parse("p-1").orElseThrow(), LocalDate.parse("2026-11-24"))
                .map(each -> each.policy().version()))
        .contains(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "p", "P-1", "p-1@", "p-1@0", "p-1@1.5", "p-1@12345678", "p 1", "a@b@1"})
  void whatIsNoNameIsNone(String text) {
    assertThat(PolicyName.parse(text)).isEmpty();
  }
}
