package org.assay.traceability.assurance;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.assay.attestation.Facility;
import org.assay.attestation.LotConversion;
import org.assay.attestation.LotOrigin;
import org.assay.attestation.Mineral;
import org.assay.attestation.Transformation;
import org.assay.traceability.origin.Stage;
import org.assay.traceability.origin.Stages;
import org.assay.traceability.trace.Evidence;
import org.assay.traceability.trace.LotEvidence;
import org.assay.traceability.trace.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * Something that was done at a facility to lots of a chain: an extraction, or a step as far as it
 * is of one stage. A step that is of several stages is several of these.
 *
 * @param recorded the statement that tells of it
 * @param facility where
 * @param process what, in kebab-case; {@code mining} for an extraction
 * @param stage the stage that it is of; null where it is of none, or of one that the table of
 *     stages does not tell
 * @param isStageKnown whether the table of stages has the process
 * @param minerals what the lots of the chain that came of it are traded for
 * @param from the first day of it
 * @param to the last day of it, in UTC where the statement gives a time
 */
public record SiteEvent(
    Recorded recorded,
    Facility facility,
    String process,
    @Nullable Stage stage,
    boolean isStageKnown,
    Set<Mineral> minerals,
    LocalDate from,
    LocalDate to) {
  private static final String MINING = "mining";

  public SiteEvent {
    requireNonNull(recorded);
    requireNonNull(facility);
    EnumSet<Mineral> ordered = EnumSet.noneOf(Mineral.class);
    ordered.addAll(minerals);
    minerals = Collections.unmodifiableSet(ordered);
  }

  /** The stage that it is of; empty where it is of none, or of one that is not known. */
  public Optional<Stage> ofStage() {
    return Optional.ofNullable(stage);
  }

  /** The stage, or else the process. */
  public String what() {
    return stage == null ? process : stage.code();
  }

  /** The facility and what was done there, for a person. */
  public String where() {
    return facility.name() + " (" + what() + ")";
  }

  /** All that was done to a lot and to what it is made from, in the order of the ledger. */
  static List<SiteEvent> of(Evidence evidence) {
    Map<Long, List<SiteEvent>> events = new TreeMap<>();
    for (LotEvidence lot : evidence.upstream().values()) {
      lot.origin()
          .ifPresent(
              origin -> events.computeIfAbsent(origin.ref().index(), any -> of(evidence, origin)));
    }
    return events.values().stream().flatMap(List::stream).toList();
  }

  /** What one statement tells of that brings forth lots of a chain. */
  static List<SiteEvent> of(Evidence evidence, Recorded origin) {
    if (origin.said() instanceof LotOrigin mined) {
      return List.of(
          new SiteEvent(
              origin,
              mined.facility(),
              MINING,
              Stage.MINED,
              true,
              Set.of(mined.mineral()),
              mined.extractedFrom(),
              mined.extractedTo()));
    }
    LotConversion step = (LotConversion) origin.said();
    Set<Mineral> minerals = EnumSet.noneOf(Mineral.class);
    for (Transformation.Output output : step.outputs()) {
      if (evidence.upstream(output.lot()).isPresent()) {
        minerals.add(output.mineral());
      }
    }
    Optional<Set<Stage>> ofProcess = Stages.current().of(step.process());
    List<@Nullable Stage> stages = new ArrayList<>(ofProcess.orElse(Set.of()));
    if (stages.isEmpty()) {
      stages.add(null);
    }
    List<SiteEvent> events = new ArrayList<>();
    for (Stage stage : stages) {
      events.add(
          new SiteEvent(
              origin,
              step.facility(),
              step.process(),
              stage,
              ofProcess.isPresent(),
              minerals,
              day(step.startedAt()),
              day(step.endedAt())));
    }
    return List.copyOf(events);
  }

  static LocalDate day(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalDate();
  }
}
