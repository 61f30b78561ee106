package org.assay.traceability.registry;

import java.time.Instant;
import org.assay.attestation.jws.KeyId;
import org.assay.attestation.jws.VerificationMethod;
import org.jspecify.annotations.Nullable;

/**
 * A key, or a certificate authority that vouches for keys.
 *
 * @param method the key itself
 * @param introducedBy the key that signed the identity anchor which brought it; null where the
 *     charter brought it
 * @param introducedAt the time of that entry
 * @param term the entries for which it could sign
 */
public record RegisteredKey(
    VerificationMethod method, @Nullable KeyId introducedBy, Instant introducedAt, Term term) {
  RegisteredKey with(Term other) {
    return new RegisteredKey(method, introducedBy, introducedAt, other);
  }
}
