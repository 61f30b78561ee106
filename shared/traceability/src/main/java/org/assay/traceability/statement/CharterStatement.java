package org.assay.traceability.statement;

import java.util.List;
import java.util.Set;
import org.assay.attestation.Charter;
import org.assay.attestation.RejectedException;
import org.assay.attestation.jws.GeneralJws;
import org.assay.ledger.Digest;
import org.assay.ledger.Subject;

/**
 * A charter with its signatures.
 *
 * @param bytes as received
 * @param statement the digest of the bytes
 * @param jws the signatures
 * @param charter what they are under
 */
public record CharterStatement(byte[] bytes, Digest statement, GeneralJws jws, Charter charter)
    implements Statement {

  public CharterStatement {
    bytes = bytes.clone();
  }

  static CharterStatement read(byte[] bytes) throws RejectedException {
    GeneralJws jws = GeneralJws.parse(bytes);
    return new CharterStatement(bytes, Digest.of(bytes), jws, Charter.parse(jws.payload()));
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public Digest identity() {
    return Statement.charterIdentity(charter.version());
  }

  @Override
  public List<Subject> subjects() {
    return List.of(REGISTRY);
  }

  @Override
  public Set<Digest> references() {
    return Set.of();
  }
}
