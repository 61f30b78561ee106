package org.assay.attestation.jws;

import java.util.regex.Pattern;
import org.assay.attestation.Did;

/**
 * The name of a key of an issuer: a DID URL with a fragment (W3C DID Core §3.2), as the {@code kid}
 * of a JWS header says it.
 */
public record KeyId(Did did, String fragment) {
  private static final Pattern FRAGMENT = Pattern.compile("[A-Za-z0-9._~-]{1,256}");

  /**
   * @throws IllegalArgumentException if the fragment is empty, too long or has other characters
   *     than letters, digits and {@code . _ ~ -}
   */
  public KeyId {
    if (!FRAGMENT.matcher(fragment).matches()) {
      throw new IllegalArgumentException("a key's fragment is 1 to 256 letters, digits or . _ ~ -");
    }
  }

  /**
   * Reads {@code <did>#<fragment>}.
   *
   * @throws IllegalArgumentException if the text is no such name
   */
  public static KeyId parse(String value) {
    int hash = value.indexOf('#');
    if (hash < 0) {
      throw new IllegalArgumentException("a key id is <did>#<fragment>");
    }
    return new KeyId(new Did(value.substring(0, hash)), value.substring(hash + 1));
  }

  @Override
  public String toString() {
    return did + "#" + fragment;
  }
}
