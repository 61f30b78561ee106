package org.assay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"a", "did:web:mines.gov.cd", "https://lots.example/a/b+c~d?x#y", "!", "~"})
  void printableAsciiIsAName(String id) {
    assertThat(new Subject(id)).hasToString(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\n", "a\u0000", "\u007f", "é", "lot\u200b"})
  void anythingElseIsNot(String id) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Subject(id));
  }

  @Test
  void aNameHasAtMost512Characters() {
    assertThat(new Subject("x".repeat(512)).id()).hasSize(512);
    assertThatIllegalArgumentException().isThrownBy(() -> new Subject("x".repeat(513)));
  }
}
