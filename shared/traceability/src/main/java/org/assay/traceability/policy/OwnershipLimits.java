package org.assay.traceability.policy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.assay.attestation.ControlKind;
import org.assay.attestation.CountryCode;
import org.assay.attestation.Did;
import org.assay.attestation.FacilityRecord;
import org.assay.attestation.OwnershipControl;
import org.assay.attestation.RejectedException;
import org.assay.traceability.trace.Finding;
import org.assay.traceability.trace.Recorded;

/**
 * Rule E2: nobody who mined or worked the lot is of a covered nation, or owned or controlled from
 * one beyond the limits. Each kind of control is measured by itself, on the day of the work.
 *
 * @param covered the covered nations
 * @param counted which of their holders count
 * @param kinds the kinds of control that are measured
 * @param together the share that they may not reach together
 * @param single the share that one of them may not reach by itself
 * @param debt the share of its debt that they may not reach
 * @param countsContracts whether control by contract counts
 * @param fresh how far the statement may be from the day of the work
 */
record OwnershipLimits(
    Set<CountryCode> covered,
    Counted counted,
    Set<ControlKind> kinds,
    BigDecimal together,
    Optional<BigDecimal> single,
    Optional<BigDecimal> debt,
    boolean countsContracts,
    Months fresh)
    implements PolicyRule {
  static final String ID = "E2";

  /** Whose shares count. */
  enum Counted {
    /** Governments of covered nations, and what they hold. */
    GOVERNMENTS,
    /** Anybody of a covered nation. */
    ANYBODY;

    static Optional<Counted> fromCode(String code) {
      return List.of(values()).stream()
          .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(code))
          .findFirst();
    }
  }

  private record PartyOnDay(Did party, LocalDate day) {}

  static PolicyRule read(Parameters in) throws RejectedException {
    return new OwnershipLimits(
        in.countries("coveredNations"),
        in.coded("holders", "governments or anybody", Counted::fromCode),
        in.codes("kinds", "equity, voting or board-seats", ControlKind::fromCode),
        Share.read(in, "together"),
        Share.optional(in, "single"),
        Share.optional(in, "debt"),
        in.flag("contractControl"),
        Months.read(in, "maxAgeMonths"));
  }

  @Override
  public Finding judge(Case subject) {
    Chain chain = subject.chain();
    Conclusion conclusion =
        new Conclusion(
            ID, "whoever mined or worked the lot is owned or controlled from " + nations());
    chain.gaps().forEach(conclusion::lacks);
    Map<Did, List<Recorded>> statements =
        chain.aboutFacilities(OwnershipControl.class).stream()
            .filter(each -> !said(each).asOf().isAfter(subject.on()))
            .collect(Collectors.groupingBy(each -> said(each).party()));
    Set<PartyOnDay> judged = new HashSet<>();
    for (Work work : chain.work()) {
      if (!work.isMining() && !work.isProcessing()) {
        continue;
      }
      conclusion.uses(work.recorded());
      if (covered.contains(work.facility().country())) {
        conclusion.fails(
            work.facility().name()
                + ", which worked on "
                + work.day()
                + ", stands in "
                + work.facility().country().displayName());
      }
      for (Did party : operators(chain, work, subject.on())) {
        if (judged.add(new PartyOnDay(party, work.day()))) {
          judgeParty(
              subject,
              chain,
              conclusion,
              statements.getOrDefault(party, List.of()),
              party,
              work.day());
        }
      }
    }
    conclusion.number("limit together", together, "");
    single.ifPresent(limit -> conclusion.number("limit for one holder", limit, ""));
    debt.ifPresent(limit -> conclusion.number("limit of debt", limit, ""));
    return conclusion.finding(
        "nobody who mined or worked the lot is of "
            + nations()
            + ", or owned or controlled from there beyond the limits");
  }

  private String nations() {
    return covered.stream().map(CountryCode::value).collect(Collectors.joining(", "));
  }

  private static OwnershipControl said(Recorded recorded) {
    return (OwnershipControl) recorded.said();
  }

  /** Who did the work, who was recorded as running the facility, and who said that it did. */
  private Set<Did> operators(Chain chain, Work work, LocalDate on) {
    Set<Did> operators = new LinkedHashSet<>(Set.of(work.operator()));
    List<Recorded> about = chain.about(work.facility()).toList();
    List<Recorded> records =
        about.stream().filter(each -> each.said() instanceof FacilityRecord).toList();
    records.stream()
        .filter(each -> !day(each).isAfter(work.day()))
        .reduce((earlier, later) -> later)
        .or(() -> records.stream().findFirst())
        .ifPresent(each -> operators.add(((FacilityRecord) each.said()).operator()));
    about.stream()
        .filter(
            each ->
                each.said() instanceof OwnershipControl owned
                    && !owned.asOf().isAfter(on)
                    && isFresh(owned.asOf(), work.day()))
        .forEach(each -> operators.add(said(each).party()));
    return operators;
  }

  private static LocalDate day(Recorded recorded) {
    return recorded.credential().validFrom().atOffset(ZoneOffset.UTC).toLocalDate();
  }

  private boolean isFresh(LocalDate asOf, LocalDate day) {
    return fresh.reaches(asOf, day) || fresh.reaches(day, asOf);
  }

  private void judgeParty(
      Case subject,
      Chain chain,
      Conclusion conclusion,
      List<Recorded> own,
      Did party,
      LocalDate day) {
    subject.trace().evidence().registry().party(party).stream()
        .flatMap(registered -> registered.countries().stream())
        .filter(covered::contains)
        .forEach(
            country ->
                conclusion.fails(chain.name(party) + " is registered in " + country.displayName()));
    List<Recorded> applicable = applicable(own, day);
    if (applicable.isEmpty()) {
      conclusion.lacks(
          "a statement of who owns and controls "
              + chain.name(party)
              + " as of at most "
              + fresh
              + " from "
              + day
              + newest(own));
    }
    for (Recorded recorded : applicable) {
      conclusion.uses(recorded);
      judgeStatement(chain, conclusion, said(recorded));
    }
  }

  private static String newest(List<Recorded> own) {
    return own.stream()
        .map(each -> said(each).asOf())
        .max(Comparator.naturalOrder())
        .map(asOf -> "; the newest is as of " + asOf)
        .orElse("");
  }

  /**
   * The newest ones as of the day of the work; where none is fresh enough, the first ones after it.
   */
  private List<Recorded> applicable(List<Recorded> own, LocalDate day) {
    Function<Recorded, LocalDate> asOf = each -> said(each).asOf();
    Optional<LocalDate> before =
        own.stream()
            .map(asOf)
            .filter(each -> fresh.reaches(each, day))
            .max(Comparator.naturalOrder());
    Optional<LocalDate> chosen =
        before.isPresent()
            ? before
            : own.stream()
                .map(asOf)
                .filter(each -> fresh.reaches(day, each))
                .min(Comparator.naturalOrder());
    return own.stream()
        .filter(each -> chosen.filter(asOf.apply(each)::equals).isPresent())
        .toList();
  }

  private void judgeStatement(Chain chain, Conclusion conclusion, OwnershipControl said) {
    String who = chain.name(said.party());
    if (covered.contains(said.country())) {
      conclusion.fails(who + " is registered in " + said.country().displayName());
    }
    kinds.forEach(kind -> judgeKind(conclusion, who, said, kind));
    debt.ifPresent(limit -> judgeDebt(conclusion, who, said, limit));
    if (countsContracts && said.contractControl()) {
      // The statement has no field for who controls by contract: a named holder of a covered
      // nation is taken for it, and without one nobody can tell.
      if (said.holders().stream().anyMatch(holder -> covered.contains(holder.country()))) {
        conclusion.fails(who + " is controlled by contract, and has holders from a covered nation");
      } else {
        conclusion.lacks("a statement of who controls " + who + " by contract");
      }
    }
  }

  private void judgeKind(
      Conclusion conclusion, String who, OwnershipControl said, ControlKind kind) {
    BigDecimal all = BigDecimal.ZERO;
    BigDecimal sum = BigDecimal.ZERO;
    Map<String, BigDecimal> byHolder = new HashMap<>();
    for (OwnershipControl.Holder holder : said.holders()) {
      if (holder.kind() != kind) {
        continue;
      }
      all = all.add(holder.share());
      if (covered.contains(holder.country())
          && (counted == Counted.ANYBODY || holder.government())) {
        sum = sum.add(holder.share());
        String name = holder.party() == null ? holder.name() : holder.party().value();
        byHolder.merge(name, holder.share(), BigDecimal::add);
      }
    }
    BigDecimal largest =
        byHolder.values().stream().max(Comparator.naturalOrder()).orElse(BigDecimal.ZERO);
    BigDecimal untold = BigDecimal.ONE.subtract(all);
    conclusion.number(kind.code() + " of " + who + " held from covered nations", sum, "");
    if (sum.compareTo(together) >= 0) {
      conclusion.fails(
          Share.percent(sum)
              + " of the "
              + kind.code()
              + " of "
              + who
              + " is held from covered nations, and the limit is "
              + Share.percent(together));
    } else if (single.isPresent() && largest.compareTo(single.get()) >= 0) {
      conclusion.fails(
          Share.percent(largest)
              + " of the "
              + kind.code()
              + " of "
              + who
              + " is held by one holder from a covered nation, and the limit is "
              + Share.percent(single.get()));
    } else if (reaches(sum.add(untold), Optional.of(together))
        || reaches(largest.add(untold), single)) {
      conclusion.lacks(
          "a statement of who holds the other "
              + Share.percent(untold)
              + " of the "
              + kind.code()
              + " of "
              + who);
    }
  }

  private static boolean reaches(BigDecimal share, Optional<BigDecimal> limit) {
    return limit.filter(most -> share.compareTo(most) >= 0).isPresent();
  }

  private static void judgeDebt(
      Conclusion conclusion, String who, OwnershipControl said, BigDecimal limit) {
    BigDecimal share = said.debtShare();
    if (share == null) {
      conclusion.lacks("a statement of who holds the debt of " + who);
      return;
    }
    conclusion.number("debt of " + who + " held from covered nations", share, "");
    if (share.compareTo(limit) >= 0) {
      conclusion.fails(
          Share.percent(share)
              + " of the debt of "
              + who
              + " is held by covered foreign entities, and the limit is "
              + Share.percent(limit));
    }
  }
}
