package org.assay.traceability.trace;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assay.attestation.CustodyTransfer;
import org.assay.attestation.Did;
import org.assay.attestation.LotConversion;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.quantity.MassBasis;
import org.assay.attestation.quantity.Quantity;

/** Checks what the statements about one lot say together. */
final class LotTraceChecks {
  private final Evidence evidence;
  private final Checks checks;

  LotTraceChecks(Evidence evidence, Checks checks) {
    this.evidence = evidence;
    this.checks = checks;
  }

  void run() {
    for (LotEvidence lot : evidence.upstream().values()) {
      checkOrigins(lot);
      lot.origin().ifPresent(origin -> checkBasis(lot));
      checkConsumption(lot);
      checkCustody(lot);
      checkOrder(lot);
    }
    checkAll();
  }

  /** What is in order is said once, of all lots. */
  private void checkAll() {
    if (evidence.upstream().isEmpty()) {
      return;
    }
    String lot = evidence.lot().value();
    if (!checks.hasFault(Check.Rule.TIME_ORDER, RuleId.ORDER)) {
      checks.add(
          Check.Rule.TIME_ORDER,
          RuleId.ORDER,
          Check.Result.PASS,
          lot,
          List.of(),
          "no lot was used or shipped before there was any of it");
    }
    if (!checks.hasFault(Check.Rule.ORIGIN, RuleId.BROUGHT_FORTH)) {
      checks.add(
          Check.Rule.ORIGIN,
          RuleId.BROUGHT_FORTH,
          Check.Result.PASS,
          lot,
          List.of(),
          "every lot that is recorded comes forth once at most");
    }
  }

  private void checkOrigins(LotEvidence lot) {
    List<Recorded> origins = lot.origins();
    if (origins.size() > 1) {
      checks.add(
          Check.Rule.ORIGIN,
          RuleId.BROUGHT_FORTH,
          Check.Result.FAIL,
          lot.lot().value(),
          origins,
          lot.lot() + " is said to come forth " + origins.size() + " times");
    }
  }

  private void checkBasis(LotEvidence lot) {
    MassBasis basis = lot.description().orElseThrow().quantity().basis();
    for (Recorded consumer : lot.consumers()) {
      MassBasis other = lot.consumption(consumer).orElseThrow().basis();
      if (other != basis) {
        checks.add(
            Check.Rule.CONSUMPTION,
            Consumed.ID,
            Check.Result.UNKNOWN,
            lot.lot().value(),
            List.of(consumer),
            lot.lot()
                + " is counted "
                + basis
                + " and consumed "
                + other
                + ": these cannot be compared");
      }
    }
  }

  private void checkConsumption(LotEvidence lot) {
    Optional<LotEvidence.Description> description = lot.description();
    if (description.isEmpty() || lot.consumers().isEmpty()) {
      return;
    }
    long issued = description.get().quantity().mass().milligrams();
    long consumed = lot.consumedMilligrams();
    checks.add(
        Check.Rule.CONSUMPTION,
        lot.lot().value(),
        Consumed.judge(lot.lot(), issued, consumed, lot.consumers()));
    checkDryConsumption(lot, description.get().quantity());
  }

  /**
   * Wet masses add up to the lot's, yet a consumer that says it was drier than its origin says
   * would have got more out of it.
   */
  private void checkDryConsumption(LotEvidence lot, Quantity issued) {
    Optional<BigDecimal> there = dry(issued);
    List<Optional<BigDecimal>> used =
        lot.consumers().stream()
            .map(consumer -> dry(lot.consumption(consumer).orElseThrow()))
            .toList();
    if (there.isEmpty() || used.stream().anyMatch(Optional::isEmpty)) {
      return;
    }
    BigDecimal sum =
        used.stream().map(Optional::orElseThrow).reduce(BigDecimal.ZERO, BigDecimal::add);
    Check.Result result = Bounds.current().closing().judge(sum.subtract(there.get()), there.get());
    if (result != Check.Result.PASS) {
      checks.add(
          Check.Rule.CONSUMPTION,
          Consumed.ID,
          result,
          lot.lot().value(),
          lot.consumers(),
          Kilograms.text(sum)
              + " kg dry of "
              + lot.lot()
              + " are consumed, and "
              + Kilograms.text(there.get())
              + " kg dry were there: the moistures do not agree");
    }
  }

  private static Optional<BigDecimal> dry(Quantity quantity) {
    return quantity.dryMass().map(mass -> Kilograms.of(mass.milligrams()));
  }

  private void checkCustody(LotEvidence lot) {
    for (Recorded recorded : lot.statements()) {
      Optional<Did> claims = claimedHolder(lot, recorded);
      if (claims.isEmpty()) {
        continue;
      }
      Optional<Did> holder = lot.holderBefore(recorded.ref());
      Check.Result result =
          holder.isEmpty()
              ? Check.Result.UNKNOWN
              : holder.get().equals(claims.get()) ? Check.Result.PASS : Check.Result.FAIL;
      checks.add(
          Check.Rule.CUSTODY,
          RuleId.HELD,
          result,
          lot.lot().value(),
          List.of(recorded),
          holder
              .map(
                  who ->
                      result == Check.Result.PASS
                          ? claims.get() + " held " + lot.lot()
                          : claims.get() + " used " + lot.lot() + ", but " + who + " held it")
              .orElse("nothing says how " + claims.get() + " came to hold " + lot.lot()));
    }
  }

  /**
   * Who must have held the lot for a statement to be possible; empty where it says nothing of that.
   */
  private static Optional<Did> claimedHolder(LotEvidence lot, Recorded recorded) {
    if (recorded.said() instanceof CustodyTransfer transfer) {
      return Optional.of(transfer.from());
    }
    return lot.consumption(recorded).map(any -> recorded.issuer());
  }

  private void checkOrder(LotEvidence lot) {
    Optional<Instant> began = lot.origin().flatMap(LotTraceChecks::earliest);
    if (began.isEmpty()) {
      return;
    }
    Instant since = began.get();
    for (Recorded recorded : lot.statements()) {
      Instant used = null;
      if (recorded.said() instanceof CustodyTransfer transfer) {
        used = transfer.shippedAt();
      } else if (recorded.said() instanceof LotConversion conversion
          && lot.consumption(recorded).isPresent()) {
        used = conversion.endedAt();
      }
      if (used != null && used.isBefore(since)) {
        checks.add(
            Check.Rule.TIME_ORDER,
            RuleId.ORDER,
            Check.Result.FAIL,
            lot.lot().value(),
            List.of(lot.origin().orElseThrow(), recorded),
            lot.lot()
                + " was used or shipped at "
                + used
                + (since.equals(began.get())
                    ? ", before there was any of it, at "
                    : ", before it was shipped there, at ")
                + since);
      } else if (recorded.said() instanceof CustodyTransfer transfer) {
        since = transfer.shippedAt();
      }
    }
  }

  /** The earliest time at which there can have been some of a lot. */
  private static Optional<Instant> earliest(Recorded origin) {
    if (origin.said() instanceof LotOrigin mined) {
      return Optional.of(StatementChecks.beginning(mined.extractedFrom()));
    }
    return origin.said() instanceof LotConversion conversion
        ? Optional.of(conversion.startedAt())
        : Optional.empty();
  }
}
