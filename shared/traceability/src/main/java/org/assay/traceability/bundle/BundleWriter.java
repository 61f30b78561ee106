package org.assay.traceability.bundle;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import org.assay.attestation.LotId;
import org.assay.ledger.Digest;

/** Writes bundles in their one form. */
final class BundleWriter {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private BundleWriter() {}

  /** In place of an answer that is not known yet. */
  static ObjectNode nothing() {
    return JSON.createObjectNode();
  }

  /** The bytes of the file. */
  static byte[] write(Bundle bundle) {
    ObjectNode json = JSON.createObjectNode();
    json.put("bundle", Bundle.VERSION);
    json.put("lot", bundle.lot().value());
    json.put("checkpoint", bundle.checkpoint());
    ArrayNode entries = json.putArray("entries");
    for (Bundle.Item item : bundle.entries()) {
      ObjectNode out = entries.addObject();
      out.put("entry", base64(item.entry()));
      item.path().forEach(out.putArray("path")::add);
      out.put("statement", base64(item.statement()));
    }
    hashes(bundle.hashes(), json.putArray("hashes"));
    ArrayNode subjects = json.putArray("subjects");
    for (Bundle.About about : bundle.subjects()) {
      ObjectNode out = subjects.addObject();
      about.entries().forEach(out.putArray("entries")::add);
      out.put("salt", about.salt().toString());
      out.put("subject", about.subject().id());
    }
    bundle.notFollowed().stream().map(LotId::value).forEach(json.putArray("notFollowed")::add);
    json.set("answer", bundle.answer());
    Bundle.Consistency growth = bundle.consistency();
    if (growth != null) {
      ObjectNode out = json.putObject("consistency");
      out.put("size", growth.size());
      hashes(growth.path(), out.putArray("path"));
    }
    return seal(json);
  }

  /** The bytes of a bundle's members under their digest. */
  static byte[] seal(ObjectNode json) {
    json.remove("digest");
    json.put("digest", Digest.of(CanonicalJson.bytes(json)).hex());
    return CanonicalJson.bytes(json);
  }

  private static void hashes(Iterable<Digest> hashes, ArrayNode into) {
    hashes.forEach(hash -> into.add(base64(hash.toBytes())));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
