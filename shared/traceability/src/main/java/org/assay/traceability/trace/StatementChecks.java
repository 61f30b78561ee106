package org.assay.traceability.trace;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.assay.attestation.CustodyTransfer;
import org.assay.attestation.ExportCertificate;
import org.assay.attestation.LotConversion;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.RejectedException;
import org.assay.ledger.Digest;
import org.assay.ledger.Entry;
import org.assay.ledger.Link;
import org.assay.ledger.Ref;
import org.assay.ledger.Salt;
import org.assay.ledger.Subject;
import org.assay.traceability.registry.Entered;
import org.assay.traceability.registry.Registry;
import org.assay.traceability.registry.Signatures;
import org.assay.traceability.registry.Withdrawal;
import org.assay.traceability.statement.Statement;

/**
 * Checks each statement by itself: its signature, its issuer's authority, its entry, and that it
 * still stands.
 */
final class StatementChecks {
  private final Evidence evidence;
  private final Checks checks;
  private final Collection<Recorded> statements;
  private final Map<String, Recorded> standing = new HashMap<>();

  StatementChecks(Evidence evidence, Checks checks) {
    this.evidence = evidence;
    this.checks = checks;
    this.statements = evidence.statements();
    statements.stream()
        .filter(evidence::stands)
        .forEach(each -> standing.putIfAbsent(each.ref().statement().hex(), each));
  }

  void run() {
    statements.forEach(this::check);
    checkAll();
    evidence.upstream().values().stream()
        .map(LotEvidence::subject)
        .forEach(lot -> checkLinks(lot.subject(), lot.salt(), lot.refs(), lot.statements()));
    checkRegistry();
  }

  private void check(Recorded recorded) {
    checkSignature(recorded);
    checkChain(recorded);
    checkRevocation(recorded);
    Instant said = recorded.credential().validFrom();
    checkTime(ClockSkew.judge(recorded, Happened.at(recorded).orElse(said)), recorded);
    Happened.at(recorded)
        .map(when -> BackDated.judge(recorded, when, Bounds.current().reporting()))
        .filter(finding -> finding.result() != Check.Result.PASS)
        .ifPresent(
            finding -> checks.advise(Check.Rule.TIME_ORDER, recorded.issuer().value(), finding));
  }

  /** What is in order is said once, of all of them: most statements are. */
  private void checkTime(Finding finding, Recorded recorded) {
    if (finding.result() != Check.Result.PASS) {
      checks.add(Check.Rule.TIME_ORDER, recorded.issuer().value(), finding);
    }
  }

  private void checkAll() {
    String lot = evidence.lot().value();
    int count = statements.size();
    if (count > 0 && !checks.hasFault(Check.Rule.REVOCATION, RuleId.STANDS)) {
      checks.add(
          Check.Rule.REVOCATION,
          RuleId.STANDS,
          Check.Result.PASS,
          lot,
          List.of(),
          "none of the statements was revoked");
    }
    if (count > 0 && !checks.hasFault(Check.Rule.TIME_ORDER, ClockSkew.ID)) {
      checks.add(
          Check.Rule.TIME_ORDER,
          ClockSkew.ID,
          Check.Result.PASS,
          lot,
          List.of(),
          "nothing was recorded before it happened or was said");
    }
    if (count > 0 && !checks.hasFault(Check.Rule.TIME_ORDER, BackDated.ID)) {
      checks.advise(
          Check.Rule.TIME_ORDER,
          BackDated.ID,
          Check.Result.PASS,
          lot,
          List.of(),
          "everything was recorded within "
              + Bounds.current().reporting().toDays()
              + " days of when it happened");
    }
  }

  private void checkSignature(Recorded recorded) {
    Registry registry = evidence.registry();
    Ref ref = recorded.ref();
    String issuer = recorded.issuer().value();
    try {
      Signatures.verify(registry, recorded.statement().jws(), ref.index(), ref.at());
      checks.add(
          Check.Rule.SIGNATURE,
          RuleId.SIGNED,
          Check.Result.PASS,
          issuer,
          List.of(recorded),
          "the signature holds");
    } catch (RejectedException e) {
      checks.add(
          Check.Rule.SIGNATURE,
          RuleId.SIGNED,
          Check.Result.FAIL,
          issuer,
          List.of(recorded),
          name(recorded) + " cannot be relied on: " + e.rejection().detail());
    }
    Accredited.judge(registry, recorded)
        .forEach(finding -> checks.add(Check.Rule.AUTHORITY, issuer, finding));
  }

  private void checkChain(Recorded recorded) {
    Ref ref = recorded.ref();
    Placement place = evidence.place(ref);
    Optional<String> what = placeFault(recorded.statement(), ref);
    checks.add(
        Check.Rule.CHAIN,
        RuleId.RECORDED,
        place instanceof Placement.Missing
            ? Check.Result.UNKNOWN
            : what.isPresent() ? Check.Result.FAIL : Check.Result.PASS,
        recorded.issuer().value(),
        List.of(recorded),
        what.map(fault -> name(recorded) + " is not held by the ledger as its index says: " + fault)
            .orElse("entry " + ref.index() + " of the ledger names the statement"));
  }

  /** What is wrong with the entry of a statement; empty if it is the ledger's and names it. */
  private Optional<String> placeFault(Statement statement, Ref ref) {
    Placement place = evidence.place(ref);
    if (place instanceof Placement.Missing missing) {
      return Optional.of(missing.what());
    }
    if (place instanceof Placement.Faulty faulty) {
      return Optional.of(faulty.why());
    }
    Entry entry = ((Placement.Held) place).entry();
    if (!entry.statement().equals(Digest.of(statement.bytes()))) {
      return Optional.of("entry " + ref.index() + " names another statement");
    }
    return entry.at().equals(ref.at())
        ? Optional.empty()
        : Optional.of("entry " + ref.index() + " has another time");
  }

  /** Who may say what rests on all of the registry, and on nothing that was not its to say. */
  private void checkRegistry() {
    RegistryEvidence registered = evidence.registered();
    String about = Statement.REGISTRY.id();
    List<Ref> refs = registered.statements().stream().map(Entered::ref).toList();
    if (refs.isEmpty() || registered.salt().isEmpty()) {
      checks.add(
          Check.Rule.REGISTRY,
          RuleId.REGISTERED,
          Check.Result.UNKNOWN,
          about,
          List.of(),
          "nothing says who may attest what");
      return;
    }
    checkLinks(Statement.REGISTRY, registered.salt().get(), refs, List.of());
    int faults = 0;
    for (Entered each : registered.statements()) {
      Optional<String> fault = placeFault(each.statement(), each.ref());
      if (fault.isPresent()) {
        faults++;
        checks.add(
            Check.Rule.REGISTRY,
            RuleId.REGISTERED,
            evidence.place(each.ref()) instanceof Placement.Missing
                ? Check.Result.UNKNOWN
                : Check.Result.FAIL,
            about,
            List.of(),
            "the registry's statement at index "
                + each.ref().index()
                + " is not held by the ledger as its index says: "
                + fault.get());
      }
    }
    for (RegistryEvidence.PassedOver each : registered.passedOver()) {
      checks.add(
          Check.Rule.REGISTRY,
          RuleId.REGISTERED,
          Check.Result.WARN,
          about,
          List.of(),
          "the registry's statement at index "
              + each.entered().ref().index()
              + " was not its issuer's to make and counts for nothing: "
              + each.why().detail());
    }
    if (faults == 0) {
      checks.add(
          Check.Rule.REGISTRY,
          RuleId.REGISTERED,
          Check.Result.PASS,
          about,
          List.of(),
          "who may attest what follows from " + refs.size() + " recorded statements");
    }
  }

  /**
   * Each entry of a subject links to the one before it, so none between the first and the last was
   * left out.
   */
  private void checkLinks(Subject subject, Salt salt, List<Ref> refs, List<Recorded> statements) {
    Digest tag = salt.tag(subject);
    long prev = -1;
    long seq = 0;
    String fault = null;
    String missing = null;
    for (Ref ref : refs) {
      Placement place = evidence.place(ref);
      if (place instanceof Placement.Missing gone) {
        missing = "entry " + ref.index() + " cannot be read: " + gone.what();
        break;
      }
      Link expected = new Link(tag, seq, prev);
      if (!(place instanceof Placement.Held held) || !held.entry().links().contains(expected)) {
        fault = "entry " + ref.index() + " does not link to the entry before it of " + subject;
        break;
      }
      prev = ref.index();
      seq++;
    }
    checks.add(
        Check.Rule.COMPLETENESS,
        RuleId.COMPLETE,
        fault != null
            ? Check.Result.FAIL
            : missing != null ? Check.Result.UNKNOWN : Check.Result.PASS,
        subject.id(),
        statements,
        fault != null
            ? fault
            : missing != null
                ? missing
                : "none of its entries is left out, from the first to the last of " + seq);
  }

  private void checkRevocation(Recorded recorded) {
    Optional<Withdrawal> withdrawal = evidence.registry().withdrawal(recorded.ref().statement());
    withdrawal.ifPresent(
        revoked ->
            checks.add(
                Check.Rule.REVOCATION,
                RuleId.STANDS,
                carries(recorded) && replacement(revoked).isEmpty()
                    ? Check.Result.FAIL
                    : Check.Result.WARN,
                recorded.issuer().value(),
                List.of(recorded),
                name(recorded)
                    + " was "
                    + (replacement(revoked).isEmpty() ? "revoked" : "replaced")
                    + " by "
                    + revoked.by()
                    + " on "
                    + revoked.at().atOffset(ZoneOffset.UTC).toLocalDate()
                    + ": "
                    + revoked.revocation().explanation()));
  }

  /**
   * Whether an answer rests on a statement, so that it falls with it: what the lot came from and
   * through, and the leave to export it. What else was measured or reported of a lot or a facility
   * merely counts no more once it is revoked.
   */
  private static boolean carries(Recorded recorded) {
    return recorded.said() instanceof LotOrigin
        || recorded.said() instanceof LotConversion
        || recorded.said() instanceof CustodyTransfer
        || recorded.said() instanceof ExportCertificate;
  }

  /** What was said instead, among the evidence and standing. */
  private Optional<Recorded> replacement(Withdrawal revoked) {
    return revoked.revocation().corrective().stream()
        .map(by -> standing.get(by.digest().hex()))
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** When a day began that is not said to be one of UTC: where on Earth it begins first. */
  static Instant beginning(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.ofHours(14)).toInstant();
  }

  /** What a statement is called in a sentence. */
  static String name(Recorded recorded) {
    return "the "
        + recorded.said().type().typeName()
        + " at index "
        + recorded.ref().index()
        + " by "
        + recorded.issuer();
  }
}
