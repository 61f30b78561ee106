package org.assay.attestation.jws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.assay.attestation.Reason;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Rejection;

/**
 * The protected header of a JWS, as far as Assay believes it: which algorithm, what kind of thing,
 * whose key, and the certificates that vouch for the key.
 *
 * @param alg the algorithm
 * @param typ the media type, in small letters and without {@code application/}
 * @param kid the key that the issuer says to have signed with
 * @param x5c the certificates, the signer's first (RFC 7515 §4.1.6); empty where the header has
 *     none. They vouch for nothing until {@link CertificatePath} has checked them.
 */
public record JwsHeader(SignatureAlgorithm alg, String typ, KeyId kid, List<X509Certificate> x5c) {
  /** The most bytes of a header without certificates. */
  public static final int MAX_LENGTH = 16 * 1024;

  /** The most bytes of a header with certificates. */
  public static final int MAX_LENGTH_WITH_CERTIFICATES = 32 * 1024;

  /** The most certificates in {@code x5c}. */
  public static final int MAX_CERTIFICATES = 6;

  private static final StrictJson JSON = new StrictJson(MAX_LENGTH_WITH_CERTIFICATES);

  /**
   * Members that would have the reader fetch or believe a key that the sender chose (RFC 8725
   * §3.10); nothing that a statement brings along can say whose key it is.
   */
  private static final List<String> KEYS_OF_THE_SENDER = List.of("jwk", "jku", "x5u");

  public JwsHeader {
    requireNonNull(alg);
    typ = MediaType.normalised(typ);
    requireNonNull(kid);
    x5c = List.copyOf(x5c);
  }

  /**
   * Reads the JSON of a header.
   *
   * @param typ the media type that it must have
   */
  static JwsHeader parse(byte[] json, String typ) throws RejectedException {
    if (json.length > MAX_LENGTH_WITH_CERTIFICATES) {
      throw tooLong(json.length, MAX_LENGTH_WITH_CERTIFICATES);
    }
    JsonNode header;
    try {
      header = JSON.readObject(json);
    } catch (IllegalArgumentException e) {
      throw invalid("The header is not a JSON object within bounds: " + e.getMessage());
    }
    if (!header.path("alg").isTextual()) {
      throw invalid("The header has no alg.");
    }
    SignatureAlgorithm alg = SignatureAlgorithm.fromJose(header.path("alg").textValue());
    refuseMembers(header);
    if (!header.has("x5c") && json.length > MAX_LENGTH) {
      throw tooLong(json.length, MAX_LENGTH);
    }
    checkTyp(header.path("typ"), typ);
    return new JwsHeader(alg, typ, kid(header.path("kid")), certificates(header));
  }

  /** The JSON of this header. */
  byte[] toJson() {
    ObjectNode header =
        JsonNodeFactory.instance
            .objectNode()
            .put("alg", alg.joseName())
            .put("typ", typ)
            .put("kid", kid.toString());
    if (!x5c.isEmpty()) {
      ArrayNode chain = header.putArray("x5c");
      for (X509Certificate certificate : x5c) {
        try {
          chain.add(Base64.getEncoder().encodeToString(certificate.getEncoded()));
        } catch (CertificateEncodingException e) {
          throw new IllegalArgumentException("the certificate has no encoding", e);
        }
      }
    }
    return header.toString().getBytes(UTF_8);
  }

  private static void refuseMembers(JsonNode header) throws RejectedException {
    // Assay knows no extension, so whatever is critical is unknown (RFC 7515 §4.1.11); an empty
    // list is not allowed either.
    if (header.has("crit")) {
      throw invalid("The header has crit, and no extension of JWS is supported.");
    }
    // RFC 7797 changes what is signed; with b64 true it says nothing.
    if (header.has("b64")) {
      throw invalid("The header has b64; a payload is always base64url here.");
    }
    for (String name : KEYS_OF_THE_SENDER) {
      if (header.has(name)) {
        throw Rejection.of(
                Reason.HEADER_INVALID,
                "The header has " + name + "; a key that comes with a statement is not believed.")
            .remedy("Name a registered key in kid; certificates may go into x5c.")
            .toException();
      }
    }
  }

  private static void checkTyp(JsonNode value, String expected) throws RejectedException {
    if (!value.isTextual()
        || !MediaType.normalised(value.textValue()).equals(MediaType.normalised(expected))) {
      throw Rejection.of(Reason.TYP_UNSUPPORTED, "The header's typ is not " + expected + ".")
          .remedy("Set typ to " + expected + ".")
          .toException();
    }
  }

  private static KeyId kid(JsonNode value) throws RejectedException {
    String remedy = "Set kid to the issuer's DID, a # and the name of the key.";
    if (!value.isTextual()) {
      throw Rejection.of(Reason.KID_INVALID, "The header has no kid.").remedy(remedy).toException();
    }
    try {
      return KeyId.parse(value.textValue());
    } catch (IllegalArgumentException e) {
      throw Rejection.of(Reason.KID_INVALID, "The header's kid: " + e.getMessage() + ".")
          .remedy(remedy)
          .toException();
    }
  }

  private static List<X509Certificate> certificates(JsonNode header) throws RejectedException {
    if (!header.has("x5c")) {
      return List.of();
    }
    JsonNode chain = header.path("x5c");
    if (!chain.isArray() || chain.isEmpty() || chain.size() > MAX_CERTIFICATES) {
      throw invalid("The header's x5c must be an array of 1 to " + MAX_CERTIFICATES + " strings.");
    }
    List<X509Certificate> certificates = new ArrayList<>();
    for (JsonNode entry : chain) {
      try {
        certificates.add(fromBase64(entry));
      } catch (IllegalArgumentException e) {
        throw Rejection.of(
                Reason.CERTIFICATE_INVALID,
                "Entry " + certificates.size() + " of x5c is not a certificate in base64 of DER.")
            .toException();
      }
    }
    return certificates;
  }

  /**
   * A certificate as {@code x5c} has it: base64 (not base64url) of DER, RFC 7515 §4.1.6.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  static X509Certificate fromBase64(JsonNode entry) {
    if (!entry.isTextual()) {
      throw new IllegalArgumentException("not a string");
    }
    byte[] der = Base64.getDecoder().decode(entry.textValue());
    if (!Base64.getEncoder().encodeToString(der).equals(entry.textValue())) {
      throw new IllegalArgumentException("not the one base64 form of some bytes");
    }
    return X509Certificates.fromDer(der);
  }

  private static RejectedException tooLong(int length, int limit) {
    return invalid("The header has " + length + " bytes and may have " + limit + ".");
  }

  private static RejectedException invalid(String detail) {
    return Rejection.of(Reason.HEADER_INVALID, detail).toException();
  }
}
