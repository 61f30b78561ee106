package org.assay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkTest {
  @Test
  void theFirstLinkOfASubjectHasNoneBeforeIt() {
    Link first = new Link(Digest.ZERO, 0, -1);

    assertThat(first.seq()).isZero();
    assertThat(first.prev()).isEqualTo(-1);
  }

  @ParameterizedTest
  @CsvSource({"0,0", "0,5", "0,-2", "1,-1", "-1,-1", "-1,0", "4,-2"})
  void aLinkThatContradictsItselfIsRefused(long seq, long prev) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Link(Digest.ZERO, seq, prev));
  }
}
