package org.assay.attestation.jws;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.assay.attestation.Did;

/**
 * How statements of an issuer are verified, as an entry of {@code verificationMethod} in a DID
 * document (W3C DID Core §5.2): by one key, or by any key that the issuer's certificate authority
 * vouches for.
 *
 * @param id its name; the DID in it is the issuer
 * @param material the key or the authority
 */
public record VerificationMethod(KeyId id, Material material) {
  private static final String JSON_WEB_KEY = "JsonWebKey";
  private static final String CERTIFICATE_AUTHORITY = "X509CertificateAuthority";

  /** What verifies. */
  public sealed interface Material {}

  /** One key. */
  public record PublicJwk(VerificationKey key) implements Material {
    public PublicJwk {
      requireNonNull(key);
    }
  }

  /**
   * A certificate authority whose certificates carry the issuer's keys; see {@link
   * CertificatePath}.
   */
  public record CertificateAuthority(X509Certificate certificate) implements Material {
    /**
     * @throws IllegalArgumentException if the certificate may not sign certificates, or its key is
     *     of an unsupported kind
     */
    public CertificateAuthority {
      CertificatePath.requireAuthority(certificate);
    }
  }

  public VerificationMethod {
    requireNonNull(id);
    requireNonNull(material);
  }

  /**
   * Reads an entry of a DID document: {@code {"id","type":"JsonWebKey","controller",
   * "publicKeyJwk"}} or {@code {"id","type":"X509CertificateAuthority","controller","x5c":[…]}}.
   *
   * @param did the DID that the document is about; both the id and the controller must be its own,
   *     so that no document speaks for the keys of another
   * @throws IllegalArgumentException if it is no such entry; the message says what is wrong
   */
  public static VerificationMethod fromJson(JsonNode json, Did did) {
    KeyId id = KeyId.parse(text(json, "id"));
    if (!id.did().equals(did)) {
      throw new IllegalArgumentException("the id of a verification method must start with " + did);
    }
    if (!text(json, "controller").equals(did.value())) {
      throw new IllegalArgumentException("the controller of " + id + " must be " + did);
    }
    return new VerificationMethod(id, material(json));
  }

  private static Material material(JsonNode json) {
    String type = text(json, "type");
    return switch (type) {
      case JSON_WEB_KEY -> new PublicJwk(VerificationKey.fromJwk(json.path("publicKeyJwk")));
      case CERTIFICATE_AUTHORITY -> {
        JsonNode chain = json.path("x5c");
        if (!chain.isArray() || chain.size() != 1) {
          throw new IllegalArgumentException("x5c must be an array of one certificate");
        }
        yield new CertificateAuthority(JwsHeader.fromBase64(chain.path(0)));
      }
      default ->
          throw new IllegalArgumentException(
              "the type of a verification method is "
                  + JSON_WEB_KEY
                  + " or "
                  + CERTIFICATE_AUTHORITY);
    };
  }

  /** The entry of a DID document. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", id.toString());
    if (material instanceof PublicJwk jwk) {
      json.put("type", JSON_WEB_KEY).put("controller", id.did().value());
      json.set("publicKeyJwk", jwk.key().toJwk());
    } else if (material instanceof CertificateAuthority authority) {
      json.put("type", CERTIFICATE_AUTHORITY).put("controller", id.did().value());
      json.putArray("x5c").add(base64(authority.certificate()));
    }
    return json;
  }

  private static String base64(X509Certificate certificate) {
    try {
      return Base64.getEncoder().encodeToString(certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("the certificate has no encoding", e);
    }
  }

  private static String text(JsonNode json, String name) {
    JsonNode value = json.path(name);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("a verification method needs a string " + name);
    }
    return value.textValue();
  }
}
