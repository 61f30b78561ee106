package org.assay.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.assay.ledger.testing.Note;
import org.jspecify.annotations.Nullable;

/** Rules in front of others. */
class ForwardingAdmission implements Admission<Note, String> {
  private final Admission<Note, String> rules;

  ForwardingAdmission(Admission<Note, String> rules) {
    this.rules = rules;
  }

  @Override
  public Note read(byte[] statement) {
    return rules.read(statement);
  }

  @Override
  public Optional<Note> receive(byte[] statement) {
    return rules.receive(statement);
  }

  @Override
  public Set<Subject> standing() {
    return rules.standing();
  }

  @Override
  public byte @Nullable [] fold(Note note, Subject subject, byte @Nullable [] before, Instant at) {
    return rules.fold(note, subject, before, at);
  }

  @Override
  public Session<Note, String> open(View view) {
    return rules.open(view);
  }
}
