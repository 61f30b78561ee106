package org.assay.attestation.jws;

import com.fasterxml.jackson.databind.JsonNode;

/** Reads the members of a JWK (RFC 7517) strictly. */
final class JwkMember {
  private JwkMember() {}

  /**
   * @throws IllegalArgumentException if the member is missing or no string
   */
  static String text(JsonNode jwk, String name) {
    JsonNode value = jwk.path(name);
    if (!value.isTextual()) {
      throw new IllegalArgumentException("the JWK needs a string member \"" + name + "\"");
    }
    return value.textValue();
  }

  /**
   * Bytes in base64url that must be exactly so many: RFC 7518 §6.2.1.2 has leading zeros kept.
   *
   * @throws IllegalArgumentException if the member is missing, no base64url, or of another length
   */
  static byte[] bytes(JsonNode jwk, String name, int length) {
    byte[] bytes;
    try {
      bytes = Base64Url.decode(text(jwk, name));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("JWK member \"" + name + "\": " + e.getMessage(), e);
    }
    if (bytes.length != length) {
      throw new IllegalArgumentException(
          "JWK member \"" + name + "\" has " + bytes.length + " bytes and must have " + length);
    }
    return bytes;
  }
}
