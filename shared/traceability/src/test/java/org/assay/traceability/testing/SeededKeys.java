package org.assay.traceability.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import org.assay.attestation.jws.SigningKey;
import org.assay.ledger.Digest;
import org.assay.ledger.tlog.FileNoteSigner;
import org.assay.ledger.tlog.NoteKey;

/** Ed25519 keys that follow from a name, for examples that are the same each time. */
public final class SeededKeys {
  /** What comes before a raw seed in its PKCS #8 form (RFC 8410 §7). */
  private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");

  private SeededKeys() {}

  private static byte[] seed(String name) {
    return Digest.of(("assay/example-key\n" + name).getBytes(StandardCharsets.UTF_8)).toBytes();
  }

  /** A party's key. */
  public static SigningKey key(String name) {
    ByteArrayOutputStream pkcs8 = new ByteArrayOutputStream();
    pkcs8.writeBytes(PKCS8);
    pkcs8.writeBytes(seed(name));
    return SigningKey.fromPem(
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getEncoder().encodeToString(pkcs8.toByteArray())
            + "\n-----END PRIVATE KEY-----\n");
  }

  /** A log's key. */
  public static FileNoteSigner logKey(String origin) throws Exception {
    byte[] x = Base64.getUrlDecoder().decode(key(origin).publicKey().toJwk().get("x").textValue());
    NoteKey key = new NoteKey(origin, x);
    ByteArrayOutputStream typed = new ByteArrayOutputStream();
    typed.write(1);
    typed.writeBytes(seed(origin));
    String id = key.toString().split("\\+", 3)[1];
    return FileNoteSigner.of(
        "PRIVATE+KEY+"
            + origin
            + "+"
            + id
            + "+"
            + Base64.getEncoder().encodeToString(typed.toByteArray()),
        key);
  }
}
