package org.assay.attestation.jws;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import org.assay.attestation.Reason;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * A JWS in compact form (RFC 7515 §7.1): {@code header.payload.signature}. To have one says that it
 * is well-formed, not that anybody signed it; {@link #isSignedBy} says that.
 *
 * <p>Keeps the bytes as they came and never re-encodes them. Immutable to whoever uses it, and
 * thread-safe.
 */
public final class CompactJws {
  /** The most bytes of a JWS: 256 KiB. */
  public static final int MAX_LENGTH = 256 * 1024;

  /** The {@code typ} of a statement (VC-JOSE-COSE §3.1.1). */
  public static final String STATEMENT_TYP = "vc+jwt";

  private final byte[] bytes;
  private final JwsHeader header;
  private final byte[] payload;
  private final byte[] signature;
  private final int signingInputLength;

  /**
   * The key under which the signature was found to hold. Verifying is the dearest thing that is
   * done with a statement, and what it finds never changes; whether the key counts is for others.
   */
  private volatile @Nullable VerificationKey signer;

  private CompactJws(
      byte[] bytes, JwsHeader header, byte[] payload, byte[] signature, int signingInputLength) {
    this.bytes = bytes;
    this.header = header;
    this.payload = payload;
    this.signature = signature;
    this.signingInputLength = signingInputLength;
  }

  /**
   * Reads a statement, which has {@code typ: vc+jwt}.
   *
   * @throws RejectedException if it is too large ({@code statement-too-large}), no JWS in compact
   *     form ({@code not-a-jws}), or its header is refused (the {@code alg-…} causes, {@code
   *     typ-unsupported}, {@code header-invalid}, {@code kid-invalid}, {@code certificate-invalid})
   */
  public static CompactJws parse(byte[] bytes) throws RejectedException {
    return parse(bytes, STATEMENT_TYP);
  }

  /**
   * Reads a JWS of some type.
   *
   * @param typ the media type that it must have, compared without {@code application/} and without
   *     regard to case (RFC 7515 §4.1.9)
   * @throws RejectedException as {@link #parse(byte[])}
   */
  public static CompactJws parse(byte[] bytes, String typ) throws RejectedException {
    if (bytes.length > MAX_LENGTH) {
      throw Rejection.of(
              Reason.STATEMENT_TOO_LARGE,
              "The JWS has " + bytes.length + " bytes and may have " + MAX_LENGTH + ".")
          .toException();
    }
    int firstDot = indexOfDot(bytes, 0);
    int secondDot = firstDot < 0 ? -1 : indexOfDot(bytes, firstDot + 1);
    if (secondDot < 0 || indexOfDot(bytes, secondDot + 1) >= 0) {
      throw notAJws("It does not have three parts with dots between them.");
    }
    // The header first: a JWS with alg none has an empty signature, and should be told the former.
    JwsHeader header = JwsHeader.parse(decode(bytes, 0, firstDot, "header"), typ);
    byte[] payload = decode(bytes, firstDot + 1, secondDot, "payload");
    byte[] signature = decode(bytes, secondDot + 1, bytes.length, "signature");
    return new CompactJws(bytes.clone(), header, payload, signature, secondDot);
  }

  /**
   * Signs a payload.
   *
   * @param kid the key's name; whoever verifies looks it up under its DID
   * @return the JWS
   */
  public static byte[] sign(KeyId kid, String typ, byte[] payload, SigningKey key) {
    return sign(kid, typ, payload, key, List.of());
  }

  /**
   * Signs a payload and sends certificates along.
   *
   * @param x5c the certificates, the one of the signing key first; at most {@link
   *     JwsHeader#MAX_CERTIFICATES}
   * @throws IllegalArgumentException if the first certificate is about another key, or the result
   *     would be over a limit of this class or of the header
   */
  public static byte[] sign(
      KeyId kid, String typ, byte[] payload, SigningKey key, List<X509Certificate> x5c) {
    String input = protectedHeader(kid, typ, key, x5c) + "." + Base64Url.encode(payload);
    byte[] signingInput = input.getBytes(US_ASCII);
    ByteArrayOutputStream jws = new ByteArrayOutputStream();
    jws.writeBytes(signingInput);
    jws.write('.');
    jws.writeBytes(Base64Url.encode(key.sign(signingInput)).getBytes(US_ASCII));
    if (jws.size() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "the JWS would have " + jws.size() + " bytes and may have " + MAX_LENGTH);
    }
    return jws.toByteArray();
  }

  /** The header to sign, in base64url. */
  static String protectedHeader(KeyId kid, String typ, SigningKey key, List<X509Certificate> x5c) {
    if (x5c.size() > JwsHeader.MAX_CERTIFICATES) {
      throw new IllegalArgumentException(
          "at most " + JwsHeader.MAX_CERTIFICATES + " certificates go along");
    }
    if (!x5c.isEmpty() && !VerificationKey.fromCertificate(x5c.get(0)).equals(key.publicKey())) {
      throw new IllegalArgumentException("the first certificate is not about the signing key");
    }
    byte[] header = new JwsHeader(key.algorithm(), typ, kid, x5c).toJson();
    if (header.length > JwsHeader.MAX_LENGTH_WITH_CERTIFICATES) {
      throw new IllegalArgumentException(
          "the header would have "
              + header.length
              + " bytes and may have "
              + JwsHeader.MAX_LENGTH_WITH_CERTIFICATES);
    }
    return Base64Url.encode(header);
  }

  /** The protected header. */
  public JwsHeader header() {
    return header;
  }

  /** The JWS, byte for byte as it was read. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** How many bytes it has. */
  public int length() {
    return bytes.length;
  }

  /** The payload, decoded. */
  public byte[] payload() {
    return payload.clone();
  }

  /** What is signed: the encoded header and payload with the dot between (RFC 7515 §5.1). */
  public byte[] signingInput() {
    return Arrays.copyOf(bytes, signingInputLength);
  }

  /** The signature, decoded. */
  public byte[] signature() {
    return signature.clone();
  }

  /**
   * Whether this key signed it. A key never verifies under another algorithm than its own, whatever
   * the header says. Once it is found to hold, asking again costs nothing.
   */
  public boolean isSignedBy(VerificationKey key) {
    if (key.algorithm() != header.alg()) {
      return false;
    }
    if (key.equals(signer)) {
      return true;
    }
    boolean isSigned = key.verify(signingInput(), signature);
    if (isSigned) {
      signer = key;
    }
    return isSigned;
  }

  private static int indexOfDot(byte[] bytes, int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == '.') {
        return i;
      }
    }
    return -1;
  }

  private static byte[] decode(byte[] bytes, int start, int end, String part)
      throws RejectedException {
    try {
      return Base64Url.decode(bytes, start, end);
    } catch (IllegalArgumentException e) {
      throw notAJws("Its " + part + " is " + e.getMessage() + ".");
    }
  }

  private static RejectedException notAJws(String detail) {
    return Rejection.of(Reason.NOT_A_JWS, detail)
        .remedy("Send the JWS in compact form and nothing around it, not even a line end.")
        .toException();
  }
}
