package org.assay.attestation.jws;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.jspecify.annotations.Nullable;

/** PEM text (RFC 7468), bounded and with nothing unexpected in it. */
final class Pem {
  /** More than six certificates with ML-DSA-87 keys and signatures take. */
  private static final int MAX_LENGTH = 128 * 1024;

  private Pem() {}

  /**
   * Reads the one block there is.
   *
   * @throws IllegalArgumentException if there is not exactly one block, or it is of another kind
   */
  static <T> T read(String pem, Class<T> type, String label) {
    List<T> blocks = readAll(pem, type, label);
    if (blocks.size() != 1) {
      throw new IllegalArgumentException(
          "the PEM text has " + blocks.size() + " blocks " + label + " and must have one");
    }
    return blocks.get(0);
  }

  /**
   * Reads one block or more.
   *
   * @throws IllegalArgumentException if there is none, or one is of another kind
   */
  static <T> List<T> readAll(String pem, Class<T> type, String label) {
    if (pem.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("the PEM text is over " + MAX_LENGTH + " characters");
    }
    List<T> blocks = new ArrayList<>();
    try (PEMParser parser = new PEMParser(new StringReader(pem))) {
      for (Object block = next(parser, label); block != null; block = next(parser, label)) {
        if (!type.isInstance(block)) {
          throw notA(label);
        }
        blocks.add(type.cast(block));
      }
    } catch (IOException e) {
      // Not passed on as a cause, nor its message: it may quote a private key.
      throw notA(label);
    }
    if (blocks.isEmpty()) {
      throw notA(label);
    }
    return blocks;
  }

  // The parser throws whatever its ASN.1 and base64 readers throw, unchecked ones included.
  @SuppressWarnings("IllegalCatch")
  private static @Nullable Object next(PEMParser parser, String label) throws IOException {
    try {
      return parser.readObject();
    } catch (RuntimeException e) {
      throw notA(label);
    }
  }

  private static IllegalArgumentException notA(String label) {
    return new IllegalArgumentException(
        "not a PEM text with -----BEGIN " + label + "----- (unencrypted)");
  }

  /** Writes blocks with one label, their contents in DER. */
  static String write(String label, List<byte[]> blocks) {
    // Not by the writer that picks a label by itself: it takes BEGIN EC PRIVATE KEY for PKCS#8.
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      for (byte[] block : blocks) {
        writer.writeObject(new PemObject(label, block));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    // The writer takes the line end of the platform; a file should not differ by where it was made.
    return text.toString().replace("\r\n", "\n");
  }
}
