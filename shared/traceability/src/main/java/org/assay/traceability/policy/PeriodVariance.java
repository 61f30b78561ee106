package org.assay.traceability.policy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.assay.attestation.MassBalanceStatement;
import org.assay.attestation.RejectedException;
import org.assay.attestation.quantity.Quantity;
import org.assay.traceability.trace.Finding;
import org.assay.traceability.trace.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * Rule C6 as a policy asks it: each facility that processed the lot has a mass balance of the time
 * whose stock at the end is what its books give, within a limit.
 *
 * @param limit the largest variance, as a share of {@code of}
 * @param of what the variance is a share of
 * @param age how long before the work the newest statement may have ended, where none covers it
 */
record PeriodVariance(BigDecimal limit, Denominator of, Months age) implements PolicyRule {
  static final String ID = "C6";

  /** What a variance can be a share of. */
  enum Denominator {
    /** The stock that is declared at the end. */
    CLOSING,
    /** All that there was and came in. */
    THROUGHPUT;

    static Optional<Denominator> fromCode(String code) {
      return List.of(values()).stream().filter(value -> value.code().equals(code)).findFirst();
    }

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static PolicyRule read(Parameters in) throws RejectedException {
    return new PeriodVariance(
        Share.read(in, "limit"),
        in.coded("denominator", "closing or throughput", Denominator::fromCode),
        Months.read(in, "maxAgeMonths"));
  }

  @Override
  public Finding judge(Case subject) {
    Chain chain = subject.chain();
    Conclusion conclusion =
        new Conclusion(
            ID,
            "the mass balance of each facility that processed the lot closes within "
                + Share.percent(limit));
    chain.gaps().forEach(conclusion::lacks);
    for (Work work : chain.work()) {
      if (!work.isProcessing()) {
        continue;
      }
      conclusion.uses(work.recorded());
      List<Recorded> statements = statements(chain, work, subject.on());
      if (statements.isEmpty()) {
        conclusion.lacks(
            "a mass balance of "
                + work.facility().name()
                + " for "
                + work.day()
                + ", or of at most "
                + age
                + " before");
      }
      statements.forEach(each -> judge(conclusion, each));
    }
    conclusion.number("limit", limit, "");
    return conclusion.finding(
        "the mass balance of each facility that processed the lot closes within "
            + Share.percent(limit)
            + " of the "
            + of.code());
  }

  /** Those whose period has the day of the work; where there is none, the newest before it. */
  private List<Recorded> statements(Chain chain, Work work, LocalDate on) {
    List<Recorded> all =
        chain
            .about(work.facility())
            .filter(
                each ->
                    each.said() instanceof MassBalanceStatement statement
                        && work.minerals().contains(statement.mineral())
                        && !statement.periodTo().isAfter(on)
                        && !statement.periodFrom().isAfter(work.day()))
            .toList();
    List<Recorded> covering =
        all.stream().filter(each -> !said(each).periodTo().isBefore(work.day())).toList();
    if (!covering.isEmpty()) {
      return covering;
    }
    Optional<LocalDate> newest =
        all.stream()
            .map(each -> said(each).periodTo())
            .filter(each -> age.reaches(each, work.day()))
            .max(Comparator.naturalOrder());
    return all.stream()
        .filter(each -> newest.filter(said(each).periodTo()::equals).isPresent())
        .toList();
  }

  private static MassBalanceStatement said(Recorded recorded) {
    return (MassBalanceStatement) recorded.said();
  }

  private void judge(Conclusion conclusion, Recorded recorded) {
    conclusion.uses(recorded);
    MassBalanceStatement said = said(recorded);
    BigDecimal throughput = kilograms(said.opening()).add(kilograms(said.receipts()));
    BigDecimal computed =
        throughput
            .subtract(kilograms(said.consumed()))
            .subtract(kilograms(said.lost()))
            .subtract(kilograms(said.sold()));
    BigDecimal closing = kilograms(said.closing());
    BigDecimal variance = closing.subtract(computed).abs();
    BigDecimal whole = of == Denominator.CLOSING ? closing : throughput;
    String where =
        said.facility().name()
            + " from "
            + said.periodFrom()
            + " to "
            + said.periodTo()
            + " ("
            + said.mineral().code()
            + ")";
    conclusion.number("computed closing of " + where, computed, "kg");
    conclusion.number("declared closing of " + where, closing, "kg");
    conclusion.number(of.code() + " of " + where, whole, "kg");
    if (variance.compareTo(whole.multiply(limit)) > 0) {
      conclusion.fails(
          where
              + " declares "
              + closing.toPlainString()
              + " kg in stock and its books give "
              + computed.toPlainString()
              + " kg: more than "
              + Share.percent(limit)
              + " of the "
              + of.code()
              + " apart");
    }
  }

  private static BigDecimal kilograms(@Nullable Quantity quantity) {
    return quantity == null ? BigDecimal.ZERO : quantity.mass().kilograms();
  }
}
