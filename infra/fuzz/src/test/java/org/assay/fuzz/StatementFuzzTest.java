package org.assay.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.attestation.Credential;
import org.assay.attestation.RejectedException;
import org.assay.attestation.SampleCredentials;
import org.assay.attestation.jws.CompactJws;
import org.assay.attestation.jws.GeneralJws;
import org.assay.attestation.jws.KeyId;
import org.assay.ledger.Digest;
import org.assay.traceability.statement.Statement;

/** Whole statements, as they are submitted; the payload is what is mutated, and signed then. */
class StatementFuzzTest extends ParserFuzz {
  @Override
  protected List<byte[]> seeds() {
    List<byte[]> seeds = new ArrayList<>();
    SampleCredentials.all().stream().map(Credential::toJson).forEach(seeds::add);
    seeds.add(SampleCredentials.charter().toJson());
    return seeds;
  }

  @Override
  protected int mutations() {
    return 1_000;
  }

  @Override
  protected void check(byte[] input) throws Exception {
    KeyId kid = new KeyId(SampleCredentials.OPERATOR, "key-1");
    read(CompactJws.sign(kid, CompactJws.STATEMENT_TYP, input, SampleCredentials.signingKey()));
    read(
        GeneralJws.sign(
            input, GeneralJws.CHARTER_TYP, Map.of(kid, SampleCredentials.signingKey())));
    read(input);
  }

  private void read(byte[] bytes) throws Exception {
    Optional<Statement> accepted = accepted(RejectedException.class, () -> Statement.read(bytes));
    if (accepted.isPresent()) {
      assertThat(accepted.get().bytes()).isEqualTo(bytes);
      assertThat(accepted.get().statement()).isEqualTo(Digest.of(bytes));
      // What the sequencer asks of it next must not fail, either.
      assertThat(accepted.get().subjects()).isNotEmpty();
      assertThat(accepted.get().identity()).isNotNull();
      assertThat(accepted.get().references()).isNotNull();
    }
  }
}
