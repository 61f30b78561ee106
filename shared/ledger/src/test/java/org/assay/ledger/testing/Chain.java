package org.assay.ledger.testing;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assay.ledger.Block;
import org.assay.ledger.Digest;
import org.assay.ledger.Entry;
import org.assay.ledger.Link;
import org.assay.ledger.Position;
import org.assay.ledger.RightEdge;
import org.assay.ledger.Salt;
import org.assay.ledger.Subject;

/**
 * Makes blocks by hand, without a sequencer, so that stores can be tested with what is public
 * alone.
 */
public final class Chain {
  private static final Instant AT = Instant.parse("2026-11-24T08:00:00.123Z");

  private Chain() {}

  /** The block behind a position, of so many entries, each about one new subject. */
  public static Block block(Position before, int entries, String name) {
    List<List<Subject>> subjects = new ArrayList<>();
    for (int i = 0; i < entries; i++) {
      subjects.add(List.of(new Subject(name + "/" + i)));
    }
    return block(before, subjects, name);
  }

  /** The block behind a position with an entry for each list of new subjects. */
  public static Block block(Position before, List<List<Subject>> subjects, String name) {
    List<byte[]> encoded = new ArrayList<>();
    Map<Digest, Salt> salts = new HashMap<>();
    Digest chain = before.chain();
    RightEdge edge = before.edge();
    for (List<Subject> about : subjects) {
      List<Link> links = new ArrayList<>();
      for (Subject subject : about) {
        Salt salt = salt(subject);
        salts.put(salt.tag(subject), salt);
        links.add(new Link(salt.tag(subject), 0, -1));
      }
      Digest statement = Digest.of(bytes(name), bytes(Integer.toString(encoded.size())));
      byte[] entry = new Entry(edge.size(), AT, chain, statement, links).encode();
      encoded.add(entry);
      chain = Digest.of(entry);
      edge = edge.append(entry);
    }
    return Block.stored(before.block() + 1, encoded, salts, chain, edge);
  }

  private static Salt salt(Subject subject) {
    byte[] salt = new byte[Salt.LENGTH];
    System.arraycopy(Digest.of(bytes(subject.id())).toBytes(), 0, salt, 0, salt.length);
    return new Salt(salt);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
