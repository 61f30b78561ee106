package org.assay.functions.gateway;

import java.util.Locale;

/** The media types (RFC 6838) that Assay's HTTP interface speaks. */
public final class MediaTypes {
  public static final String JSON = "application/json";

  /** One JSON value a line. */
  public static final String JSON_LINES = "application/jsonl";

  /** RFC 9457 §6.1. */
  public static final String PROBLEM = "application/problem+json";

  /** A Verifiable Credential as a JWS (VC-JOSE-COSE §6). */
  public static final String VC_JWT = "application/vc+jwt";

  public static final String OCTETS = "application/octet-stream";
  public static final String TEXT = "text/plain; charset=utf-8";
  public static final String HTML = "text/html; charset=utf-8";

  private MediaTypes() {}

  /** A media type in small letters, without parameters (RFC 9110 §8.3.1). */
  public static String withoutParameters(String contentType) {
    int end = contentType.indexOf(';');
    return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }
}
