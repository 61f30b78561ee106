package org.assay.traceability.admission;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.Charter;
import org.assay.attestation.Reason;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Rejection;
import org.assay.attestation.jws.CompactJws;
import org.assay.attestation.jws.VerificationMethod;
import org.assay.traceability.registry.Registry;
import org.assay.traceability.registry.RegistryReader;
import org.assay.traceability.registry.Signatures;
import org.assay.traceability.statement.AttestationStatement;
import org.assay.traceability.statement.CharterStatement;
import org.assay.traceability.statement.Statement;

/**
 * The checks of a statement that come before its turn in the ledger: form, size and signature.
 * Cheap checks come first, and nothing of a payload is believed before its signature holds.
 * Thread-safe.
 */
public final class Reception {
  /** The index of whatever is recorded next, for keys that must be in force now. */
  private static final long NEXT = Long.MAX_VALUE;

  private static final Set<Reason> CURABLE = Set.of(Reason.UNKNOWN_KEY, Reason.KEY_REVOKED);

  private final String logOrigin;
  private final RegistryReader registries;
  private final Clock clock;

  /**
   * @param logOrigin the name of the log that statements are for
   */
  public Reception(String logOrigin, RegistryReader registries, Clock clock) {
    this.logOrigin = logOrigin;
    this.registries = registries;
    this.clock = clock;
  }

  /**
   * Whether a registry that knows more might find nothing wrong any more.
   *
   * @param reason why a statement was refused
   */
  public static boolean isCurable(Reason reason) {
    return CURABLE.contains(reason);
  }

  /**
   * Checks a statement by the keys of a registry.
   *
   * @throws RejectedException if it is refused, with the reason
   */
  public Submission check(byte[] bytes, Registry registry) throws RejectedException {
    if (bytes.length > 0 && bytes[0] == '{') {
      return checkCharter(bytes);
    }
    CompactJws jws = CompactJws.parse(bytes);
    VerificationMethod method = Signatures.verify(registry, jws, NEXT, clock.instant());
    return new Submission(AttestationStatement.of(jws, bytes), method);
  }

  private Submission checkCharter(byte[] bytes) throws RejectedException {
    Statement statement = Statement.read(bytes);
    Charter charter = ((CharterStatement) statement).charter();
    if (!charter.log().equals(logOrigin)) {
      throw Rejection.of(
              Reason.CHARTER_INVALID,
              "the charter is for the log " + charter.log() + ", this is " + logOrigin)
          .at("/log")
          .toException();
    }
    return new Submission(statement, null);
  }

  /** Checks a statement by what the ledger says now; empty if it is refused. */
  Optional<Submission> receive(byte[] bytes) {
    try {
      try {
        return Optional.of(check(bytes, registries.known()));
      } catch (RejectedException e) {
        // What is known here may be older than the ledger.
        return isCurable(e.rejection().reason())
            ? Optional.of(check(bytes, registries.current()))
            : Optional.empty();
      }
    } catch (RejectedException e) {
      return Optional.empty();
    }
  }
}
