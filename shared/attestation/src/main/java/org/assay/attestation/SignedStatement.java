package org.assay.attestation;

import static java.util.Objects.requireNonNull;

import org.assay.attestation.jws.CompactJws;

/**
 * A statement that was read: its envelope, which keeps the bytes exactly as they came, and what
 * they say. Whether the signature is good and the issuer may say it is found out by others.
 *
 * @param jws the envelope
 * @param credential what its payload says
 */
public record SignedStatement(CompactJws jws, Credential credential) {
  public SignedStatement {
    requireNonNull(jws);
    requireNonNull(credential);
  }

  /**
   * Reads the envelope and its payload, and holds that the key that claims to have signed is one of
   * the issuer.
   *
   * @throws RejectedException if either is refused; with {@code kid-invalid} if the key is of
   *     another DID than the issuer
   */
  public static SignedStatement parse(byte[] bytes) throws RejectedException {
    CompactJws jws = CompactJws.parse(bytes);
    Credential credential = Credential.parse(jws.payload());
    // A key of somebody else would make the issuer a mere claim (VC-JOSE-COSE §3.3).
    if (!jws.header().kid().did().equals(credential.issuer())) {
      throw Rejection.of(
              Reason.KID_INVALID,
              "the key is one of "
                  + jws.header().kid().did()
                  + " and the issuer is "
                  + credential.issuer())
          .at("/issuer")
          .remedy("sign with a key of the issuer, or name the signer as issuer")
          .toException();
    }
    return new SignedStatement(jws, credential);
  }

  /** The statement exactly as it was received: what is hashed, stored and signed. A copy. */
  public byte[] bytes() {
    return jws.bytes();
  }
}
