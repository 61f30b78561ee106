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
import org.assay.attestation.CustodyReceipt;
import org.assay.attestation.CustodyTransfer;
import org.assay.attestation.ExportCertificate;
import org.assay.attestation.LotConversion;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.RejectedException;
import org.assay.attestation.Rejection;
import org.assay.ledger.Block;
import org.assay.ledger.Digest;
import org.assay.ledger.Entry;
import org.assay.ledger.Link;
import org.assay.ledger.Ref;
import org.assay.traceability.admission.AttestationAdmission;
import org.assay.traceability.registry.Authority;
import org.assay.traceability.registry.Registry;
import org.assay.traceability.registry.Signatures;
import org.assay.traceability.registry.Withdrawal;

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
    evidence.upstream().values().forEach(lot -> checkLinks(lot.subject()));
  }

  private void check(Recorded recorded) {
    checkSignature(recorded);
    checkChain(recorded);
    checkRevocation(recorded);
    checkDates(recorded);
  }

  private void checkSignature(Recorded recorded) {
    Registry registry = evidence.registry();
    Ref ref = recorded.ref();
    String issuer = recorded.issuer().value();
    try {
      Signatures.verify(registry, recorded.statement().jws(), ref.index(), ref.at());
      checks.add(
          Check.Rule.SIGNATURE,
          Check.Result.PASS,
          issuer,
          List.of(recorded),
          "the signature holds");
    } catch (RejectedException e) {
      checks.add(
          Check.Rule.SIGNATURE,
          Check.Result.FAIL,
          issuer,
          List.of(recorded),
          name(recorded) + " cannot be relied on: " + e.rejection().detail());
    }
    Optional<Rejection> objection =
        Authority.objection(registry, recorded.statement(), ref.index(), ref.at());
    checks.add(
        Check.Rule.AUTHORITY,
        objection.isEmpty() ? Check.Result.PASS : Check.Result.FAIL,
        issuer,
        List.of(recorded),
        objection
            .map(
                rejection ->
                    name(recorded) + " was not its issuer's to make: " + rejection.detail())
            .orElse("the issuer may attest this"));
  }

  private void checkChain(Recorded recorded) {
    Ref ref = recorded.ref();
    Optional<Long> missing = missingBlock(ref);
    Optional<String> fault = missing.isPresent() ? Optional.empty() : chainFault(recorded);
    String sentence =
        missing
            .map(block -> "block " + block + ", which holds or precedes it, is missing")
            .or(() -> fault)
            .map(what -> name(recorded) + " is not held by the ledger as its index says: " + what)
            .orElse(
                "entry "
                    + ref.index()
                    + " names the statement and is chained to the entry before it");
    checks.add(
        Check.Rule.CHAIN,
        missing.isPresent()
            ? Check.Result.UNKNOWN
            : fault.isPresent() ? Check.Result.FAIL : Check.Result.PASS,
        recorded.issuer().value(),
        List.of(recorded),
        sentence);
  }

  /** A block that it takes to check an entry and that is not there. */
  private Optional<Long> missingBlock(Ref ref) {
    Block block = evidence.blocks().get(ref.block());
    if (block == null) {
      return Optional.of(ref.block());
    }
    boolean isFirst = block.entries().get(0).index() == ref.index() && ref.index() > 0;
    return isFirst && !evidence.blocks().containsKey(ref.block() - 1)
        ? Optional.of(ref.block() - 1)
        : Optional.empty();
  }

  private Optional<String> chainFault(Recorded recorded) {
    Ref ref = recorded.ref();
    Optional<Entry> entry = entry(ref.block(), ref.index());
    if (entry.isEmpty()) {
      return Optional.of("block " + ref.block() + " has no entry " + ref.index());
    }
    if (!entry.get().statement().equals(Digest.of(recorded.statement().bytes()))) {
      return Optional.of("entry " + ref.index() + " names another statement");
    }
    if (!entry.get().at().equals(ref.at())) {
      return Optional.of("entry " + ref.index() + " has another time");
    }
    if (ref.index() == 0) {
      return entry.get().prev().equals(Digest.ZERO)
          ? Optional.empty()
          : Optional.of("entry 0 is not the first");
    }
    return hashBefore(ref).filter(entry.get().prev()::equals).isPresent()
        ? Optional.empty()
        : Optional.of("entry " + ref.index() + " does not follow the entry before it");
  }

  /** The SHA-256 of the entry before, from its own bytes. */
  private Optional<Digest> hashBefore(Ref ref) {
    Block block = evidence.blocks().get(ref.block());
    if (block == null) {
      return Optional.empty();
    }
    int place = (int) (ref.index() - block.entries().get(0).index());
    if (place > 0) {
      return Optional.of(Digest.of(block.entries().get(place - 1).encode()));
    }
    return Optional.ofNullable(evidence.blocks().get(ref.block() - 1)).map(Block::chain);
  }

  private Optional<Entry> entry(long number, long index) {
    Block block = evidence.blocks().get(number);
    if (block == null) {
      return Optional.empty();
    }
    long place = index - block.entries().get(0).index();
    return place < 0 || place >= block.entries().size()
        ? Optional.empty()
        : Optional.of(block.entries().get((int) place));
  }

  /**
   * Each entry of a lot links to the one before it, so none between the first and the last was left
   * out.
   */
  private void checkLinks(SubjectEvidence subject) {
    Digest tag = subject.salt().tag(subject.subject());
    long prev = -1;
    long seq = 0;
    String fault = null;
    String missing = null;
    for (Ref ref : subject.refs()) {
      if (!evidence.blocks().containsKey(ref.block())) {
        missing = "entry " + ref.index() + " cannot be read: block " + ref.block() + " is missing";
        break;
      }
      Link expected = new Link(tag, seq, prev);
      boolean links =
          entry(ref.block(), ref.index())
              .filter(entry -> entry.links().contains(expected))
              .isPresent();
      if (!links) {
        fault = "entry " + ref.index() + " does not link to the lot's entry before it";
        break;
      }
      prev = ref.index();
      seq++;
    }
    checks.add(
        Check.Rule.COMPLETENESS,
        fault != null
            ? Check.Result.FAIL
            : missing != null ? Check.Result.UNKNOWN : Check.Result.PASS,
        subject.subject().id(),
        subject.statements(),
        fault != null
            ? fault
            : missing != null ? missing : "none of its " + seq + " entries is left out");
  }

  private void checkRevocation(Recorded recorded) {
    Optional<Withdrawal> withdrawal = evidence.registry().withdrawal(recorded.ref().statement());
    withdrawal.ifPresent(
        revoked ->
            checks.add(
                Check.Rule.REVOCATION,
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

  /** Nothing is recorded before it has happened, as far as clocks and calendars agree. */
  private void checkDates(Recorded recorded) {
    Optional<Instant> happened = happened(recorded);
    happened
        .filter(when -> when.isAfter(recorded.ref().at().plus(AttestationAdmission.CLOCK_SKEW)))
        .ifPresent(
            when ->
                checks.add(
                    Check.Rule.TIME_ORDER,
                    Check.Result.FAIL,
                    recorded.issuer().value(),
                    List.of(recorded),
                    name(recorded)
                        + " tells of "
                        + when
                        + ", but was recorded before that, at "
                        + recorded.ref().at()));
  }

  private static Optional<Instant> happened(Recorded recorded) {
    if (recorded.said() instanceof LotOrigin origin) {
      return Optional.of(beginning(origin.extractedTo()));
    }
    if (recorded.said() instanceof LotConversion conversion) {
      return Optional.of(conversion.endedAt());
    }
    if (recorded.said() instanceof CustodyTransfer transfer) {
      return Optional.of(
          transfer.receivedAt() == null ? transfer.shippedAt() : transfer.receivedAt());
    }
    if (recorded.said() instanceof CustodyReceipt receipt) {
      return Optional.of(receipt.receivedAt());
    }
    return Optional.empty();
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
