package org.assay.attestation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assay.attestation.quantity.DeclaredMetal;
import org.assay.attestation.quantity.Grade;
import org.assay.attestation.quantity.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * Says that parts of some lots became other lots at a facility: processing, blending and splitting
 * alike. The quantity consumed of each input is what keeps a lot from being used twice.
 *
 * <p>Issued by the authority of the country that the facility stands in or whoever it accredits,
 * such as the processor. Source: UNTP 0.7 {@code MakeEvent}; EPCIS 2.0 {@code TransformationEvent};
 * ISO 22095.
 *
 * @param facility where
 * @param process the route, in kebab-case, such as {@code crushing}, {@code hpal}, {@code
 *     leaching}, {@code split} or {@code blend}
 * @param inputs what was consumed, each lot once
 * @param outputs the lots that came of it, each once, none of them an input
 * @param losses what was lost on the way, where it is stated
 * @param startedAt when it began, to the millisecond
 * @param endedAt when it ended, not before it began
 * @param custodyModel how the material was kept apart from other material; null where that is not
 *     stated
 */
public record Transformation(
    Facility facility,
    String process,
    List<Input> inputs,
    List<Output> outputs,
    List<Loss> losses,
    Instant startedAt,
    Instant endedAt,
    @Nullable CustodyModel custodyModel)
    implements LotConversion {
  private static final int MAX_LOTS = 256;
  private static final int MAX_LOSSES = 64;

  /**
   * A lot of which some was consumed.
   *
   * @param quantity how much of it
   */
  public record Input(LotId lot, Quantity quantity) {
    public Input {
      requireNonNull(lot);
      requireNonNull(quantity);
    }

    static Input read(JsonFields in) throws RejectedException {
      return new Input(in.lot("lot"), in.quantity("quantity"));
    }

    void write(ObjectNode out) {
      out.put("lot", lot.value()).set("quantity", quantity.toJson());
    }
  }

  /**
   * A lot that came of it.
   *
   * @param mineral the mineral that it is traded for
   * @param form what it is, in kebab-case
   * @param hs its commodity code, where known
   * @param quantity how much was issued
   * @param grades its declared grades, each analyte once
   * @param contained what it is said to contain, where that is said; each analyte once
   */
  public record Output(
      LotId lot,
      Mineral mineral,
      String form,
      @Nullable HsCode hs,
      Quantity quantity,
      List<Grade> grades,
      List<DeclaredMetal> contained) {
    public Output {
      requireNonNull(lot);
      requireNonNull(mineral);
      Invariants.code(form, "/form");
      Goods.requireGradesFit(quantity, grades);
      grades = List.copyOf(grades);
      Goods.requireContainedFits(quantity, contained);
      contained = List.copyOf(contained);
    }

    /** A lot of which it is not said what it contains. */
    public Output(
        LotId lot,
        Mineral mineral,
        String form,
        @Nullable HsCode hs,
        Quantity quantity,
        List<Grade> grades) {
      this(lot, mineral, form, hs, quantity, grades, List.of());
    }

    static Output read(JsonFields in) throws RejectedException {
      LotId lot = in.lot("lot");
      Mineral mineral = in.mineral("mineral");
      String form = in.text("form");
      HsCode hs = in.optionalValue("hs", HsCode::new);
      Quantity quantity = in.quantity("quantity");
      List<Grade> grades = in.grades("grades");
      List<DeclaredMetal> contained = in.contained("contained");
      return in.build(() -> new Output(lot, mineral, form, hs, quantity, grades, contained));
    }

    void write(ObjectNode out) {
      out.put("lot", lot.value());
      out.put("mineral", mineral.code()).put("form", form);
      if (hs != null) {
        out.put("hs", hs.digits());
      }
      out.set("quantity", quantity.toJson());
      Goods.writeGrades(out, grades);
      Goods.writeContained(out, contained);
    }
  }

  /**
   * What was lost.
   *
   * @param kind where to, in kebab-case, such as {@code tailings} or {@code slag}
   * @param grades what was found in it, each analyte once; with them the balance of the step closes
   */
  public record Loss(String kind, Quantity quantity, List<Grade> grades) {
    public Loss {
      Invariants.code(kind, "/kind");
      requireNonNull(quantity);
      Goods.requireGradesFit(quantity, grades);
      grades = List.copyOf(grades);
    }

    /** A loss of which nothing was analysed. */
    public Loss(String kind, Quantity quantity) {
      this(kind, quantity, List.of());
    }

    private static Loss read(JsonFields in) throws RejectedException {
      String kind = in.text("kind");
      Quantity quantity = in.quantity("quantity");
      List<Grade> grades = in.grades("grades");
      return in.build(() -> new Loss(kind, quantity, grades));
    }
  }

  public Transformation {
    requireNonNull(facility);
    Invariants.code(process, "/process");
    Invariants.size(losses, 0, MAX_LOSSES, "/losses");
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    losses = List.copyOf(losses);
    requireDistinctLots(inputs, outputs);
    startedAt = Invariants.instant(startedAt, "/startedAt");
    endedAt = Invariants.instant(endedAt, "/endedAt");
    requireOrder(startedAt, endedAt);
  }

  /** A lot goes in once, comes out once, and not both. */
  static void requireDistinctLots(List<Input> inputs, List<Output> outputs) {
    Invariants.size(inputs, 1, MAX_LOTS, "/inputs");
    Invariants.size(outputs, 1, MAX_LOTS, "/outputs");
    Invariants.noRepeats(
        inputs.stream().map(Input::lot).toList(), Reason.LOT_REPEATED, "/inputs", "/lot", "lot");
    Invariants.noRepeats(
        outputs.stream().map(Output::lot).toList(), Reason.LOT_REPEATED, "/outputs", "/lot", "lot");
    Set<LotId> consumed = new HashSet<>();
    inputs.forEach(input -> consumed.add(input.lot()));
    for (int i = 0; i < outputs.size(); i++) {
      Invariants.require(
          !consumed.contains(outputs.get(i).lot()),
          Reason.LOT_REPEATED,
          "/outputs/" + i + "/lot",
          "lot " + outputs.get(i).lot() + " is an input and an output",
          "give what came of it a lot id of its own");
    }
  }

  static void requireOrder(Instant startedAt, Instant endedAt) {
    Invariants.require(
        !endedAt.isBefore(startedAt),
        Reason.DATES_INCONSISTENT,
        "/endedAt",
        "it ends at " + endedAt + ", before it begins at " + startedAt,
        "end it at " + startedAt + " or later");
  }

  /** A transformation whose custody model is not stated. */
  public Transformation(
      Facility facility,
      String process,
      List<Input> inputs,
      List<Output> outputs,
      List<Loss> losses,
      Instant startedAt,
      Instant endedAt) {
    this(facility, process, inputs, outputs, losses, startedAt, endedAt, null);
  }

  @Override
  public AttestationType type() {
    return AttestationType.TRANSFORMATION;
  }

  @Override
  public Optional<CountryCode> jurisdiction() {
    return Optional.of(facility.country());
  }

  /** The minerals of the outputs. */
  @Override
  public Set<Mineral> minerals() {
    EnumSet<Mineral> minerals = EnumSet.noneOf(Mineral.class);
    outputs.forEach(output -> minerals.add(output.mineral()));
    return Collections.unmodifiableSet(minerals);
  }

  @Override
  public Set<LotId> lots() {
    return lots(inputs, outputs);
  }

  static Set<LotId> lots(List<Input> inputs, List<Output> outputs) {
    Set<LotId> lots = new LinkedHashSet<>();
    inputs.forEach(input -> lots.add(input.lot()));
    outputs.forEach(output -> lots.add(output.lot()));
    return Collections.unmodifiableSet(lots);
  }

  @Override
  public Set<FacilityId> facilities() {
    return Set.of(facility.id());
  }

  static Transformation read(JsonFields in) throws RejectedException {
    Facility facility = Facility.read(in.object("facility"));
    String process = in.text("process");
    List<Input> inputs = new ArrayList<>();
    for (JsonFields input : in.objects("inputs")) {
      inputs.add(Input.read(input));
    }
    List<Output> outputs = new ArrayList<>();
    for (JsonFields output : in.objects("outputs")) {
      outputs.add(Output.read(output));
    }
    List<Loss> losses = new ArrayList<>();
    for (JsonFields loss : in.objects("losses")) {
      losses.add(Loss.read(loss));
    }
    Instant startedAt = in.instant("startedAt");
    Instant endedAt = in.instant("endedAt");
    CustodyModel custodyModel = in.optionalCoded("custodyModel", CustodyModel::fromCode);
    return in.build(
        () ->
            new Transformation(
                facility, process, inputs, outputs, losses, startedAt, endedAt, custodyModel));
  }

  void write(ObjectNode out) {
    facility.write(out.putObject("facility"));
    out.put("process", process);
    ArrayNode consumed = out.putArray("inputs");
    inputs.forEach(input -> input.write(consumed.addObject()));
    ArrayNode produced = out.putArray("outputs");
    outputs.forEach(output -> output.write(produced.addObject()));
    if (!losses.isEmpty()) {
      ArrayNode lost = out.putArray("losses");
      for (Loss loss : losses) {
        ObjectNode item = lost.addObject().put("kind", loss.kind());
        item.set("quantity", loss.quantity().toJson());
        if (!loss.grades().isEmpty()) {
          Goods.writeGrades(item, loss.grades());
        }
      }
    }
    out.put("startedAt", startedAt.toString());
    out.put("endedAt", endedAt.toString());
    if (custodyModel != null) {
      out.put("custodyModel", custodyModel.code());
    }
  }
}
