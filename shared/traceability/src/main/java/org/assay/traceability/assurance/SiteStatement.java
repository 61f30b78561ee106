package org.assay.traceability.assurance;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.assay.attestation.AssessmentLevel;
import org.assay.attestation.AssessorLevel;
import org.assay.attestation.Attestation;
import org.assay.attestation.AttestationType;
import org.assay.attestation.CarbonFootprint;
import org.assay.attestation.Conformance;
import org.assay.attestation.Credential;
import org.assay.attestation.DueDiligenceReport;
import org.assay.attestation.EsgConformity;
import org.assay.attestation.FacilityRecord;
import org.assay.attestation.MassBalanceStatement;
import org.assay.attestation.MinePermit;
import org.assay.attestation.Mineral;
import org.assay.attestation.PermitStatus;
import org.assay.attestation.SiteInspection;
import org.assay.attestation.SiteStatus;
import org.assay.attestation.quantity.Quantity;
import org.assay.traceability.trace.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * What was said of a facility, in the terms by which it counts for what was done there or not. Its
 * level and its assurance stand side by side, as they were signed: nothing here adds them up.
 *
 * @param recorded the statement
 * @param scheme what it was held against, or under which number it is: a scheme, the number of a
 *     permit, a register; null where there is none
 * @param version the version of the scheme
 * @param level the level reached, or the status, in the words of the statement
 * @param assessor who assessed; null where the statement does not say
 * @param assessment what stands behind it; null where the statement does not say
 * @param result whether it speaks for the facility or against it; null where it does neither
 * @param from the first day of its term
 * @param until the last day of its term; null where it has none
 * @param minerals the minerals in scope; none where it is not limited
 * @param scope the words for the stages in scope; none where it is not limited
 * @param capacity the most that the facility can bring forth or take in a year, where that is said
 */
public record SiteStatement(
    Recorded recorded,
    @Nullable String scheme,
    @Nullable String version,
    @Nullable String level,
    @Nullable AssessorLevel assessor,
    @Nullable AssessmentLevel assessment,
    @Nullable Conformance result,
    LocalDate from,
    @Nullable LocalDate until,
    Set<Mineral> minerals,
    List<String> scope,
    @Nullable Quantity capacity) {
  private static final List<String> MINES = List.of("mined");

  public SiteStatement {
    requireNonNull(recorded);
    requireNonNull(from);
    EnumSet<Mineral> ordered = EnumSet.noneOf(Mineral.class);
    ordered.addAll(minerals);
    minerals = Collections.unmodifiableSet(ordered);
    scope = List.copyOf(scope);
  }

  /** What kind of statement it is. */
  public AttestationType type() {
    return recorded.said().type();
  }

  /** Whether it speaks for the facility. */
  public boolean isConformant() {
    return result == Conformance.CONFORMANT;
  }

  /**
   * What a statement says of a facility; none if it is not about what a facility is, may do or was
   * found to be. Incidents and challenges are shown by rule F4, and who owns what is not of a site.
   */
  static List<SiteStatement> of(Recorded recorded) {
    Attestation said = recorded.said();
    if (said instanceof EsgConformity esg) {
      return List.of(
          new SiteStatement(
              recorded,
              esg.scheme(),
              esg.version(),
              esg.level(),
              esg.assessorLevel(),
              esg.assessmentLevel(),
              esg.result(),
              said(recorded),
              end(recorded.credential()),
              esg.minerals(),
              esg.stages(),
              null));
    }
    if (said instanceof MinePermit permit) {
      return List.of(of(recorded, permit));
    }
    if (said instanceof SiteInspection inspection) {
      return of(recorded, inspection);
    }
    if (said instanceof FacilityRecord record) {
      return List.of(
          plain(
              recorded,
              record.idScheme(),
              said(recorded),
              end(recorded.credential()),
              Set.of(),
              record.processes(),
              record.annualCapacity()));
    }
    if (said instanceof MassBalanceStatement balance) {
      return List.of(
          plain(
              recorded,
              null,
              balance.periodFrom(),
              balance.periodTo(),
              Set.of(balance.mineral()),
              List.of(),
              null));
    }
    if (said instanceof DueDiligenceReport report) {
      return List.of(
          plain(
              recorded,
              null,
              report.periodFrom(),
              report.periodTo(),
              report.minerals(),
              List.of(),
              null));
    }
    if (said instanceof CarbonFootprint footprint && !footprint.facilities().isEmpty()) {
      return List.of(
          plain(
              recorded,
              footprint.method(),
              footprint.periodFrom(),
              footprint.periodTo(),
              Set.of(),
              List.of(),
              null));
    }
    return List.of();
  }

  private static SiteStatement of(Recorded recorded, MinePermit permit) {
    return new SiteStatement(
        recorded,
        permit.permitNumber(),
        null,
        permit.status().code(),
        null,
        null,
        permit.status() == PermitStatus.ACTIVE ? Conformance.CONFORMANT : Conformance.NONCONFORMANT,
        permit.issuedOn(),
        earlier(permit.expiresOn(), end(recorded.credential())),
        permit.minerals(),
        MINES,
        permit.annualCapacity());
  }

  /**
   * A colour holds as long as it does by ICGLR: green for a year, yellow until its deadline, and
   * then the site is red.
   */
  private static List<SiteStatement> of(Recorded recorded, SiteInspection inspection) {
    LocalDate end = end(recorded.credential());
    Conformance result =
        switch (inspection.status()) {
          case GREEN -> Conformance.CONFORMANT;
          case RED -> Conformance.NONCONFORMANT;
          case BLUE, YELLOW -> null;
        };
    LocalDate deadline = inspection.deadline();
    LocalDate lapses =
        inspection.status() == SiteStatus.GREEN
            ? inspection.inspectedOn().plusYears(SiteInspection.GREEN_YEARS)
            : deadline;
    SiteStatement first =
        inspected(
            recorded,
            inspection.status().code(),
            result,
            inspection.inspectedOn(),
            earlier(lapses, end));
    return deadline == null
        ? List.of(first)
        : List.of(
            first,
            inspected(
                recorded,
                SiteStatus.RED.code() + ", its deadline passed",
                Conformance.NONCONFORMANT,
                deadline.plusDays(1),
                end));
  }

  private static SiteStatement inspected(
      Recorded recorded,
      String level,
      @Nullable Conformance result,
      LocalDate from,
      @Nullable LocalDate until) {
    return new SiteStatement(
        recorded, null, null, level, null, null, result, from, until, Set.of(), MINES, null);
  }

  private static SiteStatement plain(
      Recorded recorded,
      @Nullable String scheme,
      LocalDate from,
      @Nullable LocalDate until,
      Set<Mineral> minerals,
      List<String> scope,
      @Nullable Quantity capacity) {
    return new SiteStatement(
        recorded, scheme, null, null, null, null, null, from, until, minerals, scope, capacity);
  }

  private static LocalDate said(Recorded recorded) {
    return SiteEvent.day(recorded.credential().validFrom());
  }

  /** The last day of a credential's term, whose end is the moment at which it ceases. */
  private static @Nullable LocalDate end(Credential credential) {
    return credential.validUntil() == null
        ? null
        : SiteEvent.day(credential.validUntil().minus(Duration.ofMillis(1)));
  }

  private static @Nullable LocalDate earlier(@Nullable LocalDate one, @Nullable LocalDate other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) ? one : other;
  }

  /** The day on which it was said. */
  LocalDate saidOn() {
    return said(recorded);
  }

  /** The same, with a term that begins no earlier than a day. */
  SiteStatement notBefore(LocalDate day) {
    return from.isBefore(day)
        ? new SiteStatement(
            recorded,
            scheme,
            version,
            level,
            assessor,
            assessment,
            result,
            day,
            until,
            minerals,
            scope,
            capacity)
        : this;
  }

  /**
   * What it is one of a series of, of which a later one may take the place of an earlier: the
   * certificates of one issuer by one scheme, what it says of one permit, its inspections.
   */
  List<String> series() {
    String key =
        switch (type()) {
          case ESG_CONFORMITY, MINE_PERMIT, CARBON_FOOTPRINT -> scheme == null ? "" : scheme;
          case MASS_BALANCE_STATEMENT -> minerals.toString();
          default -> "";
        };
    return List.of(type().typeName(), recorded.issuer().value(), key);
  }

  /** Whether what it says ends what an earlier one of its series allowed or certified. */
  boolean takesAway() {
    return result == Conformance.NONCONFORMANT
        || (type() == AttestationType.SITE_INSPECTION && SiteStatus.YELLOW.code().equals(level));
  }

  boolean coversStage(SiteEvent event) {
    return Scopes.current().cover(scope, event.process(), event.ofStage());
  }

  boolean coversMineral(SiteEvent event) {
    return minerals.isEmpty() || minerals.containsAll(event.minerals());
  }

  /** Whether its term has the whole of what was done. */
  boolean contains(SiteEvent event) {
    return !event.from().isBefore(from) && !isOver(event);
  }

  /** Whether its term ended before what was done did. */
  boolean isOver(SiteEvent event) {
    return until != null && event.to().isAfter(until);
  }

  /** Whether its term has a day of what was done. */
  boolean meets(SiteEvent event) {
    return !event.to().isBefore(from) && (until == null || !event.from().isAfter(until));
  }
}
