package org.assay.ledger.tlog;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** A text with signatures under it (C2SP signed-note). */
public final class SignedNote {
  /** The most bytes that a note may have. */
  public static final int MAX_BYTES = 64 * 1024;

  private static final int MAX_SIGNATURES = 64;
  private static final String DASH = "\u2014 ";

  /** A line of signature. */
  private record Line(String name, byte[] id, byte[] signature) {
    boolean names(NoteKey key) {
      return name.equals(key.name()) && Arrays.equals(id, key.id());
    }
  }

  private final String text;
  private final List<Line> signatures;

  private SignedNote(String text, List<Line> signatures) {
    this.text = text;
    this.signatures = signatures;
  }

  /** Signs a text, which must end with a line break; gives back the whole note. */
  public static String sign(String text, NoteSigner signer) {
    if (!text.endsWith("\n")) {
      throw new IllegalArgumentException("the text of a note ends with a line break");
    }
    byte[] signature = signer.sign(text.getBytes(StandardCharsets.UTF_8));
    ByteBuffer blob = ByteBuffer.allocate(NoteKey.ID_BYTES + signature.length);
    blob.put(signer.key().id()).put(signature);
    return text
        + "\n"
        + DASH
        + signer.key().name()
        + " "
        + Base64.getEncoder().encodeToString(blob.array())
        + "\n";
  }

  /**
   * Reads a note; that says nothing of its signatures.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static SignedNote parse(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException("a note has at most " + MAX_BYTES + " bytes");
    }
    String note;
    try {
      note = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a note is UTF-8", e);
    }
    if (note.chars().anyMatch(c -> c < 0x20 && c != '\n')) {
      throw new IllegalArgumentException("a note has no control characters but line breaks");
    }
    int end = note.lastIndexOf("\n\n");
    if (end < 0 || !note.endsWith("\n")) {
      throw new IllegalArgumentException(
          "a note has an empty line before its signatures, and ends with a line break");
    }
    String text = note.substring(0, end + 1);
    String[] lines = note.substring(end + 2).split("\n", -1);
    List<Line> signatures = new ArrayList<>();
    for (int i = 0; i < lines.length - 1; i++) {
      signatures.add(line(lines[i]));
    }
    if (signatures.isEmpty() || signatures.size() > MAX_SIGNATURES) {
      throw new IllegalArgumentException("a note has 1 to " + MAX_SIGNATURES + " signatures");
    }
    return new SignedNote(text, List.copyOf(signatures));
  }

  private static Line line(String line) {
    int space = line.indexOf(' ', DASH.length());
    if (!line.startsWith(DASH) || space < 0) {
      throw new IllegalArgumentException("a signature is a dash, a name and base64 in one line");
    }
    String name = line.substring(DASH.length(), space);
    NoteKey.checkName(name);
    byte[] blob = StrictBase64.decode(line.substring(space + 1));
    if (blob.length <= NoteKey.ID_BYTES) {
      throw new IllegalArgumentException("a signature has more bytes than its key's id");
    }
    return new Line(
        name,
        Arrays.copyOf(blob, NoteKey.ID_BYTES),
        Arrays.copyOfRange(blob, NoteKey.ID_BYTES, blob.length));
  }

  /** The text, whoever signed it: it proves nothing. */
  public String text() {
    return text;
  }

  /**
   * The text, if a key signed it. Signatures of other keys are passed over, also those that share
   * only the name or only the id with this one.
   *
   * @throws IllegalArgumentException if the key did not sign it, or a signature in its name does
   *     not hold
   */
  public String verified(NoteKey key) {
    List<Line> own = signatures.stream().filter(line -> line.names(key)).toList();
    if (own.isEmpty()) {
      throw new IllegalArgumentException("the note is not signed by " + key.name());
    }
    byte[] signed = text.getBytes(StandardCharsets.UTF_8);
    if (!own.stream().allMatch(line -> key.verifies(signed, line.signature()))) {
      throw new IllegalArgumentException("the signature of " + key.name() + " does not hold");
    }
    return text;
  }
}
