package org.assay.attestation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assay.attestation.quantity.Quantity;
import org.jspecify.annotations.Nullable;

/**
 * Says how much of a mineral a facility had, took in, used, lost and sold in a period, all on one
 * basis; what is left out is nothing. The variance is not a field: whoever reads it computes it.
 *
 * <p>Issued by a third party that has seen the books, never by the operator. Source: RMAP step 1C;
 * UNTP criterion on mass balance; ISO 22095-2.
 *
 * @param facility the facility
 * @param operator who runs it, and does not say this
 * @param mineral the mineral
 * @param periodFrom the first day of the period
 * @param periodTo the last day of the period, not before the first
 * @param opening the stock at the beginning
 * @param receipts what was taken in
 * @param consumed what went into other lots
 * @param lost what was lost
 * @param sold what was sold as it was
 * @param closing the stock that was found at the end
 * @param hashesOfSource digests of the documents that it rests on, each once
 */
public record MassBalanceStatement(
    Facility facility,
    Did operator,
    Mineral mineral,
    LocalDate periodFrom,
    LocalDate periodTo,
    @Nullable Quantity opening,
    @Nullable Quantity receipts,
    @Nullable Quantity consumed,
    @Nullable Quantity lost,
    @Nullable Quantity sold,
    @Nullable Quantity closing,
    List<Sha256> hashesOfSource)
    implements Attestation {

  public MassBalanceStatement {
    requireNonNull(facility);
    requireNonNull(operator);
    requireNonNull(mineral);
    Invariants.day(periodFrom, "/periodFrom");
    Invariants.day(periodTo, "/periodTo");
    Invariants.size(hashesOfSource, 0, 256, "/hashesOfSource");
    hashesOfSource = List.copyOf(hashesOfSource);
    Invariants.noRepeats(hashesOfSource, Reason.SCHEMA_VIOLATION, "/hashesOfSource", "digest");
    Invariants.require(
        !periodTo.isBefore(periodFrom),
        Reason.DATES_INCONSISTENT,
        "/periodTo",
        "the period ends on " + periodTo + ", before it begins on " + periodFrom,
        "end it on " + periodFrom + " or later");
    List<Quantity> given =
        Stream.of(opening, receipts, consumed, lost, sold, closing)
            .filter(Objects::nonNull)
            .toList();
    Invariants.require(
        !given.isEmpty(), Reason.SCHEMA_VIOLATION, "", "the statement gives no mass");
    Invariants.require(
        given.stream().map(Quantity::basis).distinct().count() == 1,
        Reason.BASIS_MISMATCH,
        "",
        "some of the masses are wet and some are dry",
        "give all of them dry");
  }

  @Override
  public AttestationType type() {
    return AttestationType.MASS_BALANCE_STATEMENT;
  }

  @Override
  public Optional<CountryCode> jurisdiction() {
    return Optional.of(facility.country());
  }

  @Override
  public Set<Mineral> minerals() {
    return Set.of(mineral);
  }

  @Override
  public Set<LotId> lots() {
    return Set.of();
  }

  @Override
  public Set<FacilityId> facilities() {
    return Set.of(facility.id());
  }

  static MassBalanceStatement read(JsonFields in) throws RejectedException {
    Facility facility = Facility.read(in.object("facility"));
    Did operator = in.did("operator");
    Mineral mineral = in.mineral("mineral");
    LocalDate periodFrom = in.date("periodFrom");
    LocalDate periodTo = in.date("periodTo");
    Quantity opening = in.has("opening") ? in.quantity("opening") : null;
    Quantity receipts = in.has("receipts") ? in.quantity("receipts") : null;
    Quantity consumed = in.has("consumed") ? in.quantity("consumed") : null;
    Quantity lost = in.has("lost") ? in.quantity("lost") : null;
    Quantity sold = in.has("sold") ? in.quantity("sold") : null;
    Quantity closing = in.has("closing") ? in.quantity("closing") : null;
    List<Sha256> hashesOfSource = in.values("hashesOfSource", Sha256::new);
    return in.build(
        () ->
            new MassBalanceStatement(
                facility,
                operator,
                mineral,
                periodFrom,
                periodTo,
                opening,
                receipts,
                consumed,
                lost,
                sold,
                closing,
                hashesOfSource));
  }

  void write(ObjectNode out) {
    facility.write(out.putObject("facility"));
    out.put("operator", operator.value());
    out.put("mineral", mineral.code());
    out.put("periodFrom", periodFrom.toString());
    out.put("periodTo", periodTo.toString());
    if (opening != null) {
      out.set("opening", opening.toJson());
    }
    if (receipts != null) {
      out.set("receipts", receipts.toJson());
    }
    if (consumed != null) {
      out.set("consumed", consumed.toJson());
    }
    if (lost != null) {
      out.set("lost", lost.toJson());
    }
    if (sold != null) {
      out.set("sold", sold.toJson());
    }
    if (closing != null) {
      out.set("closing", closing.toJson());
    }
    ArrayNode hashesOfSourceHex = out.putArray("hashesOfSource");
    hashesOfSource.forEach(digest -> hashesOfSourceHex.add(digest.hex()));
  }
}
