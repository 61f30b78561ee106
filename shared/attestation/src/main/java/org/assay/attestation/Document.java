package org.assay.attestation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A document that is kept elsewhere and that a statement rests on. Its digest says that it is the
 * same; nobody fetches it.
 *
 * @param uri where it is, an absolute URI of at most 512 characters
 * @param sha256 the digest of its bytes
 * @param mediaType its media type, such as {@code application/pdf}
 * @param size how many bytes it has, at most 10^12
 */
public record Document(String uri, Sha256 sha256, String mediaType, long size) {
  /** The most documents of one statement. */
  static final int MOST = 32;

  private static final long MAX_SIZE = 1_000_000_000_000L;
  private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:[!-~]+");
  private static final Pattern MEDIA_TYPE =
      Pattern.compile("[a-z0-9!#$&^_.+-]+/[a-z0-9!#$&^_.+-]+");

  public Document {
    Invariants.require(
        uri.length() <= 512 && URI.matcher(uri).matches(),
        Reason.SCHEMA_VIOLATION,
        "/uri",
        "must be an absolute URI of at most 512 characters");
    requireNonNull(sha256);
    Invariants.require(
        mediaType.length() <= 128 && MEDIA_TYPE.matcher(mediaType).matches(),
        Reason.SCHEMA_VIOLATION,
        "/mediaType",
        "must be a media type, such as application/pdf");
    Invariants.require(
        size >= 0 && size <= MAX_SIZE,
        Reason.SCHEMA_VIOLATION,
        "/size",
        "must be from 0 to " + MAX_SIZE + " bytes");
  }

  static List<Document> readAll(List<JsonFields> array) throws RejectedException {
    List<Document> documents = new ArrayList<>();
    for (JsonFields in : array) {
      String uri = in.text("uri");
      Sha256 sha256 = in.value("sha256", Sha256::new);
      String mediaType = in.text("mediaType");
      long size = in.node("size").asLong();
      documents.add(in.build(() -> new Document(uri, sha256, mediaType, size)));
    }
    return documents;
  }

  static void writeAll(List<Document> documents, ObjectNode out, String name) {
    if (documents.isEmpty()) {
      return;
    }
    ArrayNode array = out.putArray(name);
    for (Document document : documents) {
      array
          .addObject()
          .put("uri", document.uri)
          .put("sha256", document.sha256.hex())
          .put("mediaType", document.mediaType)
          .put("size", document.size);
    }
  }
}
