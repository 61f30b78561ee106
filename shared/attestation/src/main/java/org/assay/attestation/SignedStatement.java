package org.assay.attestation;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import org.assay.attestation.jws.CompactJws;
import org.jspecify.annotations.Nullable;

/**
 * A statement that was read: its bytes exactly as they came, which are what is hashed and signed,
 * and what they say. Whether the signature is good and the issuer may say it is found out by
 * others.
 *
 * @param bytes the statement; never changed after construction, and copied on the way out
 * @param jws the envelope
 * @param credential what the payload says
 */
public record SignedStatement(byte[] bytes, CompactJws jws, Credential credential) {
  public SignedStatement {
    bytes = bytes.clone();
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
    // VC-JOSE-COSE §3.2: a key of somebody else would make the issuer a mere claim.
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
    return new SignedStatement(bytes, jws, credential);
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  /** By the bytes, which determine the rest. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SignedStatement that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "SignedStatement[" + credential.issuer() + " " + credential.id() + "]";
  }
}
