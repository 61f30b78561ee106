package org.assay.ledger.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.assay.ledger.Admission;
import org.assay.ledger.Ref;
import org.assay.ledger.Subject;
import org.assay.ledger.testing.Note;
import org.assay.ledger.testing.QuotaAdmission;
import org.jspecify.annotations.Nullable;

/** Judges notes by a quota for each subject, and holds that none follows one about the closing. */
final class NoteJudge implements Judge<Note> {
  private final long quota;
  private final QuotaAdmission admission;

  NoteJudge(long quota) {
    this.quota = quota;
    this.admission = new QuotaAdmission(quota);
  }

  @Override
  public Note read(byte[] statement) {
    return admission.read(statement);
  }

  @Override
  public Set<Subject> standing() {
    return admission.standing();
  }

  @Override
  public byte @Nullable [] fold(Note note, Subject subject, byte @Nullable [] before, Instant at) {
    return admission.fold(note, subject, before, at);
  }

  @Override
  public Optional<Objection> contradiction(Note note, Admission.States states) {
    return note.about().stream()
        .filter(name -> QuotaAdmission.taken(states.of(new Subject(name))) + note.amount() > quota)
        .findFirst()
        .map(name -> new Objection(Invariant.I5, name + " does not have so much left"));
  }

  @Override
  public Rules<Note> start() {
    return new Closing(false);
  }

  private record Closing(boolean isClosed) implements Rules<Note> {
    @Override
    public boolean isChangedBy(Note note) {
      return note.about().contains(QuotaAdmission.CLOSING.id());
    }

    @Override
    public Optional<Objection> objection(Note note, long index, Instant at, Recorded recorded) {
      return isClosed
          ? Optional.of(new Objection(Invariant.I10, "the ledger was closed"))
          : Optional.empty();
    }

    @Override
    public Rules<Note> after(Note note, Ref ref) {
      return new Closing(true);
    }
  }
}
