package org.assay.traceability.statement;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.assay.attestation.RejectedException;
import org.assay.ledger.Candidate;
import org.assay.ledger.Digest;
import org.assay.ledger.Subject;

/**
 * A statement that was read: its bytes as they were received, and what they say. That it could be
 * read says nothing of its signatures; see {@link org.assay.traceability.registry.Registry}.
 */
public sealed interface Statement extends Candidate permits AttestationStatement, CharterStatement {

  /**
   * The bytes as they were received. They are what is hashed and signed; nothing is ever encoded
   * again.
   */
  byte[] bytes();

  /**
   * Reads either kind of statement; a charter is JSON, and a compact JWS never begins with a brace.
   *
   * @throws RejectedException if the bytes are neither
   */
  static Statement read(byte[] bytes) throws RejectedException {
    return bytes.length > 0 && bytes[0] == '{'
        ? CharterStatement.read(bytes)
        : AttestationStatement.read(bytes);
  }

  /** The subject that every statement about parties, keys and accreditations touches. */
  Subject REGISTRY = new Subject("registry");

  @Override
  List<Subject> subjects();

  @Override
  Set<Digest> references();

  /** The digest of a text, for identities. */
  private static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The identity of a credential: what an issuer calls it. */
  static Digest identity(String issuer, String id) {
    return digest("assay/statement/v1\n" + issuer + "\n" + id);
  }

  /** The identity of a charter: its version, since a ledger has one of each. */
  static Digest charterIdentity(int version) {
    return digest("assay/charter/v1\n" + version);
  }
}
