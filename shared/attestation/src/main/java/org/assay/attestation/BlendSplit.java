package org.assay.attestation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assay.attestation.quantity.Mass;
import org.assay.attestation.quantity.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * Says that lots of one kind were put together, or taken apart, and nothing else was done to them:
 * what comes out has the mass, the mineral, the form and the commodity code of what went in.
 *
 * <p>Issued by the custodian, with leave of the authority of the country. Source: EPCIS 2.0 {@code
 * AggregationEvent} and {@code TransformationEvent}; ISO 22095 for the model.
 *
 * @param facility where it is done
 * @param custodyModel the model of the chain of custody
 * @param inputs the lots that are consumed, each once
 * @param outputs the lots that come forth, each once, of one mineral, form and commodity code
 * @param startedAt when it began, to the millisecond
 * @param endedAt when it ended, not before it began
 */
public record BlendSplit(
    Facility facility,
    CustodyModel custodyModel,
    List<Transformation.Input> inputs,
    List<Transformation.Output> outputs,
    Instant startedAt,
    Instant endedAt)
    implements LotConversion {
  /** How much the masses may differ, as a share of what goes in: what scales make of it. */
  public static final BigDecimal TOLERANCE = new BigDecimal("0.005");

  public BlendSplit {
    requireNonNull(facility);
    requireNonNull(custodyModel);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    Transformation.requireDistinctLots(inputs, outputs);
    startedAt = Invariants.instant(startedAt, "/startedAt");
    endedAt = Invariants.instant(endedAt, "/endedAt");
    Transformation.requireOrder(startedAt, endedAt);
    requireOneKind(outputs);
    requireMass(inputs, outputs);
  }

  private static void requireOneKind(List<Transformation.Output> outputs) {
    Transformation.Output first = outputs.get(0);
    for (int i = 1; i < outputs.size(); i++) {
      Transformation.Output output = outputs.get(i);
      Invariants.require(
          output.mineral() == first.mineral(),
          Reason.KIND_CHANGED,
          "/outputs/" + i + "/mineral",
          "what comes out is " + first.mineral().code() + " and " + output.mineral().code(),
          "state a transformation where something is made of it");
      Invariants.require(
          output.form().equals(first.form()),
          Reason.KIND_CHANGED,
          "/outputs/" + i + "/form",
          "what comes out is " + first.form() + " and " + output.form(),
          "state a transformation where something is made of it");
      Invariants.require(
          agree(output.hs(), first.hs()),
          Reason.KIND_CHANGED,
          "/outputs/" + i + "/hs",
          "what comes out has the commodity codes " + first.hs() + " and " + output.hs(),
          "state a transformation where something is made of it");
    }
  }

  private static boolean agree(@Nullable HsCode one, @Nullable HsCode other) {
    return one == null || other == null || one.agreesWith(other);
  }

  private static void requireMass(
      List<Transformation.Input> inputs, List<Transformation.Output> outputs) {
    List<Quantity> in = inputs.stream().map(Transformation.Input::quantity).toList();
    List<Quantity> out = outputs.stream().map(Transformation.Output::quantity).toList();
    boolean isDry = Stream.concat(in.stream(), out.stream()).allMatch(q -> q.dryMass().isPresent());
    boolean isOneBasis =
        Stream.concat(in.stream(), out.stream()).map(Quantity::basis).distinct().count() == 1;
    Invariants.require(
        isDry || isOneBasis,
        Reason.MOISTURE_MISSING,
        "/outputs",
        "some of the masses are wet and some dry, and cannot be compared",
        "give the moisture of every wet mass");
    // Water may leave while ore is stacked; where the moistures are known, the dry mass is held.
    BigDecimal before = sum(in, isDry);
    BigDecimal after = sum(out, isDry);
    Invariants.require(
        after.subtract(before).abs().compareTo(before.multiply(TOLERANCE)) <= 0,
        Reason.MASS_NOT_CONSERVED,
        "/outputs",
        kilograms(after)
            + " come out, and "
            + kilograms(before)
            + " went in"
            + (isDry ? ", both dry" : ""),
        "what is put together or taken apart keeps its mass, to half a percent");
  }

  private static BigDecimal sum(List<Quantity> quantities, boolean isDry) {
    return quantities.stream()
        .map(quantity -> isDry ? quantity.dryMass().orElseThrow() : quantity.mass())
        .map(Mass::kilograms)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static String kilograms(BigDecimal mass) {
    return mass.toPlainString() + " kg";
  }

  /** {@code split} where one lot goes in, {@code blend} where several do. */
  @Override
  public String process() {
    return inputs.size() == 1 ? "split" : "blend";
  }

  /** None: what is lost makes the masses differ, and there is little room for that. */
  @Override
  public List<Transformation.Loss> losses() {
    return List.of();
  }

  @Override
  public AttestationType type() {
    return AttestationType.BLEND_SPLIT;
  }

  @Override
  public Optional<CountryCode> jurisdiction() {
    return Optional.of(facility.country());
  }

  /** The one mineral of the outputs. */
  @Override
  public Set<Mineral> minerals() {
    return Set.of(outputs.get(0).mineral());
  }

  @Override
  public Set<LotId> lots() {
    return Transformation.lots(inputs, outputs);
  }

  @Override
  public Set<FacilityId> facilities() {
    return Set.of(facility.id());
  }

  static BlendSplit read(JsonFields in) throws RejectedException {
    Facility facility = Facility.read(in.object("facility"));
    CustodyModel custodyModel = in.coded("custodyModel", CustodyModel::fromCode);
    List<Transformation.Input> inputs = new ArrayList<>();
    for (JsonFields input : in.objects("inputs")) {
      inputs.add(Transformation.Input.read(input));
    }
    List<Transformation.Output> outputs = new ArrayList<>();
    for (JsonFields output : in.objects("outputs")) {
      outputs.add(Transformation.Output.read(output));
    }
    Instant startedAt = in.instant("startedAt");
    Instant endedAt = in.instant("endedAt");
    return in.build(
        () -> new BlendSplit(facility, custodyModel, inputs, outputs, startedAt, endedAt));
  }

  void write(ObjectNode out) {
    facility.write(out.putObject("facility"));
    out.put("custodyModel", custodyModel.code());
    ArrayNode consumed = out.putArray("inputs");
    inputs.forEach(input -> input.write(consumed.addObject()));
    ArrayNode produced = out.putArray("outputs");
    outputs.forEach(output -> output.write(produced.addObject()));
    out.put("startedAt", startedAt.toString());
    out.put("endedAt", endedAt.toString());
  }
}
