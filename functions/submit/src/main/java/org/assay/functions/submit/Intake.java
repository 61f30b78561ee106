package org.assay.functions.submit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.Reason;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Rejection;
import org.assay.ledger.Digest;
import org.assay.ledger.IndexStore;
import org.assay.ledger.Outcome;
import org.assay.ledger.Ref;
import org.assay.ledger.Sequencer;
import org.assay.ledger.StatementStore;
import org.assay.traceability.admission.Reception;
import org.assay.traceability.admission.Submission;
import org.assay.traceability.registry.Registry;
import org.assay.traceability.registry.RegistryReader;
import org.assay.traceability.statement.CharterStatement;
import org.assay.traceability.statement.Statement;

/** Checks statements, stores their bytes and has them recorded, in their order. Thread-safe. */
final class Intake {
  /** What a key that was good when its statement was recorded may come to be refused for. */
  private static final Set<Reason> OF_AGE =
      Set.of(Reason.UNKNOWN_KEY, Reason.KEY_REVOKED, Reason.CERTIFICATE_INVALID);

  private final Reception reception;
  private final RegistryReader registries;
  private final StatementStore statements;
  private final IndexStore index;
  private final Sequencer<Submission, Rejection> sequencer;

  Intake(
      Reception reception,
      RegistryReader registries,
      StatementStore statements,
      IndexStore index,
      Sequencer<Submission, Rejection> sequencer) {
    this.reception = reception;
    this.registries = registries;
    this.statements = statements;
    this.index = index;
    this.sequencer = sequencer;
  }

  /** Takes in statements, each of which may rest on those before it; answers for each, in order. */
  List<Answer> submit(List<byte[]> received) {
    List<Answer> answers = new ArrayList<>();
    while (answers.size() < received.size()) {
      answers.addAll(submitWave(received.subList(answers.size(), received.size())));
    }
    return answers;
  }

  /**
   * Takes in statements up to the first whose key is not known yet but may be registered by those
   * before it: the key must be in the ledger before a signature can be checked with it.
   */
  private List<Answer> submitWave(List<byte[]> received) {
    Registry registry = registries.known();
    boolean isCurrent = false;
    List<Submission> wave = new ArrayList<>();
    List<Answer> answers = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    boolean changesRegistry = false;
    for (byte[] bytes : received) {
      try {
        Submission submission;
        try {
          submission = reception.check(bytes, registry);
        } catch (RejectedException e) {
          if (isCurrent || !Reception.isCurable(e.rejection().reason())) {
            throw e;
          }
          // What is known here may be older than the ledger.
          registry = registries.current();
          isCurrent = true;
          submission = reception.check(bytes, registry);
        }
        places.add(answers.size());
        answers.add(new Answer.Refused(Rejection.of(Reason.NOT_A_JWS, "not judged yet")));
        wave.add(submission);
        changesRegistry |= submission.subjects().contains(Statement.REGISTRY);
      } catch (RejectedException e) {
        if (changesRegistry && Reception.isCurable(e.rejection().reason())) {
          break;
        }
        answers.add(recordedBefore(bytes, e.rejection()).orElse(new Answer.Refused(e.rejection())));
      }
    }
    List<Answer> judged = record(wave);
    for (int i = 0; i < judged.size(); i++) {
      answers.set(places.get(i), judged.get(i));
    }
    return answers;
  }

  /**
   * The answer to a statement that was recorded when its key was still good: keys end, and a repeat
   * stays a repeat. Its bytes are the recorded ones, so its signature held.
   */
  private Optional<Answer> recordedBefore(byte[] bytes, Rejection rejection) {
    if (!OF_AGE.contains(rejection.reason())) {
      return Optional.empty();
    }
    Statement statement;
    try {
      statement = Statement.read(bytes);
    } catch (RejectedException e) {
      return Optional.empty();
    }
    Digest identity = statement.identity();
    return Optional.ofNullable(index.statements(List.of(identity)).get(identity))
        .filter(ref -> ref.statement().equals(statement.statement()))
        .map(Answer.Repeated::new);
  }

  private List<Answer> record(List<Submission> wave) {
    statements.putAll(wave.stream().map(submission -> submission.content().bytes()).toList());
    List<Outcome<Rejection>> outcomes = sequencer.submit(wave);
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      answers.add(answer(outcomes.get(i), wave.get(i).content()));
    }
    return answers;
  }

  private static Answer answer(Outcome<Rejection> outcome, Statement statement) {
    if (outcome instanceof Outcome.Sequenced<Rejection> sequenced) {
      return new Answer.Recorded(sequenced.ref());
    }
    if (outcome instanceof Outcome.Repeated<Rejection> repeated) {
      return new Answer.Repeated(repeated.ref());
    }
    if (outcome instanceof Outcome.Conflicting<Rejection> conflicting) {
      return new Answer.Refused(
          statement instanceof CharterStatement charter
              ? conflict(charter, conflicting.ref())
              : conflict(conflicting.ref()));
    }
    return new Answer.Refused(((Outcome.Refused<Rejection>) outcome).reason());
  }

  private static Rejection conflict(CharterStatement charter, Ref ref) {
    int version = charter.charter().version();
    return Rejection.of(
            Reason.CHARTER_EXISTS,
            "another charter of version " + version + " was recorded at index " + ref.index())
        .at("/version")
        .remedy("number a charter one higher than the one in force");
  }

  private static Rejection conflict(Ref ref) {
    return Rejection.of(
            Reason.ID_CONFLICT,
            "another statement with this id was recorded at index "
                + ref.index()
                + ", as "
                + ref.statement())
        .at("/id")
        .remedy(
            "give a new statement an id of its own; to correct one, revoke it and issue another");
  }
}
