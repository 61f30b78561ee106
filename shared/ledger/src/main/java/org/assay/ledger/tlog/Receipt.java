package org.assay.ledger.tlog;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.assay.ledger.Digest;
import org.assay.ledger.Entry;

/**
 * Shows, without the log, that a statement is in it: the statement's entry, the way from there to a
 * checkpoint's root, and the signed checkpoint. Its text form is a C2SP tlog-proof whose {@code
 * extra} is the entry.
 *
 * @param entry the bytes of the statement's entry
 * @param proof that the entry is in the tree
 * @param checkpoint the signed note
 */
public record Receipt(byte[] entry, InclusionProof proof, String checkpoint) {
  /** The most bytes that a receipt may have. */
  public static final int MAX_BYTES = 256 * 1024;

  private static final String HEADER = "c2sp.org/tlog-proof@v1\n";

  public Receipt {
    entry = entry.clone();
  }

  @Override
  public byte[] entry() {
    return entry.clone();
  }

  /** The text form. */
  public String text() {
    StringBuilder text = new StringBuilder(HEADER);
    text.append("extra ").append(Base64.getEncoder().encodeToString(entry)).append('\n');
    text.append("index ").append(proof.index()).append('\n');
    proof
        .path()
        .forEach(
            hash -> text.append(Base64.getEncoder().encodeToString(hash.toBytes())).append('\n'));
    return text.append('\n').append(checkpoint).toString();
  }

  /**
   * Reads the text form. The tree's size comes from the checkpoint, whose signature is not checked
   * here.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Receipt parse(byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException("a receipt has at most " + MAX_BYTES + " bytes");
    }
    String text;
    try {
      text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a receipt is UTF-8", e);
    }
    int blank = text.indexOf("\n\n");
    if (!text.startsWith(HEADER) || blank < HEADER.length()) {
      throw new IllegalArgumentException(
          "a receipt begins with "
              + HEADER.strip()
              + " and has an empty line before its checkpoint");
    }
    String[] lines = text.substring(HEADER.length(), blank).split("\n", -1);
    if (lines.length < 2
        || !lines[0].startsWith("extra ")
        || !lines[1].matches("index (0|[1-9][0-9]{0,18})")) {
      throw new IllegalArgumentException("a receipt has the entry and its index before its hashes");
    }
    List<Digest> path = new ArrayList<>();
    for (int i = 2; i < lines.length; i++) {
      if (path.size() == InclusionProof.MAX_PATH) {
        throw new IllegalArgumentException(
            "a receipt has at most " + InclusionProof.MAX_PATH + " hashes");
      }
      path.add(Digest.fromBytes(StrictBase64.decode(lines[i])));
    }
    String note = text.substring(blank + 2);
    int end = note.lastIndexOf("\n\n");
    if (end < 0) {
      throw new IllegalArgumentException("a receipt ends with a signed checkpoint");
    }
    long size = Checkpoint.parse(note.substring(0, end + 1)).size();
    long index = Long.parseLong(lines[1].substring("index ".length()));
    return new Receipt(
        StrictBase64.decode(lines[0].substring("extra ".length())),
        new InclusionProof(index, size, path),
        note);
  }

  /**
   * Checks everything that a receipt says of a statement.
   *
   * @param statement the statement's bytes
   * @param log the key of the log, whose name is its origin
   * @return the entry
   * @throws IllegalArgumentException saying what does not hold
   */
  public Entry verify(byte[] statement, NoteKey log) {
    Checkpoint signed =
        Checkpoint.parse(
            SignedNote.parse(checkpoint.getBytes(StandardCharsets.UTF_8)).verified(log));
    if (!signed.origin().equals(log.name())) {
      throw new IllegalArgumentException("the checkpoint is of the log " + signed.origin());
    }
    if (signed.size() != proof.size()) {
      throw new IllegalArgumentException(
          "the proof is for a tree of another size than the checkpoint's");
    }
    Entry recorded = Entry.decode(entry);
    if (recorded.index() != proof.index()) {
      throw new IllegalArgumentException(
          "the entry has index " + recorded.index() + ", the proof " + proof.index());
    }
    if (!recorded.statement().equals(Digest.of(statement))) {
      throw new IllegalArgumentException("the entry is of another statement");
    }
    if (!proof.holds(MerkleTree.leafHash(entry), signed.root())) {
      throw new IllegalArgumentException(
          "the hashes do not lead from the entry to the checkpoint's root");
    }
    return recorded;
  }
}
