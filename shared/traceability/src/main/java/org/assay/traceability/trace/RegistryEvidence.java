package org.assay.traceability.trace;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assay.attestation.Reason;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Rejection;
import org.assay.attestation.Revocation;
import org.assay.ledger.Digest;
import org.assay.ledger.Ref;
import org.assay.ledger.Salt;
import org.assay.traceability.admission.AttestationAdmission;
import org.assay.traceability.registry.Authority;
import org.assay.traceability.registry.Entered;
import org.assay.traceability.registry.Registry;
import org.assay.traceability.registry.Signatures;
import org.assay.traceability.statement.AttestationStatement;
import org.assay.traceability.statement.CharterStatement;
import org.jspecify.annotations.Nullable;

/**
 * The statements of the registry as evidence: who may say what follows from them and from nothing
 * else. Each is judged by what those before it say, and one that was not its issuer's to make
 * counts for nothing.
 *
 * <p>Whether a statement about a lot was revoked takes that statement, since it decides who may
 * revoke it; so such a revocation is judged where the evidence has its target, and of no
 * consequence where it has not. Immutable.
 */
public final class RegistryEvidence {
  /** A statement of the registry that counts for nothing. */
  public record PassedOver(Entered entered, Rejection why) {}

  private final @Nullable Salt salt;
  private final List<Entered> statements;
  private final List<PassedOver> passedOver;
  private final Map<Digest, List<Entered>> open;
  private final Registry judged;
  private final Registry registry;

  private RegistryEvidence(
      @Nullable Salt salt,
      List<Entered> statements,
      List<PassedOver> passedOver,
      Map<Digest, List<Entered>> open,
      Registry judged,
      Registry registry) {
    this.salt = salt;
    this.statements = statements;
    this.passedOver = passedOver;
    this.open = open;
    this.judged = judged;
    this.registry = registry;
  }

  /** Of a ledger without entries. */
  public static RegistryEvidence none() {
    Registry nobody = new Registry();
    return new RegistryEvidence(null, List.of(), List.of(), Map.of(), nobody, nobody);
  }

  /**
   * @param salt the salt of the registry's subject
   * @param statements what was recorded of it, in order
   */
  public static RegistryEvidence of(Salt salt, List<Entered> statements) {
    return none().followedBy(salt, statements);
  }

  /** This one and more statements behind it, of which alone the signatures are checked now. */
  RegistryEvidence followedBy(Salt subjectSalt, List<Entered> more) {
    Replay replay = new Replay();
    more.forEach(replay::take);
    return new RegistryEvidence(
        subjectSalt,
        List.copyOf(replay.statements),
        List.copyOf(replay.passedOver),
        Map.copyOf(replay.open),
        replay.registry,
        replay.registry);
  }

  /** This one, with the revocations of statements that are among some evidence. */
  RegistryEvidence withRevocationsOf(Collection<Recorded> evidence) {
    Registry complete = judged;
    for (Recorded target : evidence) {
      for (Entered revoking : open.getOrDefault(target.ref().statement(), List.of())) {
        if (mayRevoke(judged, revoking, target.statement(), target.ref())) {
          if (complete == judged) {
            complete = judged.copy();
          }
          complete.record(revoking.statement(), revoking.ref());
        }
      }
    }
    return new RegistryEvidence(salt, statements, passedOver, open, judged, complete);
  }

  /** What was recorded, in order. */
  public List<Entered> statements() {
    return statements;
  }

  /** The salt of the registry's subject; empty where nothing is recorded. */
  public Optional<Salt> salt() {
    return Optional.ofNullable(salt);
  }

  /** Those of the statements that count for nothing. */
  public List<PassedOver> passedOver() {
    return passedOver;
  }

  /** Who may say what, and what of the evidence was revoked; it must not be written to. */
  public Registry registry() {
    return registry;
  }

  private static boolean mayRevoke(
      Registry registry, Entered revoking, AttestationStatement target, Ref place) {
    if (!(revoking.statement() instanceof AttestationStatement statement)
        || !(statement.credential().subject() instanceof Revocation revocation)
        || !(revocation.target() instanceof Revocation.StatementTarget named)) {
      return false;
    }
    return place.index() < revoking.ref().index()
        && named.issuer().equals(target.credential().issuer())
        && named.id().equals(target.credential().id())
        && (statement.credential().issuer().equals(named.issuer())
            || Authority.objection(
                    registry,
                    statement.credential().issuer(),
                    target,
                    place,
                    revoking.ref().index(),
                    revoking.ref().at())
                .isEmpty());
  }

  /** Takes in statement after statement. */
  private final class Replay {
    private final List<Entered> statements = new ArrayList<>(RegistryEvidence.this.statements);
    private final List<PassedOver> passedOver = new ArrayList<>(RegistryEvidence.this.passedOver);
    private final Map<Digest, List<Entered>> open = new HashMap<>(RegistryEvidence.this.open);
    private final Registry registry = judged.copy();
    private final Map<Digest, Entered> known = new HashMap<>();

    Replay() {
      statements.forEach(each -> known.put(each.ref().statement(), each));
    }

    void take(Entered next) {
      statements.add(next);
      known.put(next.ref().statement(), next);
      Optional<Rejection> objection = objection(next);
      if (objection.isPresent()) {
        passedOver.add(new PassedOver(next, objection.get()));
        return;
      }
      Optional<Digest> revoked = revokedStatement(next);
      if (revoked.isPresent() && !known.containsKey(revoked.get())) {
        List<Entered> all = new ArrayList<>(open.getOrDefault(revoked.get(), List.of()));
        all.add(next);
        open.put(revoked.get(), List.copyOf(all));
      } else {
        registry.record(next.statement(), next.ref());
      }
    }

    private Optional<Rejection> objection(Entered next) {
      Ref ref = next.ref();
      if (next.statement() instanceof CharterStatement charter) {
        return Authority.objection(registry, charter, ref.index(), ref.at());
      }
      AttestationStatement said = (AttestationStatement) next.statement();
      try {
        Object unused = Signatures.verify(registry, said.jws(), ref.index(), ref.at());
      } catch (RejectedException e) {
        return Optional.of(e.rejection());
      }
      return AttestationAdmission.tooEarly(said, ref.at())
          .or(() -> Authority.objection(registry, said, ref.index(), ref.at()))
          .or(() -> notItsToRevoke(next));
    }

    private Optional<Rejection> notItsToRevoke(Entered next) {
      Optional<Entered> target = revokedStatement(next).map(known::get);
      boolean mayNot =
          target.isPresent()
              && !(target.get().statement() instanceof AttestationStatement said
                  && mayRevoke(registry, next, said, target.get().ref()));
      return mayNot
          ? Optional.of(
              Rejection.of(
                  Reason.REVOCATION_NOT_AUTHORISED,
                  "it revokes a statement that is not its issuer's to revoke"))
          : Optional.empty();
    }

    private Optional<Digest> revokedStatement(Entered entered) {
      return entered.statement() instanceof AttestationStatement said
              && said.credential().subject() instanceof Revocation revocation
              && revocation.target() instanceof Revocation.StatementTarget target
          ? Optional.of(Digest.fromHex(target.digest().hex()))
          : Optional.empty();
    }
  }
}
