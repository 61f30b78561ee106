package org.assay.ledger.testing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assay.ledger.Candidate;
import org.assay.ledger.Digest;
import org.assay.ledger.IntegrityFault;
import org.assay.ledger.Subject;

/**
 * The statement of a tiny domain: {@code issuer|id|subject,subject|amount} takes an amount from
 * each of its subjects. Issuer and id make it the same one in all eyes.
 *
 * @param issuer who says it
 * @param id the issuer's name for it
 * @param about what it is about, the issuer not among it
 * @param amount what it takes
 */
public record Note(String issuer, String id, List<String> about, long amount) implements Candidate {
  public Note {
    about = List.copyOf(about);
  }

  /** A note about some subjects, or about none but its issuer. */
  public static Note note(String issuer, String id, long amount, String... about) {
    return new Note(issuer, id, List.of(about), amount);
  }

  /**
   * Reads a note's bytes.
   *
   * @throws IntegrityFault if they are none
   */
  public static Note parse(byte[] bytes) {
    List<String> parts = Arrays.asList(new String(bytes, StandardCharsets.UTF_8).split("\\|", -1));
    if (parts.size() != 4) {
      throw new IntegrityFault("not a note");
    }
    List<String> about = parts.get(2).isEmpty() ? List.of() : List.of(parts.get(2).split(",", -1));
    return new Note(parts.get(0), parts.get(1), about, Long.parseLong(parts.get(3)));
  }

  /** The statement. */
  public byte[] bytes() {
    return (issuer + "|" + id + "|" + String.join(",", about) + "|" + amount)
        .getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Digest statement() {
    return Digest.of(bytes());
  }

  @Override
  public Digest identity() {
    return Digest.of((issuer + "|" + id).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public List<Subject> subjects() {
    List<Subject> subjects = new ArrayList<>();
    Stream.concat(Stream.of(issuer), about.stream()).map(Subject::new).forEach(subjects::add);
    return subjects;
  }

  @Override
  public Set<Digest> references() {
    return Set.of();
  }
}
