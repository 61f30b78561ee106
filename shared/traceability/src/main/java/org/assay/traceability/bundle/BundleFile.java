package org.assay.traceability.bundle;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.assay.attestation.LotId;
import org.assay.ledger.Digest;
import org.assay.ledger.Salt;
import org.assay.ledger.Subject;
import org.assay.traceability.bundle.BundleFinding.Code;

/** Reads a bundle, and only one in its one form: step 1 of docs/bundle.md. */
final class BundleFile {
  private static final long MAX_NUMBER = (1L << 53) - 1;
  private static final int MAX_DEPTH = 32;

  /** Brackets, names and other values: a small file in a gzip wrapper may else fill the memory. */
  private static final long MAX_TOKENS = 5_000_000;

  /** A charter of 768 KiB in a JWS and in base64 again, and what is around it. */
  private static final int MAX_STRING = 4 * 1024 * 1024;

  private static final ObjectReader READER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxTokenCount(MAX_TOKENS)
                          .maxStringLength(MAX_STRING)
                          .maxNumberLength(16)
                          .maxNameLength(64)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .readerFor(JsonNode.class);

  private static final Set<String> MEMBERS =
      Set.of(
          "answer",
          "bundle",
          "checkpoint",
          "digest",
          "entries",
          "hashes",
          "lot",
          "notFollowed",
          "subjects");

  /** What was read, and whether the digest in it is that of the rest. */
  record Read(Bundle bundle, boolean isWhole) {}

  private BundleFile() {}

  static Read read(byte[] file) throws BundleFault {
    byte[] bytes = content(file);
    JsonNode json = parse(bytes);
    if (!(json instanceof ObjectNode object)) {
      throw form("", "the file is not a JSON object");
    }
    if (!object.path("bundle").isIntegralNumber()) {
      throw form("/bundle", "the file does not say of which version of the format it is");
    }
    if (object.path("bundle").asLong() != Bundle.VERSION) {
      throw new BundleFault(
          Code.VERSION,
          "/bundle",
          "the bundle is of version " + object.path("bundle").asText() + ", and only 1 is known");
    }
    Bundle bundle = bundle(object);
    requireCanonical(object, bytes);
    requireOrder(bundle);
    String digest = text(object.get("digest"), "/digest");
    if (!Digest.isHex(digest)) {
      throw form("/digest", "not 64 digits of lower-case hexadecimal");
    }
    object.remove("digest");
    return new Read(bundle, Digest.of(CanonicalJson.bytes(object)).hex().equals(digest));
  }

  private static byte[] content(byte[] file) throws BundleFault {
    boolean isGzip = file.length > 2 && file[0] == 0x1f && file[1] == (byte) 0x8b;
    byte[] bytes = file;
    if (isGzip) {
      try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(file))) {
        bytes = in.readNBytes(Bundle.MAX_BYTES + 1);
      } catch (IOException e) {
        throw form("", "the file begins like gzip and is none: " + e.getMessage());
      }
    }
    if (bytes.length > Bundle.MAX_BYTES) {
      throw form("", "the file has more than " + Bundle.MAX_BYTES + " bytes");
    }
    return bytes;
  }

  private static JsonNode parse(byte[] bytes) throws BundleFault {
    try {
      return READER.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw form(
          e.getLocation() == null ? "" : "byte " + e.getLocation().getByteOffset(),
          "the file is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw form("", "the file cannot be read: " + e.getMessage());
    }
  }

  private static void requireCanonical(ObjectNode object, byte[] bytes) throws BundleFault {
    byte[] canonical = CanonicalJson.bytes(object);
    int differs = Arrays.mismatch(canonical, bytes);
    if (differs >= 0) {
      throw new BundleFault(
          Code.CANONICAL,
          "byte " + differs,
          "the file is not spelt as RFC 8785 has it from there on");
    }
  }

  private static Bundle bundle(ObjectNode json) throws BundleFault {
    Set<String> names = new HashSet<>(MEMBERS);
    if (json.has("consistency")) {
      names.add("consistency");
    }
    members(json, names, "");
    String lot = text(json.get("lot"), "/lot");
    if (!LotId.isValid(lot)) {
      throw form("/lot", "not the id of a lot");
    }
    List<Bundle.Item> entries = new ArrayList<>();
    for (JsonNode each : list(json.get("entries"), Bundle.MAX_ENTRIES, "/entries")) {
      entries.add(item(each, "/entries/" + entries.size()));
    }
    List<Bundle.About> subjects = new ArrayList<>();
    for (JsonNode each : list(json.get("subjects"), Bundle.MAX_ENTRIES, "/subjects")) {
      subjects.add(about(each, "/subjects/" + subjects.size()));
    }
    List<LotId> notFollowed = new ArrayList<>();
    for (JsonNode each : list(json.get("notFollowed"), Bundle.MAX_ENTRIES, "/notFollowed")) {
      String place = "/notFollowed/" + notFollowed.size();
      String name = text(each, place);
      if (!LotId.isValid(name)) {
        throw form(place, "not the id of a lot");
      }
      notFollowed.add(new LotId(name));
    }
    if (!(json.get("answer") instanceof ObjectNode answer)) {
      throw form("/answer", "not an object");
    }
    requireWhole(answer, "/answer");
    return new Bundle(
        new LotId(lot),
        text(json.get("checkpoint"), "/checkpoint"),
        entries,
        hashes(json.get("hashes"), Integer.MAX_VALUE, "/hashes"),
        subjects,
        notFollowed,
        answer,
        json.has("consistency") ? consistency(json.get("consistency")) : null);
  }

  private static Bundle.Item item(JsonNode json, String place) throws BundleFault {
    members(json, Set.of("entry", "path", "statement"), place);
    List<Integer> path = new ArrayList<>();
    for (JsonNode each : list(json.get("path"), 63, place + "/path")) {
      long number = number(each, place + "/path/" + path.size());
      if (number > Integer.MAX_VALUE) {
        throw form(place + "/path/" + path.size(), "not a place in hashes");
      }
      path.add((int) number);
    }
    return new Bundle.Item(
        base64(json.get("entry"), place + "/entry"),
        path,
        base64(json.get("statement"), place + "/statement"));
  }

  private static Bundle.About about(JsonNode json, String place) throws BundleFault {
    members(json, Set.of("entries", "salt", "subject"), place);
    List<Long> entries = new ArrayList<>();
    for (JsonNode each : list(json.get("entries"), Bundle.MAX_ENTRIES, place + "/entries")) {
      entries.add(number(each, place + "/entries/" + entries.size()));
    }
    String salt = text(json.get("salt"), place + "/salt");
    if (!salt.matches("[0-9a-f]{32}")) {
      throw form(place + "/salt", "not 32 digits of lower-case hexadecimal");
    }
    try {
      return new Bundle.About(
          new Subject(text(json.get("subject"), place + "/subject")),
          new Salt(HexFormat.of().parseHex(salt)),
          entries);
    } catch (IllegalArgumentException e) {
      throw form(place + "/subject", "not the name of a subject");
    }
  }

  private static Bundle.Consistency consistency(JsonNode json) throws BundleFault {
    members(json, Set.of("path", "size"), "/consistency");
    return new Bundle.Consistency(
        number(json.get("size"), "/consistency/size"),
        hashes(json.get("path"), 64, "/consistency/path"));
  }

  private static List<Digest> hashes(JsonNode json, int most, String place) throws BundleFault {
    List<Digest> hashes = new ArrayList<>();
    for (JsonNode each : list(json, most, place)) {
      byte[] bytes = base64(each, place + "/" + hashes.size());
      if (bytes.length != Digest.LENGTH) {
        throw form(place + "/" + hashes.size(), "a hash has 32 bytes, not " + bytes.length);
      }
      hashes.add(Digest.fromBytes(bytes));
    }
    return hashes;
  }

  private static void requireOrder(Bundle bundle) throws BundleFault {
    int next = 0;
    for (int i = 0; i < bundle.entries().size(); i++) {
      List<Integer> path = bundle.entries().get(i).path();
      for (int j = 0; j < path.size(); j++) {
        if (path.get(j) > next || path.get(j) >= bundle.hashes().size()) {
          throw order(
              "/entries/" + i + "/path/" + j, "not the next place of hashes, nor one before");
        }
        next = Math.max(next, path.get(j) + 1);
      }
    }
    if (next < bundle.hashes().size()) {
      throw order("/hashes/" + next, "no path names this hash");
    }
    Set<Digest> hashes = new HashSet<>();
    for (int i = 0; i < bundle.hashes().size(); i++) {
      if (!hashes.add(bundle.hashes().get(i))) {
        throw order("/hashes/" + i, "the hash is there twice");
      }
    }
    for (int i = 0; i < bundle.subjects().size(); i++) {
      Bundle.About about = bundle.subjects().get(i);
      if (i > 0 && bundle.subjects().get(i - 1).subject().compareTo(about.subject()) >= 0) {
        throw order("/subjects/" + i, "subjects are sorted by name, and none is there twice");
      }
      for (int j = 1; j < about.entries().size(); j++) {
        if (about.entries().get(j) <= about.entries().get(j - 1)) {
          throw order("/subjects/" + i + "/entries/" + j, "indexes rise");
        }
      }
    }
    for (int i = 1; i < bundle.notFollowed().size(); i++) {
      if (bundle.notFollowed().get(i - 1).compareTo(bundle.notFollowed().get(i)) >= 0) {
        throw order("/notFollowed/" + i, "lots are sorted, and none is there twice");
      }
    }
  }

  private static void requireWhole(JsonNode json, String place) throws BundleFault {
    if (json.isNumber()) {
      long unused = number(json, place);
    } else if (json.isNull()) {
      throw form(place, "null is no value here");
    } else if (json.isArray()) {
      for (int i = 0; i < json.size(); i++) {
        requireWhole(json.get(i), place + "/" + i);
      }
    } else {
      for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
        String name = names.next();
        requireWhole(json.get(name), JsonDifference.pointer(place, name));
      }
    }
  }

  private static void members(JsonNode json, Set<String> names, String place) throws BundleFault {
    if (!json.isObject()) {
      throw form(place, "not an object");
    }
    for (Iterator<String> all = json.fieldNames(); all.hasNext(); ) {
      String name = all.next();
      if (!names.contains(name)) {
        throw form(JsonDifference.pointer(place, name), "not a member of this format");
      }
    }
    for (String name : names) {
      if (!json.has(name)) {
        throw form(place + "/" + name, "the member is missing");
      }
    }
  }

  private static JsonNode list(JsonNode json, int most, String place) throws BundleFault {
    if (!json.isArray() || json.size() > most) {
      throw form(place, json.isArray() ? "more than " + most + " items" : "not a list");
    }
    return json;
  }

  private static String text(JsonNode json, String place) throws BundleFault {
    if (!json.isTextual()) {
      throw form(place, "not a string");
    }
    return json.textValue();
  }

  private static long number(JsonNode json, String place) throws BundleFault {
    if (!json.isIntegralNumber()
        || !json.canConvertToLong()
        || json.longValue() < 0
        || json.longValue() > MAX_NUMBER) {
      throw form(place, "not a whole number from 0 to 2^53-1");
    }
    return json.longValue();
  }

  private static byte[] base64(JsonNode json, String place) throws BundleFault {
    String text = text(json, place);
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      if (Base64.getEncoder().encodeToString(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw form(place, "not base64 in its one spelling");
  }

  private static BundleFault form(String place, String sentence) {
    return new BundleFault(Code.FORM, place, sentence);
  }

  private static BundleFault order(String place, String sentence) {
    return new BundleFault(Code.ORDER, place, sentence);
  }
}
