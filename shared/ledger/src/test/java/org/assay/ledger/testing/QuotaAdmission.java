package org.assay.ledger.testing;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.assay.ledger.Admission;
import org.assay.ledger.Ref;
import org.assay.ledger.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Admits notes as long as no subject gives more than its quota, and none once a note about {@link
 * #CLOSING} is recorded. Kept of a subject is what was taken from it; of an issuer nothing is kept.
 */
public final class QuotaAdmission implements Admission<Note, String> {
  /** A note about this subject is the last one. */
  public static final Subject CLOSING = new Subject("closing");

  private final long quota;

  public QuotaAdmission(long quota) {
    this.quota = quota;
  }

  @Override
  public Note read(byte[] statement) {
    return Note.parse(statement);
  }

  @Override
  public Optional<Note> receive(byte[] statement) {
    return Optional.of(Note.parse(statement));
  }

  @Override
  public Set<Subject> standing() {
    return Set.of(CLOSING);
  }

  @Override
  public byte @Nullable [] fold(Note note, Subject subject, byte @Nullable [] before, Instant at) {
    if (!note.about().contains(subject.id())) {
      return null;
    }
    return ByteBuffer.allocate(Long.BYTES).putLong(taken(before) + note.amount()).array();
  }

  /** What was taken from a subject of which this is kept. */
  public static long taken(byte @Nullable [] state) {
    return state == null ? 0 : ByteBuffer.wrap(state).getLong();
  }

  @Override
  public Session<Note, String> open(View view) {
    return new Session<>() {
      private boolean closed = view.standing(CLOSING).isPresent();

      @Override
      public Optional<String> objection(Note note, Instant at, States states) {
        if (closed) {
          return Optional.of("closed");
        }
        for (String name : note.about()) {
          long left = quota - taken(states.of(new Subject(name)));
          if (note.amount() > left) {
            return Optional.of(name + " has " + left + " left");
          }
        }
        return Optional.empty();
      }

      @Override
      public void admitted(Note note, Ref ref) {
        closed |= note.about().contains(CLOSING.id());
      }
    };
  }
}
