package org.assay.traceability.trace;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.assay.attestation.CustodyTransfer;
import org.assay.attestation.ExportCertificate;
import org.assay.attestation.LotConversion;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.RejectedException;
import org.assay.ledger.Block;
import org.assay.ledger.Digest;
import org.assay.ledger.Entry;
import org.assay.ledger.Link;
import org.assay.ledger.Ref;
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

  StatementChecks(Evidence evidence, Checks checks) {
    this.evidence = evidence;
    this.checks = checks;
  }

  void run() {
    evidence.statements().forEach(this::check);
    checkAll();
    evidence.upstream().values().forEach(lot -> checkLinks(lot.subject()));
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
    int count = evidence.statements().size();
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
        RuleId.RECORDED,
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
        RuleId.COMPLETE,
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
    return evidence.statements().stream()
        .filter(
            each ->
                revoked.revocation().corrective().stream()
                    .anyMatch(by -> by.digest().hex().equals(each.ref().statement().hex())))
        .filter(evidence::stands)
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
