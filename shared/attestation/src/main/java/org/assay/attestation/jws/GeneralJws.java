package org.assay.attestation.jws;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assay.attestation.Reason;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Rejection;

/**
 * A JWS in the general JSON form (RFC 7515 §7.2.1): one payload with the signatures of several. It
 * carries the charter. To have one says that it is well-formed, not that anybody signed it.
 *
 * <p>Immutable and thread-safe.
 */
public final class GeneralJws {
  /** The most bytes of the JSON: 1 MiB, room for 64 keys and signatures of ML-DSA-87. */
  public static final int MAX_LENGTH = 1024 * 1024;

  /** The most signatures. */
  public static final int MAX_SIGNATURES = 64;

  /** The {@code typ} of a charter. */
  public static final String CHARTER_TYP = "assay-charter+json";

  private static final StrictJson JSON = new StrictJson(MAX_LENGTH);

  private final byte[] payload;
  private final List<Signature> signatures;

  private GeneralJws(byte[] payload, List<Signature> signatures) {
    this.payload = payload;
    this.signatures = List.copyOf(signatures);
  }

  /** One signature over the payload, with the header that it covers. */
  public static final class Signature {
    private final JwsHeader header;
    private final byte[] signingInput;
    private final byte[] value;

    private Signature(JwsHeader header, byte[] signingInput, byte[] value) {
      this.header = header;
      this.signingInput = signingInput;
      this.value = value;
    }

    /** The protected header of this signature. */
    public JwsHeader header() {
      return header;
    }

    /** Whether this key made it, under its own algorithm. */
    public boolean isSignedBy(VerificationKey key) {
      return key.algorithm() == header.alg() && key.verify(signingInput, value);
    }
  }

  /**
   * Reads a charter, whose signatures have {@code typ: assay-charter+json}.
   *
   * @throws RejectedException if it is too large ({@code statement-too-large}), not of this form
   *     ({@code not-a-jws}), or a header is refused as {@link CompactJws#parse(byte[])} does
   */
  public static GeneralJws parse(byte[] bytes) throws RejectedException {
    return parse(bytes, CHARTER_TYP);
  }

  /**
   * Reads a JWS whose signatures have some type. Each must name another key, so that nobody is
   * counted twice.
   *
   * @param typ the media type, compared as {@link CompactJws#parse(byte[], String)} does
   * @throws RejectedException as {@link #parse(byte[])}
   */
  public static GeneralJws parse(byte[] bytes, String typ) throws RejectedException {
    if (bytes.length > MAX_LENGTH) {
      throw Rejection.of(
              Reason.STATEMENT_TOO_LARGE,
              "The JWS has " + bytes.length + " bytes and may have " + MAX_LENGTH + ".")
          .toException();
    }
    JsonNode jws;
    try {
      jws = JSON.readObject(bytes);
    } catch (IllegalArgumentException e) {
      throw notAJws("It is not a JSON object within bounds: " + e.getMessage());
    }
    onlyMembers(jws, Set.of("payload", "signatures"), "JWS");
    String encodedPayload = text(jws, "payload");
    byte[] payload = decode(encodedPayload, "payload");
    JsonNode entries = jws.path("signatures");
    if (!entries.isArray() || entries.isEmpty() || entries.size() > MAX_SIGNATURES) {
      throw notAJws("It needs an array of 1 to " + MAX_SIGNATURES + " signatures.");
    }
    List<Signature> signatures = new ArrayList<>();
    Set<KeyId> signers = new HashSet<>();
    for (JsonNode entry : entries) {
      // No unprotected header (RFC 7515 §7.2.1, "header"): nobody signed what is in it.
      onlyMembers(entry, Set.of("protected", "signature"), "signature");
      Signature signature = signature(entry, encodedPayload, typ);
      if (!signers.add(signature.header().kid())) {
        throw Rejection.of(
                Reason.HEADER_INVALID, "Two signatures name the key " + signature.header().kid())
            .toException();
      }
      signatures.add(signature);
    }
    return new GeneralJws(payload, signatures);
  }

  private static Signature signature(JsonNode entry, String encodedPayload, String typ)
      throws RejectedException {
    String encodedHeader = text(entry, "protected");
    JwsHeader header = JwsHeader.parse(decode(encodedHeader, "protected header"), typ);
    byte[] signingInput = (encodedHeader + "." + encodedPayload).getBytes(US_ASCII);
    return new Signature(header, signingInput, decode(text(entry, "signature"), "signature"));
  }

  /**
   * Signs a payload with several keys.
   *
   * @param signers the keys by name; signatures come in the order of the map
   * @return the JSON, in UTF-8
   * @throws IllegalArgumentException if there are no keys, or more than {@link #MAX_SIGNATURES}, or
   *     the result would be over {@link #MAX_LENGTH}
   */
  public static byte[] sign(byte[] payload, String typ, Map<KeyId, SigningKey> signers) {
    if (signers.isEmpty() || signers.size() > MAX_SIGNATURES) {
      throw new IllegalArgumentException("1 to " + MAX_SIGNATURES + " keys sign");
    }
    String encodedPayload = Base64Url.encode(payload);
    ObjectNode jws = JsonNodeFactory.instance.objectNode().put("payload", encodedPayload);
    ArrayNode signatures = jws.putArray("signatures");
    for (Map.Entry<KeyId, SigningKey> signer : signers.entrySet()) {
      SigningKey key = signer.getValue();
      String header = CompactJws.protectedHeader(signer.getKey(), typ, key, List.of());
      byte[] signingInput = (header + "." + encodedPayload).getBytes(US_ASCII);
      signatures
          .addObject()
          .put("protected", header)
          .put("signature", Base64Url.encode(key.sign(signingInput)));
    }
    byte[] bytes = jws.toString().getBytes(UTF_8);
    if (bytes.length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "the JWS would have " + bytes.length + " bytes and may have " + MAX_LENGTH);
    }
    return bytes;
  }

  /** The payload, decoded. */
  public byte[] payload() {
    return payload.clone();
  }

  /** The signatures, in the order of the JSON, each with another key id. */
  public List<Signature> signatures() {
    return signatures;
  }

  private static void onlyMembers(JsonNode object, Set<String> names, String what)
      throws RejectedException {
    for (Iterator<String> fields = object.fieldNames(); fields.hasNext(); ) {
      if (!names.contains(fields.next())) {
        throw notAJws("The " + what + " has other members than " + String.join(", ", names) + ".");
      }
    }
  }

  private static String text(JsonNode object, String name) throws RejectedException {
    JsonNode value = object.path(name);
    if (!value.isTextual()) {
      throw notAJws("It needs a string member " + name + ".");
    }
    return value.textValue();
  }

  private static byte[] decode(String text, String part) throws RejectedException {
    try {
      return Base64Url.decode(text);
    } catch (IllegalArgumentException e) {
      throw notAJws("Its " + part + " is " + e.getMessage() + ".");
    }
  }

  private static RejectedException notAJws(String detail) {
    return Rejection.of(Reason.NOT_A_JWS, detail)
        .remedy(
            "Send {\"payload\":…,\"signatures\":[{\"protected\":…,\"signature\":…}]} (RFC 7515"
                + " §7.2.1).")
        .toException();
  }
}
