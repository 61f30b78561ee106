package org.assay.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.assay.attestation.Credential;
import org.assay.attestation.RejectedException;
import org.assay.attestation.SampleCredentials;

class CredentialFuzzTest extends ParserFuzz {
  @Override
  protected List<byte[]> seeds() {
    return SampleCredentials.all().stream().map(Credential::toJson).toList();
  }

  @Override
  protected void check(byte[] input) throws Exception {
    Optional<Credential> accepted =
        accepted(RejectedException.class, () -> Credential.parse(input));
    if (accepted.isPresent()) {
      byte[] written = accepted.get().toJson();
      Credential again = Credential.parse(written);
      assertThat(again).isEqualTo(accepted.get());
      assertThat(again.toJson()).isEqualTo(written);
      again.subject().lots();
    }
  }
}
