package org.assay.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.assay.attestation.Charter;
import org.assay.attestation.RejectedException;
import org.assay.attestation.SampleCredentials;

class CharterFuzzTest extends ParserFuzz {
  @Override
  protected List<byte[]> seeds() {
    return List.of(SampleCredentials.charter().toJson());
  }

  @Override
  protected void check(byte[] input) throws Exception {
    Optional<Charter> accepted = accepted(RejectedException.class, () -> Charter.parse(input));
    if (accepted.isPresent()) {
      byte[] written = accepted.get().toJson();
      assertThat(Charter.parse(written)).isEqualTo(accepted.get());
      assertThat(accepted.get().threshold()).isBetween(1, accepted.get().members().size());
    }
  }
}
